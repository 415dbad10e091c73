namespace Harness.Experiments.Soaking;

/// <summary>What is done to a plan in the making.</summary>
internal enum Fault
{
    /// <summary>SIGKILL of one worker; the coordinator has to notice and start it again.</summary>
    WorkerKilled,

    /// <summary>SIGKILL of the coordinator alone; its workers have to notice, save and end.</summary>
    CoordinatorKilled,

    /// <summary>SIGKILL of coordinator and workers at once, as when a machine fails.</summary>
    AllKilled,

    /// <summary>SIGTERM to the coordinator, as from a service manager.</summary>
    Terminated,

    /// <summary>SIGINT to coordinator and workers, as Ctrl-C sends it.</summary>
    Interrupted,

    /// <summary>No space left, or next to none, on the disk that the results are written to.</summary>
    DiskFull,
}
