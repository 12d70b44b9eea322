using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Minkang.Domain.Values;
using Minkang.Platform.Ui;
using Minkang.Tests.Architecture;

namespace Minkang.Tests.Ui;

/// <summary>What is said away from pages, in the language of the page.</summary>
public sealed class WordingTests
{
    [Fact]
    public async Task A_refusal_reads_in_the_language_of_the_page()
    {
        var problem = new Problem("illness.condition.ended-future", "EndedOn", "结束日期不能晚于今天（2019-03-01）。");

        var chinese = await Field(problem, "zh-Hans");
        var english = await Field(problem, "en");

        Assert.Contains("结束日期不能晚于今天（2019-03-01）。", chinese, StringComparison.Ordinal);
        Assert.Contains("The day it ended cannot be after today (2019-03-01).", english, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("这样读出来认不出是名单，没有保存。这是一个压缩包。请先解压，再把里面的名单文件逐个上传。", "Read this way it is not recognised as a list; nothing was saved. This is an archive. Please unpack it and upload the lists in it one by one.")]
    [InlineData("这个岗位要绑定到乡镇，现在选的是村。", "This role is bound to a township; a village was chosen.")]
    [InlineData("工作表“表1”缺少“姓名”一列。可能是：C 列“名”、D 列“称呼”。如果是，请在列对应页面选定；否则请补上这一列。", "Sheet \"表1\" has no column \"姓名\". It may be: column C \"名\", column D \"称呼\". If so, choose it under Columns; otherwise please add the column.")]
    public void Values_that_are_sentences_or_words_are_translated_too(string chinese, string english) => Assert.Equal(english, In("en", w => w.Of(chinese)));

    [Theory]
    [InlineData("石桥村")]
    [InlineData("Not a sentence of ours.")]
    [InlineData("")]
    public void What_is_not_known_stays_as_it_is(string text) => Assert.Equal(text, In("en", w => w.Of(text)));

    [Fact]
    public void Every_sentence_is_found_again_with_its_values_and_none_is_taken_for_another()
    {
        string[] values = ["石桥", "42", "Zhang/7", "2019-03-01", "3.50", "a b", "x"];
        var wrong = from folder in Repository.Product.Select(p => p.Folder)
                    from template in TextsTests.Spoken(folder).Distinct()
                    let expected = In("en", w => w.Of(template))
                    let said = In("en", w => w.Of(string.Format(CultureInfo.InvariantCulture, template, values)))
                    where said != string.Format(CultureInfo.InvariantCulture, expected, values)
                    select $"{template} → {said}";

        Assert.Empty(wrong);
    }

    private static async Task<string> Field(Problem problem, string language)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = new CultureInfo(language);
        try
        {
            var page = await Rendered.At<TextField>("/", new { Name = "Input.EndedOn", Label = "结束日期", Problems = (IReadOnlyList<Problem>)[problem] }, Sources);
            return page.Body!.TextContent;
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static readonly ServiceProvider Provider = Build();

    private static T In<T>(string language, Func<Wording, T> say)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = new CultureInfo(language);
        try
        {
            return say(Provider.GetRequiredService<Wording>());
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static ServiceProvider Build()
    {
        var services = new ServiceCollection().AddLogging().AddLocalization().AddSingleton<Wording>();
        Sources(services);
        return services.BuildServiceProvider();
    }

    private static void Sources(IServiceCollection services)
    {
        foreach (var marker in new[] { typeof(Minkang.Platform.Texts), typeof(Minkang.Registry.Texts), typeof(Minkang.Illness.Texts), typeof(Minkang.Benefits.Texts), typeof(Minkang.Web.Texts) }) services.AddSingleton(new TextSource(marker));
    }
}
