using Harness.Experiments.Backends;

namespace Harness.Experiments.Tests.Backends;

public sealed class CxxNameTests
{
    [Theory]
    // c++filt, GNU Binutils 2.40.
    [InlineData("_ZN2at4_ops4relu4callERKNS_6TensorE", "at::_ops::relu::call(at::Tensor const&)")]
    [InlineData("_ZTIN3c105ErrorE", "typeinfo for c10::Error")]
    [InlineData("THSTensor_add", "THSTensor_add")]
    [InlineData("_Zonsense", "_Zonsense")]
    public void A_name_is_shown_as_it_is_written_in_source(string mangled, string expected) =>
        Assert.Equal(expected, CxxName.Demangle(mangled));
}
