using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Reporting.Analysis;

namespace Harness.Reporting.Tests.Analysis;

public sealed class ConfusionMatrixTests
{
    // Nine images, by hand: of class 0 three right and one taken for 1; of class 1 one right and two taken for 2; of class 2 both taken for 0.
    private static readonly ConfusionMatrix Small = new(new PredictionsFile(
        new byte[] { 0, 0, 0, 1, 1, 2, 2, 0, 0 },
        new byte[] { 0, 0, 0, 0, 1, 1, 1, 2, 2 }));

    [Fact]
    public void Rows_are_true_classes_and_columns_are_predicted_ones()
    {
        Assert.Equal([3, 1, 0], Enumerable.Range(0, 3).Select(predicted => Small[0, predicted]));
        Assert.Equal([0, 1, 2], Enumerable.Range(0, 3).Select(predicted => Small[1, predicted]));
        Assert.Equal([2, 0, 0], Enumerable.Range(0, 3).Select(predicted => Small[2, predicted]));
        Assert.Equal([4, 3, 2], Enumerable.Range(0, 3).Select(Small.Support));
        Assert.Equal([5, 2, 2], Enumerable.Range(0, 3).Select(Small.Taken));
        Assert.Equal(0.25, Small.Share(0, 1));
    }

    [Fact]
    public void Precision_recall_F1_and_accuracy_are_those_worked_out_by_hand()
    {
        Assert.Equal([3 / 5.0, 1 / 2.0, 0], Enumerable.Range(0, 3).Select(Small.Precision));
        Assert.Equal([3 / 4.0, 1 / 3.0, 0], Enumerable.Range(0, 3).Select(Small.Recall));
        // 2TP / (2TP + FP + FN): 6 / (6 + 2 + 1), 2 / (2 + 1 + 2), 0 / (0 + 2 + 2).
        Assert.Equal([6 / 9.0, 2 / 5.0, 0], Enumerable.Range(0, 3).Select(Small.F1));
        Assert.Equal(4 / 9.0, Small.Accuracy);
    }

    [Fact]
    public void A_class_that_is_never_predicted_has_no_precision_and_an_F1_of_zero_and_one_that_is_not_there_has_neither()
    {
        var matrix = new ConfusionMatrix(new PredictionsFile(new byte[] { 0, 0 }, new byte[] { 0, 1 }));

        Assert.Null(matrix.Precision(1));
        Assert.Equal(0, matrix.Recall(1));
        Assert.Equal(0, matrix.F1(1));
        Assert.Null(matrix.Recall(2));
        Assert.Null(matrix.F1(2));
        Assert.Null(new ConfusionMatrix().Accuracy);
    }

    [Fact]
    public void The_macro_average_counts_classes_alike_and_is_undefined_where_one_of_them_is()
    {
        Assert.Equal(4.5, ConfusionMatrix.MacroAverage(one => one));
        Assert.Null(ConfusionMatrix.MacroAverage(one => one == 3 ? null : 1));
    }

    [Fact]
    public void Several_seeds_are_summed()
    {
        var run = new PredictionsFile(new byte[] { 4, 4 }, new byte[] { 4, 5 });

        Assert.Equal(2, new ConfusionMatrix(run, run)[5, 4]);
        Assert.Equal(4, new ConfusionMatrix(run, run).Images);
    }

    [Fact]
    public void Accuracy_is_one_minus_the_manifests_error_and_every_row_sums_to_a_thousand()
    {
        using var results = SyntheticResults.Complete(SyntheticPlans.Quick(1));
        Assert.All(results.Plan.Expand(), run =>
        {
            var matrix = new ConfusionMatrix(PredictionsFile.Read(results.Layout.Run(run).Predictions));
            var error = SyntheticResults.FinalErrors(results.Plan.ArmOf(run).Model, run.Seed).Test;
            Assert.Equal(1 - error, matrix.Accuracy!.Value, 1e-12);
            Assert.All(Enumerable.Range(0, ConfusionMatrix.Classes), one => Assert.Equal(1_000, matrix.Support(one)));
        });
    }

    [Property]
    public Property Any_predictions_give_rows_that_sum_to_their_support_and_an_accuracy_that_is_trace_over_total() => Prop.ForAll(
        Gen.Choose(0, 9).Select(one => (byte)one).Two().NonEmptyListOf().ToArbitrary(),
        images =>
        {
            var file = new PredictionsFile(images.Select(image => image.Item1).ToArray(), images.Select(image => image.Item2).ToArray());
            var matrix = new ConfusionMatrix(file);
            var classes = Enumerable.Range(0, ConfusionMatrix.Classes).ToList();
            return matrix.Images == images.Count
                && classes.All(label => matrix.Support(label) == images.Count(image => image.Item2 == label))
                && classes.All(predicted => matrix.Taken(predicted) == images.Count(image => image.Item1 == predicted))
                && matrix.Trace == images.Count - file.Errors
                && Math.Abs(matrix.Accuracy!.Value - (matrix.Trace / (double)images.Count)) < 1e-12
                && classes.All(one => Between(matrix.Precision(one), matrix.Recall(one), matrix.F1(one)));
        });

    // A harmonic mean lies between its two numbers.
    private static bool Between(double? precision, double? recall, double? f1) =>
        precision is not { } p || recall is not { } r || (f1 >= Math.Min(p, r) - 1e-12 && f1 <= Math.Max(p, r) + 1e-12);
}
