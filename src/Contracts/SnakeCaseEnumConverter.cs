using System.Text.Json;
using System.Text.Json.Serialization;

namespace Harness.Contracts;

/// <summary>Writes an enumeration as <c>snake_case</c> text and accepts nothing else, numbers included.</summary>
public sealed class SnakeCaseEnumConverter<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where TEnum : struct, Enum;
