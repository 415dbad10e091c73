using System.Runtime.InteropServices;

namespace Harness.Experiments.Backends;

/// <summary>Names of C++ functions as people write them.</summary>
internal static partial class CxxName
{
    /// <summary>What the compiler made <paramref name="mangled"/> of, for instance <c>c10::Error::what() const</c>; the name itself where it is no C++ name.</summary>
    public static string Demangle(string mangled)
    {
        var text = Demangle(mangled, 0, 0, out var status);
        if (status != 0 || text == 0)
        {
            return mangled;
        }

        try
        {
            return Marshal.PtrToStringUTF8(text) ?? mangled;
        }
        finally
        {
            // From malloc, says the C++ ABI.
            unsafe
            {
                NativeMemory.Free((void*)text);
            }
        }
    }

    [LibraryImport("libstdc++.so.6", EntryPoint = "__cxa_demangle", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Demangle(string mangled, nint buffer, nint length, out int status);
}
