using System.Text.Json.Serialization;

namespace Harness.Contracts.Runs;

[JsonConverter(typeof(SnakeCaseEnumConverter<Split>))]
public enum Split
{
    /// <summary>Mean over the epoch's own training batches, augmented, in training mode: what the published training curves show.</summary>
    Train,

    /// <summary>The same training images once more after the last epoch, without augmentation, in evaluation mode.</summary>
    TrainEvaluation,

    /// <summary>All 10,000 test images, single view.</summary>
    Test,
}

/// <summary>One line of <c>metrics.jsonl</c>.</summary>
public sealed record MetricRecord
{
    /// <summary>Epochs done, from 1.</summary>
    [AtLeast(1)]
    public required int Epoch { get; init; }

    /// <summary>Optimiser steps done.</summary>
    [AtLeast(1)]
    public required int Step { get; init; }

    public required Split Split { get; init; }

    /// <summary>Mean cross entropy in nats; null where it is not a finite number.</summary>
    [AtLeast(0)]
    public required double? Loss { get; init; }

    /// <summary>Share of images whose largest logit is not the label's, in [0, 1].</summary>
    [Share]
    public required double Error { get; init; }

    /// <summary>The rate of the epoch's last step.</summary>
    [AtLeast(0)]
    public required double LearningRate { get; init; }

    /// <summary>Images a second in this epoch's training or evaluation. A time: it differs between repeats of one run.</summary>
    [AtLeast(0)]
    public required double ImagesPerSecond { get; init; }

    /// <summary>Seconds spent in this run so far, interruptions left out. A time: it differs between repeats of one run.</summary>
    [AtLeast(0)]
    public required double ElapsedSeconds { get; init; }

    /// <summary>The same with its times at 0: equal in every repeat of one run.</summary>
    public MetricRecord WithoutTimes() => this with { ImagesPerSecond = 0, ElapsedSeconds = 0 };
}
