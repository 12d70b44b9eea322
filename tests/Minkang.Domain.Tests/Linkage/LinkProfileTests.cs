using Minkang.Domain.Linkage;

namespace Minkang.Domain.Tests.Linkage;

public sealed class LinkProfileTests
{
    private static readonly LinkProfile Profile = GivenProfiles.ChineseRegister;

    [Fact]
    public void A_profile_with_levels_of_another_kind_is_refused() =>
        Assert.Throws<ArgumentException>(() => new LinkProfile("wrong", [Profile.Fields[0] with { Kind = FieldKind.Text }], [], Profile.Thresholds));

    [Fact]
    public void A_profile_whose_frequencies_do_not_add_up_is_refused() =>
        Assert.Throws<ArgumentException>(() => new LinkProfile("wrong", [Profile.Fields[2] with { DerivedFrom = null, Levels = [new("same", 0.5, 0.5, 0.5), new("differs", 0.1, 0.5, 0.5)] }], [], Profile.Thresholds));

    [Fact]
    public void A_rule_about_an_unknown_field_is_refused() =>
        Assert.Throws<ArgumentException>(() => new LinkProfile("wrong", Profile.Fields, [new("x", ["nose"], [])], Profile.Thresholds));

    [Fact]
    public void A_rule_about_an_unknown_aspect_is_refused()
    {
        var profile = new LinkProfile("wrong", Profile.Fields, [new("x", ["name.smell"], [])], Profile.Thresholds);
        Assert.Throws<ArgumentException>(() => new LinkSpace(profile));
    }

    [Fact]
    public void Thresholds_lie_in_order() => Assert.Throws<ArgumentException>(() => new LinkProfile("wrong", Profile.Fields, [], new(0.1, 0.9)));
}
