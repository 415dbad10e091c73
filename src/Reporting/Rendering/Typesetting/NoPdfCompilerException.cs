using Harness.Contracts;

namespace Harness.Reporting.Rendering.Typesetting;

/// <summary>This machine has nothing that sets a PDF. The report's other forms can be written all the same.</summary>
public sealed class NoPdfCompilerException : HarnessException
{
    public NoPdfCompilerException()
    {
    }

    public NoPdfCompilerException(string message)
        : base(message)
    {
    }

    public NoPdfCompilerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
