namespace Harness.Experiments.Acquisition.Progress;

/// <summary>Where an acquisition tells a person what it does: a terminal with a bar, or lines in a log.</summary>
public interface IAcquisitionLog
{
    /// <summary>Says one sentence.</summary>
    void Say(string sentence);

    /// <summary>Reports the state of a transfer; called many times a second, so the log decides what to show.</summary>
    /// <param name="name">The file that is being transferred.</param>
    /// <param name="bytes">Bytes that are here, those of earlier calls included.</param>
    /// <param name="total">Bytes of the whole file.</param>
    void Transferring(string name, long bytes, long total);

    /// <summary>Ends the transfer of <paramref name="name"/>, whether or not it is complete.</summary>
    void EndTransfer(string name);
}
