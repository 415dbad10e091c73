using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Harness.Contracts.Files;

/// <summary>One tensor of a safetensors file, row-major, little-endian.</summary>
/// <param name="Type">The format's name of the element type: F64, F32, BF16, F16, I64, I32, U8 or BOOL.</param>
public sealed record StoredTensor(string Name, string Type, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// The safetensors format: eight bytes of header length, a JSON header, the tensors' bytes. Holds data only, so reading one runs no code.
/// </summary>
/// <remarks>Layout: github.com/huggingface/safetensors, "Format". Tensors are written in the order given, the header padded with spaces to a multiple of eight.</remarks>
public sealed record SafetensorsFile(IReadOnlyList<StoredTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    private const int MaximumHeader = 64 << 20;

    private static readonly Dictionary<string, int> ElementSizes = new()
    {
        ["F64"] = 8,
        ["I64"] = 8,
        ["F32"] = 4,
        ["I32"] = 4,
        ["BF16"] = 2,
        ["F16"] = 2,
        ["U8"] = 1,
        ["BOOL"] = 1,
    };

    public StoredTensor this[string name] =>
        Tensors.FirstOrDefault(tensor => tensor.Name == name) ?? throw new HarnessException($"There is no tensor '{name}' in the file.");

    /// <summary>Writes the file atomically.</summary>
    /// <exception cref="HarnessException">The folder cannot be written to.</exception>
    public void Write(string path) => AtomicFile.Write(path, WriteTo);

    /// <summary>Writes the file's bytes to <paramref name="stream"/>.</summary>
    public void WriteTo(Stream stream)
    {
        var header = Header();
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var tensor in Tensors)
        {
            stream.Write(tensor.Bytes.Span);
        }
    }

    /// <summary>SHA-256 of the bytes that <see cref="Write"/> would write.</summary>
    public string Digest()
    {
        using var sha = SHA256.Create();
        using (var hashing = new CryptoStream(Stream.Null, sha, CryptoStreamMode.Write))
        {
            WriteTo(hashing);
        }

        return Convert.ToHexStringLower(sha.Hash!);
    }

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="HarnessException">The file is missing or its header does not describe its bytes.</exception>
    public static SafetensorsFile Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new HarnessException($"There is no {path}. Expected a safetensors file there.");
        }

        return Parse(RegularFile.ReadAllBytes(path), path);
    }

    /// <summary>Reads the format from memory; <paramref name="origin"/> names it in messages.</summary>
    /// <exception cref="HarnessException">The header does not describe the bytes.</exception>
    public static SafetensorsFile Parse(ReadOnlyMemory<byte> bytes, string origin)
    {
        HarnessException Fault(string what) => new($"{origin} is not a whole safetensors file: {what}.");

        if (bytes.Length < 8)
        {
            throw Fault($"it has {bytes.Length} bytes and the header's length alone takes 8");
        }

        var length = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span);
        if (length > MaximumHeader || length > (ulong)(bytes.Length - 8))
        {
            throw Fault($"it names a header of {length} bytes in a file of {bytes.Length}");
        }

        var data = bytes[(8 + (int)length)..];
        try
        {
            using var header = JsonDocument.Parse(bytes.Slice(8, (int)length));
            return Interpret(header.RootElement, data, Fault);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw Fault($"its header is damaged ({fault.Message})");
        }
    }

    private static SafetensorsFile Interpret(JsonElement header, ReadOnlyMemory<byte> data, Func<string, HarnessException> fault)
    {
        var tensors = new List<(long Begin, StoredTensor Tensor)>();
        var metadata = new Dictionary<string, string>();
        foreach (var entry in header.EnumerateObject())
        {
            if (entry.Name == "__metadata__")
            {
                foreach (var item in entry.Value.EnumerateObject())
                {
                    metadata[item.Name] = item.Value.GetString() ?? "";
                }

                continue;
            }

            var type = entry.Value.GetProperty("dtype").GetString() ?? "";
            var shape = entry.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray();
            if (entry.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64()).ToArray() is not [var begin, var end])
            {
                throw fault($"the tensor '{entry.Name}' does not name two offsets");
            }

            if (begin < 0 || end < begin || end > data.Length)
            {
                throw fault($"the tensor '{entry.Name}' lies at {begin}..{end} in {data.Length} bytes of data");
            }

            if (!ElementSizes.TryGetValue(type, out var elementSize) || shape.Any(size => size < 0) || ByteCount(shape, elementSize) != end - begin)
            {
                throw fault($"the tensor '{entry.Name}' of type {type} and shape [{string.Join(", ", shape)}] does not take {end - begin} bytes");
            }

            tensors.Add((begin, new StoredTensor(entry.Name, type, shape, data[(int)begin..(int)end])));
        }

        var inOrder = tensors.OrderBy(entry => entry.Begin).ThenBy(entry => entry.Tensor.Bytes.Length).ToList();
        RequireWhole(inOrder, data.Length, fault);
        return new SafetensorsFile([.. inOrder.Select(entry => entry.Tensor)], metadata);
    }

    /// <summary>As the format's own reader demands: every byte belongs to one tensor, and a name to one tensor.</summary>
    private static void RequireWhole(List<(long Begin, StoredTensor Tensor)> inOrder, long length, Func<string, HarnessException> fault)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        long end = 0;
        foreach (var (begin, tensor) in inOrder)
        {
            if (begin != end)
            {
                throw fault($"the tensor '{tensor.Name}' begins at {begin}, where the one before it ends at {end}");
            }

            if (!names.Add(tensor.Name))
            {
                throw fault($"it has two tensors '{tensor.Name}'");
            }

            end += tensor.Bytes.Length;
        }

        if (end != length)
        {
            throw fault($"its tensors take {end} of {length} bytes of data");
        }
    }

    private static Int128 ByteCount(long[] shape, int elementSize)
    {
        Int128 count = elementSize;
        foreach (var size in shape)
        {
            count *= size;
            if (count > long.MaxValue)
            {
                return Int128.MaxValue;
            }
        }

        return count;
    }

    private byte[] Header()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            if (Metadata.Count > 0)
            {
                writer.WriteStartObject("__metadata__");
                foreach (var (name, value) in Metadata)
                {
                    writer.WriteString(name, value);
                }

                writer.WriteEndObject();
            }

            long offset = 0;
            foreach (var tensor in Tensors)
            {
                writer.WriteStartObject(tensor.Name);
                writer.WriteString("dtype", tensor.Type);
                writer.WriteStartArray("shape");
                foreach (var size in tensor.Shape)
                {
                    writer.WriteNumberValue(size);
                }

                writer.WriteEndArray();
                writer.WriteStartArray("data_offsets");
                writer.WriteNumberValue(offset);
                offset += tensor.Bytes.Length;
                writer.WriteNumberValue(offset);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        buffer.Write(Encoding.ASCII.GetBytes(new string(' ', (int)((8 - (buffer.Length % 8)) % 8))));
        return buffer.ToArray();
    }
}
