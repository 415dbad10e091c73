using System.Globalization;
using Harness.Contracts.Consoles;

namespace Harness.Experiments.Soaking;

/// <summary>Counts faults, and whether what was made under them is what it should be.</summary>
internal sealed class FaultTally
{
    private readonly Dictionary<Fault, (int Injected, int Survived)> _counts = Enum.GetValues<Fault>().ToDictionary(fault => fault, _ => (0, 0));
    private readonly List<Fault> _open = [];

    /// <summary>Faults so far.</summary>
    public int Total => _counts.Values.Sum(count => count.Injected);

    public static string NameOf(Fault fault) => fault switch
    {
        Fault.WorkerKilled => "SIGKILL of a worker",
        Fault.CoordinatorKilled => "SIGKILL of the coordinator",
        Fault.AllKilled => "SIGKILL of both at once",
        Fault.Terminated => "SIGTERM to the coordinator",
        Fault.Interrupted => "SIGINT to both, as Ctrl-C",
        Fault.DiskFull => "disk full",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
    };

    public void Add(Fault fault)
    {
        _counts[fault] = _counts[fault] with { Injected = _counts[fault].Injected + 1 };
        _open.Add(fault);
    }

    /// <summary>What the faults since the last call were done to is finished.</summary>
    /// <param name="isUnharmed">Whether it is what it should be, and all on the way was as it should be.</param>
    public void Conclude(bool isUnharmed)
    {
        foreach (var fault in _open.Where(_ => isUnharmed))
        {
            _counts[fault] = _counts[fault] with { Survived = _counts[fault].Survived + 1 };
        }

        _open.Clear();
    }

    /// <summary>A table; faults that were not made are left out.</summary>
    public override string ToString()
    {
        var table = new TextTable("fault", "injected", "survived");
        foreach (var (fault, (injected, survived)) in _counts.Where(count => count.Value.Injected > 0))
        {
            table.Add(NameOf(fault), Number(injected), Number(survived));
        }

        table.Add("all", Number(Total), Number(_counts.Values.Sum(count => count.Survived)));
        return table.ToString();
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
