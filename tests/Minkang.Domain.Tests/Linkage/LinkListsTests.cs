using CsCheck;
using Minkang.Domain.Linkage;

namespace Minkang.Domain.Tests.Linkage;

public sealed class LinkListsTests
{
    [Fact]
    public void Identical_lists_match_wholly_and_by_number() =>
        GivenLists.People(20, 60).Sample(people =>
        {
            var result = GivenLists.Between(people, people);
            Assert.Equal(people.Length, result.Links.Count);
            Assert.All(result.Links, l => Assert.Equal((l.Left, LinkKind.Exact), (l.Right, l.Kind)));
        }, iter: 40);

    [Fact]
    public void A_row_has_at_most_one_partner() =>
        Gen.Select(GivenLists.People(5, 40), GivenLists.People(5, 40)).Sample((left, right) =>
        {
            var result = GivenLists.Between([.. left, .. left[..3]], [.. right, .. left[..2], .. left[..2]]);
            Assert.Equal(result.Links.Count, result.Links.DistinctBy(l => l.Left).Count());
            Assert.Equal(result.Links.Count, result.Links.DistinctBy(l => l.Right).Count());
        }, iter: 40);

    [Fact]
    public void The_order_of_rows_does_not_matter() =>
        GivenLists.People(20, 60).Sample(people =>
        {
            var right = people.Select((p, i) => i % 4 == 0 ? p with { Id = "" } : p).ToArray();
            var straight = GivenLists.Between(people, right).Links.Select(l => (people[l.Left].Id, right[l.Right].Name, l.Kind));
            GivenLists.Person[] turned = [.. people.Reverse()], turnedRight = [.. right.OrderBy(p => p.Phone, StringComparer.Ordinal)];
            var other = GivenLists.Between(turned, turnedRight).Links.Select(l => (turned[l.Left].Id, turnedRight[l.Right].Name, l.Kind));
            Assert.Equal(straight.Order(), other.Order());
        }, iter: 40);

    [Fact]
    public void Swapping_the_two_lists_gives_the_same_pairs() =>
        Gen.Select(GivenLists.People(20, 50), GivenLists.People(1, 20)).Sample((people, others) =>
        {
            GivenLists.Person[] right = [.. people.Skip(5).Select((p, i) => i % 3 == 0 ? p with { Id = "", Phone = "" } : p), .. others];
            var there = GivenLists.Between(people, right).Links.Select(l => (l.Left, l.Right, l.Kind)).ToHashSet();
            var back = GivenLists.Between(right, people).Links.Select(l => (l.Right, l.Left, l.Kind)).ToHashSet();
            Assert.True(there.SetEquals(back));
        }, iter: 40);

    [Fact]
    public void Unrelated_rows_change_no_match_by_number() =>
        Gen.Select(GivenLists.People(20, 50), GivenLists.People(1, 40)).Sample((people, others) =>
        {
            var strangers = others.Where(o => people.All(p => p.Id != o.Id)).ToList();
            var before = GivenLists.Between(people, people).Links.Where(l => l.Kind == LinkKind.Exact).Select(l => (l.Left, l.Right));
            var after = GivenLists.Between(people, [.. people, .. strangers]).Links.Where(l => l.Kind == LinkKind.Exact).Select(l => (l.Left, l.Right));
            Assert.Equal(before, after);
        }, iter: 40);

    [Theory]
    [InlineData("no number", "")]
    [InlineData("one digit wrong", "0000001985041{7}")]
    [InlineData("masked", "000000********{tail}")]
    [InlineData("scientific notation", "1.98504E+11")]
    public void A_damaged_number_is_found_by_the_rest(string _, string written)
    {
        var crowd = GivenLists.Crowd();
        var person = GivenLists.Make(new DateOnly(1985, 4, 12), 233, "孙晓燕", "甲镇/第二村", "15400000001");
        var damaged = written.Contains("{7}", StringComparison.Ordinal) ? person.Id[..13] + (char)(person.Id[13] == '7' ? '8' : '7') + person.Id[14..]
            : written.Replace("{tail}", person.Id[14..], StringComparison.Ordinal);

        var link = Assert.Single(GivenLists.Between([.. crowd, person], [.. crowd, person with { Id = damaged }]).Links, l => l.Left == crowd.Count);

        Assert.Equal(crowd.Count, link.Right);
        Assert.True(link.Kind is LinkKind.Repaired or LinkKind.Probable, $"{link.Kind} {link.Probability}");
    }

    [Fact]
    public void Another_valid_number_does_not_hide_a_person()
    {
        var crowd = GivenLists.Crowd();
        var person = GivenLists.Make(new DateOnly(1985, 4, 12), 233, "孙晓燕", "甲镇/第二村", "15400000001");
        var reissued = person with { Id = GivenLists.Number(new DateOnly(1985, 4, 20), 901) };

        var link = Assert.Single(GivenLists.Between([.. crowd, person], [.. crowd, reissued]).Links, l => l.Left == crowd.Count);

        Assert.Equal((crowd.Count, LinkKind.Probable), (link.Right, link.Kind));
    }

