using Harness.Contracts;

namespace Harness.NativeRepair.Tests;

public sealed class VersionRepairTests
{
    [Fact]
    public void A_missing_version_that_nothing_uses_costs_one_byte()
    {
        var library = ShippedLibrary.Parse();
        var repair = VersionRepair.ForThisMachine(library, ShippedLibrary.MachineWithout(ShippedLibrary.UnusedVersion));
        var repaired = repair.Apply(library);

        // 0x3fa34 holds the flags of GLIBCXX_3.4.32 (see VersionNeedTests); weak is 2.
        var shipped = ShippedLibrary.Bytes();
        var changed = Enumerable.Range(0, repaired.Length).Where(at => repaired[at] != shipped[at]);
        Assert.Equal(0x3fa34, Assert.Single(changed));
        Assert.Equal(2, repaired[0x3fa34]);
    }

    [Fact]
    public void Nothing_changes_where_every_version_is_there()
    {
        var repair = VersionRepair.ForThisMachine(ShippedLibrary.Parse(), ShippedLibrary.MachineWithout());

        Assert.Empty(repair.Weakened);
    }

    [Fact]
    public void Nothing_changes_where_the_machines_library_is_unknown()
    {
        var repair = VersionRepair.ForThisMachine(ShippedLibrary.Parse(), _ => null);

        Assert.Empty(repair.Weakened);
    }

    [Fact]
    public void A_repaired_library_is_left_alone()
    {
        var library = ShippedLibrary.Parse();
        var machine = ShippedLibrary.MachineWithout(ShippedLibrary.UnusedVersion);
        var repaired = ShippedLibrary.Parse(VersionRepair.ForThisMachine(library, machine).Apply(library));

        var again = VersionRepair.ForThisMachine(repaired, machine);

        Assert.Empty(again.Weakened);
        Assert.Equal(ShippedLibrary.UnusedVersion, Assert.Single(again.AlreadyWeak).Version);
    }

    [Fact]
    public void A_missing_version_that_is_used_is_refused_and_its_symbol_named()
    {
        // readelf -rW: the one symbol of GLIBCXX_3.4.30 is std::condition_variable::wait.
        var fault = Assert.Throws<HarnessException>(
            () => VersionRepair.ForThisMachine(ShippedLibrary.Parse(), ShippedLibrary.MachineWithout("GLIBCXX_3.4.30")));

        Assert.Contains("_ZNSt18condition_variable4waitERSt11unique_lockISt5mutexE of GLIBCXX_3.4.30", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void For_any_machine_exactly_the_unused_versions_become_optional()
    {
        var repair = VersionRepair.ForAnyMachine(ShippedLibrary.Parse());

        Assert.Equal([ShippedLibrary.UnusedVersion], repair.Weakened.Select(need => need.Version));
    }
}
