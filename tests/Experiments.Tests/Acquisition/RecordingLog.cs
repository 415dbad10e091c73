using Harness.Experiments.Acquisition.Progress;

namespace Harness.Experiments.Tests.Acquisition;

/// <summary>Keeps what a person would have been told.</summary>
public sealed class RecordingLog : IAcquisitionLog
{
    private readonly List<string> _sentences = [];

    public string Text
    {
        get
        {
            lock (_sentences)
            {
                return string.Join('\n', _sentences);
            }
        }
    }

    public long Transferred { get; private set; }

    public void Say(string sentence)
    {
        lock (_sentences)
        {
            _sentences.Add(sentence);
        }
    }

    public void Transferring(string name, long bytes, long total) => Transferred = bytes;

    public void EndTransfer(string name)
    {
    }
}
