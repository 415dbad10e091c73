using Harness.Contracts;

namespace Harness.Elf;

/// <summary>The bytes are not a whole, well-formed ELF64 shared library for x86-64.</summary>
public sealed class MalformedElfException : HarnessException
{
    public MalformedElfException()
    {
    }

    public MalformedElfException(string message)
        : base(message)
    {
    }

    public MalformedElfException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
