using Harness.Contracts;

namespace Harness.Mutations;

/// <summary>Takes each protection away in turn and asks its tests whether they see it.</summary>
public sealed class MutationCheck(string repository, TextWriter output, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    // Enough for every test that ends; what goes on is the endless wait.
    private static readonly TimeSpan LimitOfHanging = TimeSpan.FromMinutes(2);

    /// <summary>Prints a line for each and the counts at the end.</summary>
    /// <returns>Whether all were seen.</returns>
    /// <exception cref="HarnessException">The copy does not build, or a test fails with its protection in place and so is no witness.</exception>
    public async Task<bool> RunAsync(IReadOnlyList<Mutation> mutations, CancellationToken cancellation)
    {
        TestRun.SetEnvironment();
        var tests = mutations.SelectMany(mutation => mutation.Tests).Distinct().ToDictionary(name => name, name => NamedTest.Find(repository, name));
        using var checkout = await Checkout.CopyAsync(repository, cancellation);
        var run = new TestRun(checkout.Root);
        await RequireWitnessesAsync(run, tests.Values, cancellation);
        var unseen = 0;
        foreach (var (index, mutation) in mutations.Index())
        {
            var start = time.GetTimestamp();
            var escaped = await FindEscapeAsync(run, checkout, mutation, [.. mutation.Tests.Select(name => tests[name])], cancellation);
            unseen += escaped is null ? 0 : 1;
            output.WriteLine($"{index + 1,3}/{mutations.Count}  {time.GetElapsedTime(start).TotalSeconds,4:0} s  {(escaped is null ? "seen    " : "NOT SEEN")}  {mutation.Fault} ({mutation.File}){(escaped is null ? "" : $": {escaped}")}");
        }

        output.WriteLine($"{mutations.Count} protections removed, {mutations.Count - unseen} seen by their tests, {unseen} not seen.");
        return unseen == 0;
    }

    private async Task RequireWitnessesAsync(TestRun run, IEnumerable<NamedTest> tests, CancellationToken cancellation)
    {
        foreach (var project in tests.GroupBy(test => test.Project))
        {
            output.WriteLine($"{project.Key}: {project.Count()} test(s) with every protection in place");
            if (await run.BuildAsync(project.Key, cancellation) is { } fault)
            {
                throw new HarnessException($"{project.Key} does not build in a copy of the repository: {fault}");
            }

            // The limit is a test's; here there are several.
            var (failed, passed) = await run.RunAsync(project.Key, project, Limit * project.Count(), cancellation);
            if (project.FirstOrDefault(test => failed.Contains(test.QualifiedName) || !passed.Contains(test.QualifiedName)) is { } test)
            {
                throw new HarnessException($"{test.Name} {(failed.Contains(test.QualifiedName) ? "fails" : "does not run")} with every protection in place. Run it alone and mend it first; a test that does not pass cannot see what is removed.");
            }
        }
    }

    /// <returns>Why the removal was not seen, or null where it was.</returns>
    private static async Task<string?> FindEscapeAsync(TestRun run, Checkout checkout, Mutation mutation, IReadOnlyList<NamedTest> tests, CancellationToken cancellation)
    {
        using var removed = checkout.Apply(mutation);
        foreach (var project in tests.GroupBy(test => test.Project))
        {
            if (await run.BuildAsync(project.Key, cancellation) is { } fault)
            {
                return $"it does not compile: {fault}";
            }

            foreach (var test in project)
            {
                if (await FindEscapeAsync(run, mutation, test, cancellation) is { } escape)
                {
                    return escape;
                }
            }
        }

        return null;
    }

    private static async Task<string?> FindEscapeAsync(TestRun run, Mutation mutation, NamedTest test, CancellationToken cancellation)
    {
        try
        {
            var (failed, passed) = await run.RunAsync(test.Project, [test], mutation.MayHang ? LimitOfHanging : Limit, cancellation);
            return failed.Contains(test.QualifiedName) ? null : $"{test.Name} {(passed.Contains(test.QualifiedName) ? "passes all the same" : "does not run to its end")}";
        }
        catch (HarnessException) when (mutation.MayHang)
        {
            return null;
        }
        catch (HarnessException fault)
        {
            return $"{test.Name} does not end: {fault.Message}";
        }
    }
}
