using Harness.Contracts.Plans;
using Harness.Contracts.Runs;

namespace Harness.Contracts.Tests.Runs;

public sealed class RunIdentityTests
{
    private static readonly RunIdentity Identity = new()
    {
        Run = new RunId("plain-20", 1),
        Model = new ModelSpec(ModelFamily.ThreeStage, 20, Shortcut.None),
        Recipe = SyntheticRecipes.Of(epochs: 2),
        Dataset = new DatasetSelection(DatasetSelection.Cifar10, 500),
        DatasetSha256 = new string('a', 64),
        Precision = Precision.Float32,
        Deterministic = true,
        Device = DeviceClass.Cpu,
        Threads = 1,
        CodeSha256 = new string('b', 64),
        TorchSharpVersion = "0.107.0",
    };

    public static TheoryData<string, RunIdentity> Changes => new()
    {
        { "seed", Identity with { Run = new RunId("plain-20", 2) } },
        { "model", Identity with { Model = Identity.Model with { WidthMultiplier = 0.5 } } },
        { "recipe", Identity with { Recipe = Identity.Recipe with { WeightDecay = 5e-4 } } },
        { "part of the data", Identity with { Dataset = new DatasetSelection(DatasetSelection.Cifar10) } },
        { "data", Identity with { DatasetSha256 = new string('c', 64) } },
        { "determinism", Identity with { Deterministic = false } },
        { "precision", Identity with { Precision = Precision.Bfloat16 } },
        { "device", Identity with { Device = DeviceClass.Cuda } },
        { "threads", Identity with { Threads = 2 } },
        { "code", Identity with { CodeSha256 = new string('c', 64) } },
        { "library", Identity with { TorchSharpVersion = "0.108.0" } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_in_any_part_is_another_run(string part, RunIdentity changed)
    {
        Assert.NotEmpty(part);
        Assert.NotEqual(Identity.Digest(), changed.Digest());
    }

    [Fact]
    public void An_equal_identity_has_an_equal_digest() =>
        Assert.Equal(Identity.Digest(), (Identity with { Recipe = SyntheticRecipes.Of(epochs: 2) }).Digest());
}
