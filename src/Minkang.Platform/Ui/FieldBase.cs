using Microsoft.AspNetCore.Components;
using Minkang.Domain.Values;

namespace Minkang.Platform.Ui;

/// <summary>What every form field has: the name it posts, its label, its hint and the refusals that concern it.</summary>
public abstract class FieldBase : ComponentBase
{
    /// <summary>The posted name, <c>Input.IdNumber</c>; its last part is matched with <see cref="Problem.Field"/>.</summary>
    [Parameter, EditorRequired] public string Name { get; set; } = "";
    /// <summary>What the paper form calls it.</summary>
    [Parameter, EditorRequired] public string Label { get; set; } = "";
    /// <summary>A short help in the words of the policy.</summary>
    [Parameter] public string? Hint { get; set; }
    /// <summary>True when the form cannot be saved without it.</summary>
    [Parameter] public bool Required { get; set; }
    /// <summary>All refusals of the form; the field picks its own.</summary>
    [Parameter] public IReadOnlyList<Problem>? Problems { get; set; }
    /// <summary>Refusals of the surrounding form, given once with a cascading value.</summary>
    [CascadingParameter] private IReadOnlyList<Problem>? FormProblems { get; set; }

    /// <summary>Id of the input in the page.</summary>
    protected string Id => FieldId.Of(Name);
    /// <summary>The refusals of this field.</summary>
    protected IReadOnlyList<Problem> Mine => [.. (Problems ?? FormProblems ?? []).Where(p => FieldId.Same(p.Field, Name))];
    /// <summary>Ids of the hint and the refusal, for those who do not see the page.</summary>
    protected string? DescribedBy => (Mine.Count > 0, Hint is not null) switch
    {
        (true, true) => $"{Id}-problem {Id}-hint",
        (true, false) => $"{Id}-problem",
        (false, true) => $"{Id}-hint",
        _ => null,
    };
}
