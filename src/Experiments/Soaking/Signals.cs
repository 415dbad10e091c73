using Harness.Experiments.Execution;

namespace Harness.Experiments.Soaking;

/// <summary>Sends the signals of a fault.</summary>
internal static class Signals
{
    /// <summary>Makes <paramref name="fault"/>, or kills the coordinator where it has no worker yet that could be killed.</summary>
    /// <param name="coordinator">A running coordinator.</param>
    /// <param name="fault">Any but <see cref="Fault.DiskFull"/>, which is no signal.</param>
    /// <param name="pick">Picks one of so many workers.</param>
    /// <returns>What was done.</returns>
    public static Fault Send(LinuxProcess coordinator, Fault fault, Func<int, int> pick)
    {
        var workers = coordinator.Children();
        switch (fault)
        {
            case Fault.WorkerKilled when workers.Count > 0:
                workers[pick(workers.Count)].Send(LinuxProcess.Kill);
                return fault;
            case Fault.Terminated:
                coordinator.Send(LinuxProcess.Terminate);
                return fault;
            case Fault.Interrupted:
                SendAll([coordinator, .. workers], LinuxProcess.Interrupt);
                return fault;
            case Fault.AllKilled:
                SendAll([coordinator, .. workers], LinuxProcess.Kill);
                return fault;
            default:
                coordinator.Send(LinuxProcess.Kill);
                return Fault.CoordinatorKilled;
        }
    }

    private static void SendAll(IEnumerable<LinuxProcess> processes, int signal)
    {
        foreach (var process in processes)
        {
            process.Send(signal);
        }
    }
}
