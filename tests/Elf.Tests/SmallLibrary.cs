using System.Buffers.Binary;
using System.Text;

namespace Harness.Elf.Tests;

/// <summary>A shared library of less than a kilobyte with each table that is read: so small that most changes hit something.</summary>
internal static class SmallLibrary
{
    private const int Dynamic = 176;
    private const int Strings = Dynamic + (16 * 16);
    private const string Names = "\0libc.so.6\0GLIBC_2.2.5\0puts\0ours\0OURS_1\0";
    private const int Symbols = Strings + 48;
    private const int Relocations = Symbols + (3 * 24);
    private const int Versions = Relocations + (2 * 24);
    private const int Needs = Versions + 8;
    private const int Definitions = Needs + 32;
    private const int Length = Definitions + 28;

    public static byte[] Bytes()
    {
        var bytes = new byte[Length];
        Put(0, 0x00010102464c457f, 8);
        Put(16, 3, 2);
        Put(18, 62, 2);
        Put(32, 64, 8);
        Put(54, 56, 2);
        Put(56, 2, 2);
        PutSegment(64, kind: 1, offset: 0, length: Length);
        PutSegment(64 + 56, kind: 2, Dynamic, 16 * 16);
        (DynamicTag Tag, int Value)[] entries =
        [
            (DynamicTag.NeededLibrary, 1), (DynamicTag.StringTable, Strings), (DynamicTag.StringTableSize, Names.Length), (DynamicTag.SymbolTable, Symbols), (DynamicTag.SymbolSize, 24),
            (DynamicTag.Relocations, Relocations), (DynamicTag.RelocationSize, 24), (DynamicTag.ProcedureRelocations, Relocations + 24), (DynamicTag.ProcedureRelocationSize, 24),
            (DynamicTag.ProcedureRelocationKind, 7), (DynamicTag.SymbolVersions, Versions), (DynamicTag.VersionNeeds, Needs), (DynamicTag.VersionNeedCount, 1),
            (DynamicTag.VersionDefinitions, Definitions), (DynamicTag.VersionDefinitionCount, 1), (DynamicTag.End, 0),
        ];
        for (var entry = 0; entry < entries.Length; entry++)
        {
            Put(Dynamic + (16 * entry), (ulong)entries[entry].Tag, 8);
            Put(Dynamic + (16 * entry) + 8, (ulong)entries[entry].Value, 8);
        }

        Encoding.ASCII.GetBytes(Names).CopyTo(bytes, Strings);
        PutSymbol(1, "puts", section: 0);
        PutSymbol(2, "ours", section: 5);
        Put(Relocations + 8, (1UL << 32) + 6, 8);
        Put(Relocations + 24 + 8, (2UL << 32) + 7, 8);
        Put(Versions + 2, 2, 2);
        Put(Versions + 4, 3, 2);
        Put(Needs, 1, 2);
        Put(Needs + 2, 1, 2);
        Put(Needs + 4, At("libc.so.6"), 4);
        Put(Needs + 8, 16, 4);
        Put(Needs + 16, VersionNeed.Hash("GLIBC_2.2.5"), 4);
        Put(Needs + 16 + 6, 2, 2);
        Put(Needs + 16 + 8, At("GLIBC_2.2.5"), 4);
        Put(Definitions, 1, 2);
        Put(Definitions + 6, 1, 2);
        Put(Definitions + 12, 20, 4);
        Put(Definitions + 20, At("OURS_1"), 4);
        return bytes;

        void PutSegment(int at, uint kind, int offset, int length)
        {
            Put(at, kind, 4);
            Put(at + 8, (ulong)offset, 8);
            Put(at + 16, (ulong)offset, 8);
            Put(at + 32, (ulong)length, 8);
        }

        void PutSymbol(int number, string name, ulong section)
        {
            Put(Symbols + (24 * number), At(name), 4);
            Put(Symbols + (24 * number) + 4, 0x12, 1);
            Put(Symbols + (24 * number) + 6, section, 2);
        }

        void Put(int at, ulong value, int size)
        {
            Span<byte> whole = stackalloc byte[8];
            BinaryPrimitives.WriteUInt64LittleEndian(whole, value);
            whole[..size].CopyTo(bytes.AsSpan(at));
        }
    }

    private static ulong At(string name) => (ulong)Names.IndexOf(name + "\0", StringComparison.Ordinal);
}