    [Fact]
    public void A_relatives_number_does_not_make_one_person_of_two()
    {
        var crowd = GivenLists.Crowd();
        var mother = GivenLists.Make(new DateOnly(1985, 4, 12), 234, "孙晓燕", "甲镇/第二村", "15400000001");
        var child = GivenLists.Make(new DateOnly(2010, 9, 3), 431, "刘子轩", "甲镇/第二村", "15400000001");
        var childUnderMothersNumber = child with { Id = mother.Id };

        var result = GivenLists.Between([.. crowd, mother, child], [.. crowd, mother, childUnderMothersNumber]);

        Assert.Contains(result.Links, l => l.Left == crowd.Count && l.Right == crowd.Count && l.Kind == LinkKind.Exact);
        Assert.Contains(result.Links, l => l.Left == crowd.Count + 1 && l.Right == crowd.Count + 1 && l.Kind is LinkKind.Probable or LinkKind.Unsure);
        var shared = Assert.Single(result.Others, l => l.Left == crowd.Count && l.Right == crowd.Count + 1);
        Assert.True(PairExplanation.Of(result, shared).LikelyHousehold);
    }

    [Fact]
    public void Numbers_exchanged_between_father_and_son_are_seen_through()
    {
        var crowd = GivenLists.Crowd();
        var father = GivenLists.Make(new DateOnly(1962, 2, 3), 233, "孙国平", "甲镇/第二村", "15400000001");
        var son = GivenLists.Make(new DateOnly(1990, 9, 3), 431, "孙志强", "甲镇/第二村", "15400000001");

        var links = GivenLists.Between([.. crowd, father, son], [.. crowd, father with { Id = son.Id }, son with { Id = father.Id }]).Links;

        Assert.Contains(links, l => l.Left == crowd.Count && l.Right == crowd.Count && l.Kind != LinkKind.Exact);
        Assert.Contains(links, l => l.Left == crowd.Count + 1 && l.Right == crowd.Count + 1 && l.Kind != LinkKind.Exact);
    }

    [Fact]
    public void Two_namesakes_of_one_village_without_numbers_go_to_a_person()
    {
        var crowd = GivenLists.Crowd();
        var one = GivenLists.Make(new DateOnly(1962, 2, 3), 233, "孙国平", "甲镇/第二村", "");
        var other = GivenLists.Make(new DateOnly(1971, 5, 9), 231, "孙国平", "甲镇/第二村", "");
        var written = one with { Id = "", Birth = "", Phone = "" };

        var links = GivenLists.Between([.. crowd, one, other], [.. crowd, written]).Links.Where(l => l.Right == crowd.Count);

        Assert.All(links, l => Assert.Equal(LinkKind.Unsure, l.Kind));
        Assert.NotEmpty(links);
    }

    [Fact]
    public void Rows_of_one_list_that_are_one_person_are_found_and_then_share_their_partner()
    {
        var crowd = GivenLists.Crowd();
        var space = new LinkSpace(GivenProfiles.ChineseRegister);
        var left = GivenLists.List(space, crowd);
        var right = GivenLists.List(space, [.. crowd, crowd[7] with { Name = crowd[7].Name[..1] + " " + crowd[7].Name[1..] }]);

        var groups = LinkLists.GroupsOf(right.Rows, LinkLists.Duplicates(right));
        var links = LinkLists.Between(left, right, null, groups).Links;

        Assert.Equal(groups[7], groups[crowd.Count]);
        Assert.Equal(crowd.Count, groups.Distinct().Count());
        Assert.Equal(crowd.Count, links.Count);
        Assert.All(links, l => Assert.Equal(LinkKind.Exact, l.Kind));
    }

    [Fact]
    public void An_explanation_names_every_field_and_adds_up_to_the_decision()
    {
        var crowd = GivenLists.Crowd();
        var result = GivenLists.Between(crowd, [.. crowd.Select((p, i) => i == 3 ? p with { Name = "李玥", Id = "" } : p)]);

        var link = result.Links.First(l => l.Left == 5);
        var why = PairExplanation.Of(result, link);

        Assert.Equal(GivenProfiles.ChineseRegister.Fields.Select(f => f.Key), why.Fields.Select(f => f.Field));
        Assert.Equal("id.same", why.Fields[0].Code);
        Assert.Equal("household.unstated", why.Fields[5].Code);
        Assert.True(why.Start + why.Fields.Sum(f => f.Weight) > 10);
    }

    [Fact]
    public void A_block_that_is_too_large_is_divided_and_what_is_cut_is_counted()
    {
        var profile = GivenProfiles.ChineseRegister with { MostPairsPerBlock = 50 };
        var space = new LinkSpace(profile);
        var people = Enumerable.Range(0, 40).Select(i => GivenLists.Make(new DateOnly(1950 + (i / 2), 3, 1 + (i / 3)), 101 + (2 * i), "王英", "甲镇/第二村", "")).ToList();
        var (left, right) = (GivenLists.List(space, people), GivenLists.List(space, people.Select(p => p with { Id = "", Birth = "" })));

        var blocks = LinkLists.Between(left, right).Blocks;

        Assert.Contains(blocks, b => b is { Code: "sound-place", Divided: 1, Pairs: 0, Cut: 1_600 });
    }

    [Fact]
    public void An_empty_list_matches_nothing() => Assert.Empty(GivenLists.Between(GivenLists.Crowd(), []).Links);

    [Fact]
    public void Lists_of_different_spaces_are_refused() =>
        Assert.Throws<ArgumentException>(() => LinkLists.Between(new LinkSpace(GivenProfiles.ChineseRegister).NewList(), new LinkSpace(GivenProfiles.ChineseRegister).NewList()));
}
