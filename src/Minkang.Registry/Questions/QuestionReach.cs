using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Questions;

/// <summary>Which questions are somebody's to answer (待核实事项的范围): those of the villages that the actor verifies or decides for.</summary>
internal static class QuestionReach
{
    /// <summary>The action by which the actor answers questions.</summary>
    public static string Action(Actor actor) => actor.May("registry.verify-visit") ? "registry.verify-visit" : "registry.decide";

    public static IQueryable<Question> QuestionsFor(this CountyDb db, Actor actor)
    {
        var scope = InReach.Areas(actor.ScopeOf(Action(actor)));
        // Questions of a village that nobody could tell lie nowhere but in the whole county.
        return scope.Parts.Any(p => db.CountyCode.StartsWith(p.Prefix, StringComparison.Ordinal)) ? db.Set<Question>() : db.Set<Question>().Where(VisiblePersons.InArea<Question>(scope, q => q.VillageCode));
    }
}
