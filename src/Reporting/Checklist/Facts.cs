using Harness.Contracts.Checklists;

namespace Harness.Reporting.Checklist;

/// <summary>Finds the fact that an item names.</summary>
internal static class Facts
{
    public static Answer Find(AnsweredBy fact, ChecklistInputs inputs) => fact switch
    {
        AnsweredBy.RunCounts => RunFacts.Counts(inputs),
        AnsweredBy.ModelDescription => ModelFacts.Description(inputs),
        AnsweredBy.ModelCost => ModelFacts.Cost(inputs),
        AnsweredBy.ErrorMeasures => StatisticsFacts.Measures(inputs),
        AnsweredBy.Uncertainty => StatisticsFacts.Uncertainty(inputs),
        AnsweredBy.StatisticalTests => StatisticsFacts.Tests(inputs),
        AnsweredBy.Baselines => StatisticsFacts.Baselines(inputs),
        AnsweredBy.Claims => ClaimFacts.Judged(inputs),
        AnsweredBy.Limitations => ClaimFacts.Limitations(inputs),
        // A plan alone is an intention: what was done stands in the runs' records.
        _ when inputs.Manifests.Count == 0 => Answer.No("No run has ended, so there is no record that could say.", EvidenceFiles.Analysis),
        AnsweredBy.CodeVersion => CodeFacts.Version(inputs),
        AnsweredBy.ReproductionCommand => CodeFacts.Command(inputs),
        AnsweredBy.Repeatability => CodeFacts.Repeatability(inputs),
        AnsweredBy.Software => CodeFacts.Software(inputs),
        AnsweredBy.DatasetIdentity => DataFacts.Identity(inputs),
        AnsweredBy.DatasetSize => DataFacts.Size(inputs),
        AnsweredBy.DataSplits => DataFacts.Splits(inputs),
        AnsweredBy.DataExclusions => DataFacts.Exclusions(inputs),
        AnsweredBy.Preprocessing => DataFacts.Preprocessing(inputs),
        AnsweredBy.TrainedModels => ModelFacts.Weights(inputs),
        AnsweredBy.Hyperparameters => ModelFacts.Hyperparameters(inputs),
        AnsweredBy.ModelSelection => ModelFacts.Selection(inputs),
        AnsweredBy.Runtime => RunFacts.Runtime(inputs),
        AnsweredBy.Infrastructure => RunFacts.Infrastructure(inputs),
        _ => throw new InvalidOperationException($"No fact is written for {fact}."),
    };
}
