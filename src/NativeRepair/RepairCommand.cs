using Harness.Contracts;
using Harness.Elf;

namespace Harness.NativeRepair;

/// <summary>The command line: <c>native-repair [--always] FILE...</c>.</summary>
public static class RepairCommand
{
    private const string Usage = """
        native-repair [--always] FILE...

        Makes shared libraries loadable on this machine. Where a library asks for a version of a run-time
        library (libstdc++, libgcc, glibc) that this machine lacks, and nothing in it uses that version, the
        request is marked optional in the file's version table. Nothing else is changed; a library that
        loads as it is stays as it is.

          --always   Mark every unused version request optional, also those that this machine could meet:
                     for a folder that is carried to machines with older libraries.
        """;

    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        if (arguments.Contains("--help"))
        {
            output.WriteLine(Usage);
            return 0;
        }

        var files = arguments.Where(argument => argument != "--always").ToList();
        if (files.Count == 0 || files.Exists(file => file.StartsWith('-')))
        {
            errors.WriteLine("error: expected the libraries to repair.");
            errors.WriteLine(Usage);
            return 2;
        }

        try
        {
            foreach (var file in files)
            {
                output.WriteLine(Repair(file, always: arguments.Contains("--always")));
            }

            return 0;
        }
        catch (HarnessException fault)
        {
            // The form by which MSBuild recognises an error and shows it as one of the build's.
            errors.WriteLine($"native-repair: error: {fault.Message}");
            return 1;
        }
    }

    private static string Repair(string path, bool always)
    {
        var library = ElfLibrary.Read(path);
        var repair = always ? VersionRepair.ForAnyMachine(library) : VersionRepair.ForThisMachine(library, MachineLibraries.VersionsOf);
        if (repair.Weakened.Count > 0)
        {
            LibraryFile.Replace(path, repair.Apply(library));
            return $"Repaired {path}: it asked for {List(repair.Weakened)}, which nothing in it uses; the request is now optional.";
        }

        if (repair.AlreadyWeak.Count > 0)
        {
            return $"Left {path} as it is: {List(repair.AlreadyWeak)} is optional already.";
        }

        return $"Left {path} as it is: every version that it asks for is {(always ? "in use" : "here")}.";
    }

    private static string List(IEnumerable<VersionNeed> needs) =>
        string.Join(", ", needs.Select(need => $"{need.Version} of {need.Library}"));
}
