using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Backends;
using Harness.Experiments.Execution;
using Harness.Experiments.Training;
using TorchSharp;

namespace Harness.Experiments.Benchmarking;

/// <summary>The inside of a <see cref="MeasuringProcess"/>.</summary>
internal static class MeasuringSession
{
    /// <param name="input">A line of it starts the clock.</param>
    /// <param name="output">Takes <see cref="MeasuringProcess.Ready"/> after the warm-up, and a <see cref="Measurement"/> at the end.</param>
    public static void Run(PlanRequest request, string model, LoopStyle style, Precision precision, int threads, bool deterministic, TimeSpan duration, TextReader input, TextWriter output, TimeProvider clock)
    {
        if (style == LoopStyle.Harness)
        {
            ProcessMemory.KeepPages();
        }

        var runtime = TorchRuntime.Load(request.Choose());
        if (style == LoopStyle.Harness)
        {
            // What a training worker settles, which has one thread.
            Arithmetic.Settle(runtime.DeviceClass, precision, deterministic);
        }
        else
        {
            torch.set_num_threads(threads);
        }

        void SayReadyAndWait()
        {
            output.WriteLine(MeasuringProcess.Ready);
            output.Flush();
            _ = input.ReadLine();
        }

        var timer = new StepTimer(precision, runtime.DeviceClass, duration, SayReadyAndWait, clock);
        output.WriteLine(timer.Measure(style, BenchmarkModels.Find(model), BenchmarkModels.Recipe).ToLine());
    }
}
