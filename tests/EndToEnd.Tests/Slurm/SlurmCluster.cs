using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Harness.Contracts.Consoles;

namespace Harness.EndToEnd.Tests.Slurm;

/// <summary>
/// A real Slurm with a controller and two nodes on this machine: private, bound to the loopback interface, without root, munge, systemd or /etc. Anybody on the machine who
/// reaches its ports can run as its user, so it is for tests alone.
/// </summary>
internal sealed class SlurmCluster : IAsyncDisposable
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("harness-slurm-").FullName;
    private readonly StringBuilder _log = new();
    private readonly int[] _ports = FreePorts(3);

    private SlurmCluster()
    {
    }

    public static IReadOnlyList<string> Nodes { get; } = ["n1", "n2"];

    /// <summary>Where Slurm's programs find this cluster: the value of <c>SLURM_CONF</c>.</summary>
    public string Configuration => Path.Combine(_folder, "etc", "slurm.conf");

    /// <summary>Every call of this class with what it said.</summary>
    public string Log => _log.ToString();

    /// <summary>Starts the daemons and waits until both nodes are idle.</summary>
    public static async Task<SlurmCluster> StartAsync()
    {
        var cluster = new SlurmCluster();
        try
        {
            cluster.Configure();
            await cluster.StartControllerAsync();
            foreach (var node in Nodes)
            {
                await cluster.StartNodeAsync(node);
            }

            await cluster.WaitAsync("both nodes are idle", async () => (await cluster.CallAsync("sinfo", "-h", "-N", "-p", "main", "-o", "%T")).Trim() == "idle\nidle", TimeSpan.FromSeconds(30));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public Task StartControllerAsync() => CallAsync("slurmctld", "-f", Configuration);

    public Task StartNodeAsync(string node) => CallAsync("slurmd", "-f", Configuration, "-N", node);

    /// <summary>SIGKILL of the node's daemon and of everything below and beside it that belongs to its jobs: what a power cut does.</summary>
    public void KillNode(string node)
    {
        Note($"kill -9 of node {node}");
        Kill([Daemon($"slurmd-{node}"), .. WithSupervisors(Processes.With($"SLURM_CONF={Configuration}", $"SLURMD_NODENAME={node}"))]);
    }

    /// <summary>SIGKILL of everything of one task on its node, its batch script included; the node lives on.</summary>
    public void KillTask(long job, int task)
    {
        Note($"kill -9 of everything of {job}_{task}");
        Kill(Processes.With($"SLURM_CONF={Configuration}", $"SLURM_ARRAY_JOB_ID={job}", $"SLURM_ARRAY_TASK_ID={task}"));
    }

    public void KillController()
    {
        Note("kill -9 of the controller");
        Kill([Daemon("slurmctld")]);
    }

    /// <summary>Runs one of Slurm's programs, which has to succeed.</summary>
    public async Task<string> CallAsync(string program, params string[] arguments)
    {
        var result = await ExternalProgram.RunAsync("env", [$"SLURM_CONF={Configuration}", SlurmPrograms.Path(program), .. arguments], CallLimit, Tail(), CancellationToken.None);
        Assert.True(result is { ExitCode: 0 }, $"{program} {string.Join(' ', arguments)} failed: {result?.Error}{result?.Output}\n{Tail()}");
        return result!.Output;
    }

    /// <summary>All jobs and tasks that Slurm remembers, a line each: number, state, times started again, node.</summary>
    public async Task<string> QueueAsync() =>
        (await CallAsync("squeue", "-h", "-r", "-t", "all", "-O", "JobArrayID:12,State:14,RestartCnt:4,NodeList:8,Reason:24")).Replace(" \n", "\n", StringComparison.Ordinal);

    /// <summary>Waits until something has become true; fails with Slurm's own log where it does not.</summary>
    public async Task WaitAsync(string what, Func<Task<bool>> isTrue, TimeSpan limit)
    {
        for (var began = TimeProvider.System.GetTimestamp(); !await isTrue();)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < limit, $"Waited {limit.TotalSeconds:0} s until {what}.\n{Log}\n{await QueueAsync()}\n{Tail()}");
            await Task.Delay(250);
        }

        Note($"{what}");
    }

    public void Note(string text) => _log.Append(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():HH:mm:ss} {text}\n");

    /// <summary>Jobs first, then the daemons: a task whose daemon is gone would go on and knock at its port.</summary>
    public async ValueTask DisposeAsync()
    {
        var left = WithSupervisors(Processes.With($"SLURM_CONF={Configuration}")).Concat(Daemons()).Distinct().ToList();
        Kill(left);
        for (var attempt = 0; attempt < 40 && left.Exists(Processes.IsThere); attempt++)
        {
            await Task.Delay(250);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static void Kill(IReadOnlyList<int> processes)
    {
        foreach (var process in processes)
        {
            Programs.Send(process, Programs.KillSignal);
        }
    }

    /// <summary>A job's supervisor starts the batch script and has none of the job's variables itself.</summary>
    private static IReadOnlyList<int> WithSupervisors(IReadOnlyList<int> processes) =>
        [.. processes.Select(Processes.Parent).Where(parent => Processes.Name(parent).StartsWith("slurmstepd", StringComparison.Ordinal)).Concat(processes).Distinct()];

    private List<int> Daemons() => [.. new[] { "slurmctld", "slurmd-n1", "slurmd-n2" }.Select(name => Path.Combine(_folder, "run", name + ".pid")).Where(File.Exists).Select(ReadNumber)];

    private int Daemon(string name) => ReadNumber(Path.Combine(_folder, "run", name + ".pid"));

    private static int ReadNumber(string path) => int.Parse(File.ReadAllText(path).Trim(), CultureInfo.InvariantCulture);

    private string Tail()
    {
        var path = Path.Combine(_folder, "log", "slurmctld.log");
        return File.Exists(path) ? string.Join('\n', File.ReadLines(path).TakeLast(30)) : "The controller wrote no log.";
    }

    private void Configure()
    {
        foreach (var name in new[] { "etc", "state", "log", "run", "spool-n1", "spool-n2" })
        {
            Directory.CreateDirectory(Path.Combine(_folder, name));
        }

        var host = Dns.GetHostName().Split('.')[0];
        var user = Environment.UserName;
        // Two nodes of one processor core and one pretended GPU each. Short times, or the tests would wait for minutes; jobs that have ended stay known.
        File.WriteAllText(Configuration,
            $"""
            ClusterName=harness
            SlurmctldHost={host}(127.0.0.1)
            SlurmctldPort={_ports[0]}
            SlurmUser={user}
            SlurmdUser={user}
            AuthType=auth/none
            CredType=cred/none
            AuthInfo=cred_expire=5
            CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
            StateSaveLocation={_folder}/state
            SlurmdSpoolDir={_folder}/spool-%n
            SlurmctldPidFile={_folder}/run/slurmctld.pid
            SlurmdPidFile={_folder}/run/slurmd-%n.pid
            SlurmctldLogFile={_folder}/log/slurmctld.log
            SlurmdLogFile={_folder}/log/slurmd-%n.log
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            JobAcctGatherType=jobacct_gather/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_CPU_Memory
            SchedulerParameters=sched_interval=2,bf_interval=2,sched_min_interval=100000,batch_sched_delay=0
            SwitchType=switch/none
            MpiDefault=none
            AccountingStorageType=accounting_storage/none
            JobCompType=jobcomp/none
            ReturnToService=2
            SlurmdTimeout=10
            KillWait=5
            MinJobAge=3600
            GresTypes=gpu
            SlurmdParameters=config_overrides
            NodeName=n1 NodeHostname={host} NodeAddr=127.0.0.1 Port={_ports[1]} CPUs=1 RealMemory=4000 Gres=gpu:1 State=UNKNOWN
            NodeName=n2 NodeHostname={host} NodeAddr=127.0.0.1 Port={_ports[2]} CPUs=1 RealMemory=4000 Gres=gpu:1 State=UNKNOWN
            PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
            PartitionName=short Nodes=ALL MaxTime=60 State=UP

            """);
        File.WriteAllText(Path.Combine(_folder, "etc", "gres.conf"), "Name=gpu File=/dev/null\n");
        // slurmd starts this part whatever else is configured, and its version for cgroup v2 refuses machines that have both.
        File.WriteAllText(Path.Combine(_folder, "etc", "cgroup.conf"), "CgroupPlugin=cgroup/v1\n");
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Stop());
        return ports;
    }
}
