namespace Harness.Elf.Tests;

public sealed class SymbolTests
{
    // nm -D -u libLibTorchSharp.so, GNU Binutils 2.40: 1,314 of type U; relocations use all but std::ios_base_library_initv.
    private const int Undefined = 1314;
    private const string Unused = "_ZSt21ios_base_library_initv";

    private static readonly IReadOnlyList<Symbol> Required = Symbol.ReadRequired(ShippedLibrary.Parse());

    [Fact]
    public void Required_symbols_are_those_that_nm_calls_undefined_and_that_relocations_use()
    {
        Assert.Equal(Undefined - 1, Required.Count);
        Assert.DoesNotContain(Required, symbol => symbol.Name == Unused);
        Assert.Distinct(Required.Select(symbol => symbol.Name));
    }

    [Theory]
    // readelf -rW: R_X86_64_JUMP_SLO, bound at the first call; R_X86_64_GLOB_DAT, at loading; the last one of libstdc++.
    [InlineData("_ZN2at4_ops4relu4callERKNS_6TensorE")]
    [InlineData("_ZN3c1019UndefinedTensorImpl10_singletonE")]
    [InlineData("_ZNSt18condition_variable4waitERSt11unique_lockISt5mutexE")]
    public void Symbols_bound_at_loading_or_later_and_in_any_library_are_among_them(string name) =>
        Assert.Contains(new Symbol(name, IsUndefined: true, IsWeak: false), Required);

    [Theory]
    // nm: w, which the loader leaves at zero where it is missing; T, the library's own.
    [InlineData("__gmon_start__")]
    [InlineData("THSTensor_add")]
    public void Weak_and_own_symbols_are_not(string name) =>
        Assert.DoesNotContain(Required, symbol => symbol.Name == name);
}
