using Harness.Contracts.Checklists;

namespace Harness.Reporting.Checklist;

/// <summary>Answers every item of every checklist from the records. The same records give the same answers.</summary>
internal static class FilledChecklist
{
    public static ChecklistRecord From(ChecklistInputs inputs, ChecklistItems items) => new()
    {
        Schema = ChecklistRecord.SchemaName,
        Plan = inputs.Plan.Name,
        PlanSha256 = inputs.Analysis.PlanSha256,
        AnalysisSha256 = inputs.Judged.AnalysisSha256,
        VerdictsSha256 = inputs.VerdictsSha256,
        ArchitecturesSha256 = inputs.Judged.ArchitecturesSha256,
        ItemsSha256 = items.Sha256,
        Checklists = [.. items.Files.Select(file => new AnsweredChecklist(file.Title, file.Source, [.. file.Items.Select(item => Fill(item, inputs))]))],
    };

    private static AnsweredItem Fill(ChecklistItem item, ChecklistInputs inputs)
    {
        var answer = item.AnsweredBy switch
        {
            AnsweredBy.Unanswered => new Answer(AnswerStatus.Unanswered, item.Reason!, []),
            AnsweredBy.NotApplicable => new Answer(AnswerStatus.NotApplicable, item.Reason!, []),
            var fact => Facts.Find(fact, inputs),
        };
        return new AnsweredItem
        {
            Id = item.Id,
            Source = item.Source,
            Question = item.Question,
            AnsweredBy = item.AnsweredBy,
            Status = answer.Status,
            Answer = answer.Sentence,
            Evidence = answer.Evidence,
        };
    }
}
