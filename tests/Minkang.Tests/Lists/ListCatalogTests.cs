using Minkang.Platform.Catalog;
using Minkang.Platform.Lists;

namespace Minkang.Tests.Lists;

public sealed class ListCatalogTests
{
    [Fact]
    public void The_catalogue_of_profiles_and_codes_is_sound()
    {
        Assert.Empty(ListSamples.Catalog.Problems);
        Assert.Equal(["certificates", "civil-affairs", "disabled", "enrolment", "health-return", "police", "register", "register-check", "settlements"], ListSamples.Catalog.Profiles.Select(p => p.Id).Order());
    }

    [Theory]
    [InlineData("type: nummer", "不认识")]
    [InlineData("type: code", "没有写明代码表")]
    [InlineData("type: code, list: nowhere", "没有代码表“nowhere”")]
    [InlineData("type: text, requird: true", "不认识的键“requird”")]
    public void A_wrong_profile_is_left_out_with_line_and_remedy_and_the_rest_is_used(string column, string said)
    {
        var wrong = CatalogFile.Parse($$"""
            id: wrong
            title: 错的
            department: 某局
            sheets:
              - id: s
                title: 表
                columns:
                  - { field: name, label: 姓名, {{column}} }
            """, "imports/wrong.yaml");
        var right = CatalogFile.Parse("""
            id: right
            title: 对的
            department: 某局
            sheets:
              - id: s
                title: 表
                columns:
                  - { field: name, label: 姓名, type: name }
            """, "imports/right.yaml");
        var catalog = ListCatalog.Load([], [wrong, right]);
        Assert.Equal(["right"], catalog.Profiles.Select(p => p.Id));
        Assert.Contains(catalog.Problems, p => p.Line == 8 && p.File == "imports/wrong.yaml" && p.Message.Contains(said) && p.Remedy.Length > 0);
    }

    [Fact]
    public void A_code_list_in_which_a_word_means_two_codes_is_left_out()
    {
        var codes = CatalogFile.Parse("""
            id: sex
            title: 性别
            entries:
              - { code: "1", name: 男, words: [不分] }
              - { code: "2", name: 女, words: [不分] }
            """, "codes/sex.yaml");
        var catalog = ListCatalog.Load([codes], []);
        Assert.Empty(catalog.Codes);
        Assert.Contains("重复", Assert.Single(catalog.Problems).Message);
    }

    [Theory]
    [InlineData("relation", "之儿媳", "38")]
    [InlineData("relation", "户主之孙子", "41")]
    [InlineData("relation", "老婆", "10")]
    [InlineData("ethnic-group", "傈僳", "20")]
    [InlineData("disability-level", "叁级", "3")]
    [InlineData("disability-level", "壹级", "1")]
    [InlineData("disability-level", "4", "4")]
    [InlineData("disability-category", "肢体", "4")]
    [InlineData("poverty-cause", "疾病", "illness")]
    [InlineData("poverty-cause", "因病致贫", "illness")]
    [InlineData("poverty-cause", "缺乏劳动力", "labour")]
    [InlineData("sex", "2", "2")]
    [Trait("Scenario", "IMP-20")]
    public void Words_of_real_lists_find_their_code(string list, string word, string code) =>
        Assert.Equal(code, ListSamples.Catalog.Codes[list].Match(word)?.Code);
}
