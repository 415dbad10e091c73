namespace Harness.Contracts;

/// <summary>
/// A fault that a person can mend. Programs print its message alone, without a stack trace, and exit with a code other than zero.
/// </summary>
/// <remarks>The message says what was being read, where, what was expected, what was found and what to do next.</remarks>
public class HarnessException : Exception
{
    public HarnessException()
    {
    }

    public HarnessException(string message)
        : base(message)
    {
    }

    public HarnessException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
