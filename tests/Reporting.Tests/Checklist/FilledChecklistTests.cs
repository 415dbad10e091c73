using Harness.Contracts;
using Harness.Contracts.Checklists;
using Harness.Contracts.Plans;
using Harness.Reporting.Checklist;

namespace Harness.Reporting.Tests.Checklist;

public sealed class FilledChecklistTests
{
    private static ChecklistItems Shipped => ChecklistItems.Read(ChecklistItems.DefaultFolder);

    [Fact]
    public void Every_item_has_a_sentence_and_every_fact_its_evidence()
    {
        var items = FilledChecklist.From(RecordedPlan.Quick, Shipped).Checklists.SelectMany(checklist => checklist.Items).ToList();

        Assert.Equal(Shipped.Files.SelectMany(file => file.Items).Select(item => item.Id), items.Select(item => item.Id));
        Assert.All(items, item => Assert.EndsWith(".", item.Answer, StringComparison.Ordinal));
        Assert.All(items, item => Assert.Equal(item.AnsweredBy is AnsweredBy.Unanswered or AnsweredBy.NotApplicable, item.Evidence.Count == 0));
    }

    [Fact]
    public void Only_items_that_no_fact_answers_are_unanswered_and_they_give_their_reason()
    {
        var open = FilledChecklist.From(RecordedPlan.Quick, Shipped).Checklists.SelectMany(checklist => checklist.Items).Where(item => item.Status == AnswerStatus.Unanswered).ToList();
        var asked = Shipped.Files.SelectMany(file => file.Items).Where(item => item.AnsweredBy == AnsweredBy.Unanswered).ToList();

        Assert.NotEmpty(asked);
        Assert.Equal(asked.Select(item => (item.Id, item.Reason!)), open.Select(item => (item.Id, item.Answer)));
    }

    [Fact]
    public void Without_a_single_run_no_fact_about_runs_is_affirmed()
    {
        var affirmed = FilledChecklist.From(RecordedPlan.Empty(), Shipped).Checklists.SelectMany(checklist => checklist.Items)
            .Where(item => item.Status is AnswerStatus.Yes or AnswerStatus.Partly).Select(item => item.AnsweredBy).Distinct();

        // No networks were counted either, but a plan still states its scale.
        Assert.Equal([AnsweredBy.Limitations], affirmed);
    }

    [Fact]
    public void An_edited_manifest_and_a_verdict_on_other_statistics_are_refused()
    {
        using var results = Rendering.SyntheticReport.Complete(SyntheticPlans.Quick(1));
        File.AppendAllText(results.Layout.Run(new RunId("plain-20", 1)).Manifest, "\n");
        Assert.Contains("Run analyse and judge again", Assert.Throws<HarnessException>(() => ChecklistInputs.Read(results.Layout)).Message, StringComparison.Ordinal);

        File.AppendAllText(results.Layout.Analysis, "\n");
        Assert.Contains("Run judge again", Assert.Throws<HarnessException>(() => ChecklistInputs.Read(results.Layout)).Message, StringComparison.Ordinal);
    }
}
