using System.Text;
using System.Text.Json;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;

namespace Harness.Contracts.Tests.Plans;

public sealed class PlanTests
{
    private static readonly Plan Valid = new()
    {
        Schema = Plan.SchemaName,
        Name = "trial",
        Title = "A trial",
        Scale = "Tiny.",
        Dataset = new DatasetSelection(DatasetSelection.Cifar10, 500),
        Precision = Precision.Auto,
        Deterministic = true,
        Seeds = [1, 2],
        Recipes = new Dictionary<string, Recipe> { ["short"] = SyntheticRecipes.Of(epochs: 2) },
        Arms =
        [
            new Arm("plain-20", new ModelSpec(ModelFamily.ThreeStage, 20, Shortcut.None), "short"),
            new Arm("resnet-18", new ModelSpec(ModelFamily.FourStage, 18, Shortcut.Projection), "short", [7]),
        ],
    };

    [Fact]
    public void Expands_arm_by_arm_and_seed_by_seed() =>
        Assert.Equal(["plain-20/seed-1", "plain-20/seed-2", "resnet-18/seed-7"], Valid.Expand().Select(run => run.ToString()));

    [Fact]
    public void A_valid_plan_has_no_problems() => Assert.Empty(Valid.Problems());

    [Fact]
    public void Survives_being_written_and_read()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(Valid, HarnessJson.Default.Plan);
        var read = RecordFile.Parse(json, "plan", HarnessJson.Default.Plan, Plan.SchemaName);
        Assert.Equal(JsonSerializer.Serialize(Valid, HarnessJson.Default.Plan), JsonSerializer.Serialize(read, HarnessJson.Default.Plan));
    }

    [Fact]
    public void All_faults_are_named_at_once()
    {
        var plan = Valid with
        {
            Name = "../escape",
            Dataset = new DatasetSelection("cifar-100", 6_000),
            Seeds = [1, 1],
            Arms =
            [
                new Arm("same", new ModelSpec(ModelFamily.ThreeStage, 21, Shortcut.None), "short"),
                new Arm("same", new ModelSpec(ModelFamily.FourStage, 20, Shortcut.None, 0), "missing"),
            ],
        };
        var problems = plan.Problems().ToList();
        Assert.Contains(problems, problem => problem.Contains("../escape", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("cifar-100", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("6000", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("more than once", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("[1, 1]", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("6n+2", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("18, 34, 50", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("width_multiplier 0", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("'missing'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_misspelt_member_is_named_with_its_line()
    {
        const string Json = "{\n  \"schema\": \"harness/plan/1\",\n  \"nmae\": \"trial\"\n}";
        var fault = Assert.Throws<HarnessException>(() => RecordFile.Parse(Encoding.UTF8.GetBytes(Json), "trial.json", HarnessJson.Default.Plan, Plan.SchemaName));
        Assert.Contains("trial.json, line 3", fault.Message, StringComparison.Ordinal);
        Assert.Contains("nmae", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_of_another_schema_is_refused()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(Valid with { Schema = "harness/plan/2" }, HarnessJson.Default.Plan);
        var fault = Assert.Throws<HarnessException>(() => RecordFile.Parse(json, "trial.json", HarnessJson.Default.Plan, Plan.SchemaName));
        Assert.Contains("harness/plan/2", fault.Message, StringComparison.Ordinal);
    }
}
