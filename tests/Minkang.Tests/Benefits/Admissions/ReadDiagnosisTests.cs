using Minkang.Benefits.Admissions;
using Minkang.Tests.Illness.Diseases;

namespace Minkang.Tests.Benefits.Admissions;

public sealed class ReadDiagnosisTests
{
    private static readonly ReadDiagnosis Reader = new(DiseaseCatalog.Loaded.Reader, Packs.Words);

    [Theory]
    [InlineData("查无此项")]
    [InlineData("查无此病")]
    [InlineData("未查见")]
    [InlineData("未见异常")]
    [InlineData("检查无异常")]
    [InlineData("无")]
    [InlineData("健康")]
    [InlineData("不详")]
    [InlineData("healthy")]
    public void A_text_that_says_that_nothing_was_found_names_no_disease(string text)
    {
        var read = Reader.Read(text, 40);

        Assert.Equal((text, 0), (read.Text, read.Codes.Count));
    }
}
