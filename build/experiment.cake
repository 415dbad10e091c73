Task("Download")
    .Description("Makes CIFAR-10 available on this machine and verifies every byte; --data=DIR names a folder that has it.")
    .IsDependentOn("Build")
    .Does<Request>((context, request) => Programs.Data(context, request));

Task("Train")
    .Description("Makes the runs of the plan that are not there yet; goes on where it was interrupted.")
    .IsDependentOn("Download")
    .Does<Request>((context, request) =>
    {
        string[] arguments = ["--plan", request.Plan, "--results", request.Results, .. request.Selection.OfRuns, .. Programs.Given("--data", request.Data), .. Programs.Given("--workers-per-device", request.WorkersPerDevice)];
        Programs.Experiments(context, request, "plan", arguments);
        Programs.Experiments(context, request, "train", [.. arguments, .. Programs.Given("--time-limit", request.Selection.TimeLimit), .. request.TensorBoard ? new[] { "--tensorboard" } : []]);
    });

Task("Benchmark")
    .Description("Measures the speed of the training step on this machine, beside a plain TorchSharp loop and, with --peer=PYTHON, beside PyTorch.")
    .IsDependentOn("Build")
    .Does<Request>((context, request) => Programs.Experiments(context, request, "bench",
        ["--plan", request.Plan, "--results", request.Results, .. Programs.Given("--peer", request.Peer), .. Programs.Given("--data", request.Data)]));
