using Harness.NativeRepair;

return RepairCommand.Run(args, Console.Out, Console.Error);
