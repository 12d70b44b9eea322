using Minkang.Domain.Linkage;

namespace Minkang.Domain.Tests.Linkage;

public sealed class PersonGroupsTests
{
    [Fact]
    public void A_person_is_one_over_all_lists_although_two_of_them_say_too_little_to_be_linked()
    {
        var crowd = GivenLists.Crowd();
        var person = GivenLists.Make(new DateOnly(1985, 4, 12), 234, "孙晓燕", "甲镇/第二村", "15400000001");
        var byNumber = person with { Name = "", Birth = "", Place = "", Phone = "" };
        var byRest = person with { Id = "" };

        var persons = Compare([[.. crowd, byNumber], [.. crowd, person], [.. crowd, byRest]]);

        Assert.Equal(persons.Of(1, crowd.Count), persons.Of(2, crowd.Count));
        Assert.All(Enumerable.Range(0, crowd.Count), i => Assert.True(persons.Of(0, i) == persons.Of(1, i) && persons.Of(1, i) == persons.Of(2, i)));
        Assert.Equal(crowd.Count, Enumerable.Range(0, crowd.Count).Select(i => persons.Of(0, i)).Distinct().Count());
    }

    [Fact]
    public void Two_persons_of_one_list_never_become_one_through_another_list()
    {
        var crowd = GivenLists.Crowd();
        var mother = GivenLists.Make(new DateOnly(1985, 4, 12), 234, "孙晓燕", "甲镇/第二村", "15400000001");
        var child = GivenLists.Make(new DateOnly(2010, 9, 3), 431, "刘子轩", "甲镇/第二村", "15400000001");

        var persons = Compare([[.. crowd, mother, child], [.. crowd, child with { Id = mother.Id }], [.. crowd, mother, child]]);

        Assert.NotEqual(persons.Of(0, crowd.Count), persons.Of(0, crowd.Count + 1));
        Assert.Equal(persons.Of(0, crowd.Count + 1), persons.Of(2, crowd.Count + 1));
    }

    [Fact]
    public void Rows_that_one_list_has_twice_are_one_person()
    {
        var crowd = GivenLists.Crowd();
        var persons = Compare([[.. crowd, crowd[4]], crowd]);
        Assert.Equal(persons.Of(0, 4), persons.Of(0, crowd.Count));
        Assert.Equal(persons.Of(0, 4), persons.Of(1, 4));
        Assert.Empty(persons.Contradictions);
    }

    private static PersonGroups Compare(IReadOnlyList<IReadOnlyList<GivenLists.Person>> lists)
    {
        var space = new LinkSpace(LinkProfiles.ChineseRegister);
        var tables = lists.Select(l => GivenLists.List(space, l)).ToList();
        var groups = tables.Select(t => LinkLists.GroupsOf(t.Rows, LinkLists.Duplicates(t))).ToList();
        var compared = from i in Enumerable.Range(0, tables.Count)
                       from j in Enumerable.Range(i + 1, tables.Count - i - 1)
                       select (i, j, LinkLists.Between(tables[i], tables[j], groups[i], groups[j]));
        return PersonGroups.Of(groups, compared.ToList());
    }
}
