using System.Runtime.InteropServices;

/// Runs a program and hands the signals on that it would not get by itself, so that it can save its work.
public static class SignalledProcess
{
    private const int Terminate = 15;

    /// The exit code. Cake's own process calls do not tell the program's number, and a signal needs it.
    public static int Run(ICakeContext context, string program, IReadOnlyList<string> arguments)
    {
        context.Information($"Executing: {program} {string.Join(' ', arguments.Select(argument => argument.Contains(' ') ? $"\"{argument}\"" : argument))}");
        // Ctrl-C reaches the program too. Cake has to outlive it, or its last words would come after the prompt.
        using var patience = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        System.Diagnostics.Process running = null;
        var asked = false;
        // Batch systems and CI runners end Cake alone.
        using var handing = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            asked = true;
            HandOn(running);
        });
        running = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, arguments));
        if (asked)
        {
            HandOn(running);
        }

        running.WaitForExit();
        // A program that had nothing left to stop: what would have come next must not start.
        return asked && running.ExitCode == 0 ? 128 + Terminate : running.ExitCode;
    }

    private static void HandOn(System.Diagnostics.Process process)
    {
        if (process is { HasExited: false })
        {
            _ = Kill(process.Id, Terminate);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
