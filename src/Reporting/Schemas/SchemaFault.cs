namespace Harness.Reporting.Schemas;

/// <summary>A place at which a value is not as its schema says.</summary>
/// <param name="Pointer">JSON pointer into the value (RFC 6901); empty for the whole.</param>
/// <param name="Problem">What was expected and what was found.</param>
internal sealed record SchemaFault(string Pointer, string Problem);
