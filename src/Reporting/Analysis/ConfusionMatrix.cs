using Harness.Contracts.Runs;

namespace Harness.Reporting.Analysis;

/// <summary>
/// How often images of one class were given another: one row a true class, one column a predicted class, in the data set's order of classes. Every quotient is
/// in [0, 1], and null where it would divide by zero.
/// </summary>
/// <remarks>Definitions as in scikit-learn's <c>precision_recall_fscore_support</c>, which prints 0 where this says that there is no value.</remarks>
internal sealed class ConfusionMatrix
{
    /// <summary>CIFAR-10's.</summary>
    public const int Classes = 10;

    private readonly long[,] _counts = new long[Classes, Classes];

    /// <summary>Counted over all images of all <paramref name="runs"/>; all zeros where there is none.</summary>
    public ConfusionMatrix(params IReadOnlyList<PredictionsFile> runs)
    {
        foreach (var run in runs)
        {
            var predicted = run.Predicted.Span;
            var labels = run.Labels.Span;
            for (var image = 0; image < labels.Length; image++)
            {
                _counts[labels[image], predicted[image]]++;
            }
        }
    }

    /// <summary>Images of class <paramref name="label"/> that were taken for class <paramref name="predicted"/>.</summary>
    public long this[int label, int predicted] => _counts[label, predicted];

    public long Images => All.Sum(Support);

    /// <summary>Images that were given their own class.</summary>
    public long Trace => All.Sum(one => _counts[one, one]);

    public double? Accuracy => Quotient(Trace, Images);

    /// <summary>Images of class <paramref name="label"/>.</summary>
    public long Support(int label) => All.Sum(predicted => _counts[label, predicted]);

    /// <summary>Images that were taken for class <paramref name="predicted"/>.</summary>
    public long Taken(int predicted) => All.Sum(label => _counts[label, predicted]);

    /// <summary>Share of the images of class <paramref name="label"/> that were taken for <paramref name="predicted"/>.</summary>
    public double? Share(int label, int predicted) => Quotient(_counts[label, predicted], Support(label));

    /// <summary>Share of the images taken for the class that are of it; null where no image was taken for it.</summary>
    public double? Precision(int one) => Quotient(_counts[one, one], Taken(one));

    /// <summary>Share of the images of the class that were taken for it.</summary>
    public double? Recall(int one) => Quotient(_counts[one, one], Support(one));

    /// <summary>Harmonic mean of precision and recall, as 2 TP / (2 TP + FP + FN): 0 where images are of the class and none was taken for it.</summary>
    public double? F1(int one) => Quotient(2 * _counts[one, one], Support(one) + Taken(one));

    /// <summary>Mean over the classes, each counting alike; null where a class has no value.</summary>
    public static double? MacroAverage(Func<int, double?> metric)
    {
        var values = All.Select(metric).ToList();
        return values.All(value => value is not null) ? values.Average(value => value!.Value) : null;
    }

    private static IEnumerable<int> All => Enumerable.Range(0, Classes);

    private static double? Quotient(long part, long whole) => whole == 0 ? null : part / (double)whole;
}
