namespace Harness.Experiments.Acquisition.Sources;

/// <summary>A transfer moves, but too slowly to wait for it while another source may be faster. What has arrived is kept.</summary>
public sealed class SlowTransferException(string message) : Exception(message);
