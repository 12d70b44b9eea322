using Microsoft.Extensions.Localization;
using Minkang.Domain.Diseases;
using Minkang.Platform.Security;
using Minkang.Platform.Users;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Illness.Conditions;

/// <summary>
/// What an actor may read of names and diagnoses on lists (脱敏口径): in full, or a masked name and only the broad kind of illness. Leaders, offices with
/// masked rights, and inspectors before they gave a reason, read masked.
/// </summary>
internal sealed class Sight(Actor actor, DiseaseCatalogue catalogue, Vault vault, IStringLocalizer<Texts>? texts = null)
{
    /// <summary>True when names and diagnoses may be read in full.</summary>
    public bool Full { get; private init; } = actor.ScopeOf(VisibleConditions.See) is { MaskedOnly: false, NeedsReason: false };

    /// <summary>The same with everything open, after a reason was given and recorded; stays masked for who may never see more.</summary>
    public Sight WithReason() => new(actor, catalogue, vault, texts) { Full = Full || actor.ScopeOf(VisibleConditions.See) is { Allowed: true, MaskedOnly: false } };

    /// <summary>Masked whoever looks: for exports that nobody has approved.</summary>
    public Sight Masked() => new(actor, catalogue, vault, texts) { Full = false };

    /// <summary>The name, or 张* where it is masked.</summary>
    public string Name(string name)
    {
        if (Full || name.Length == 0) return name;
        var first = char.IsHighSurrogate(name[0]) && name.Length > 1 ? name[..2] : name[..1];
        return first + new string('*', Math.Clamp(name.Length - first.Length, 1, 3));
    }

    /// <summary>Name of the disease, or what was written where no disease is known; only the broad kind where it is masked.</summary>
    public string Diagnosis(string? disease, string textSealed) =>
        !Full ? KindOf(disease) : disease is not null && catalogue.Find(disease) is { } known ? known.Name : Opened(textSealed);

    /// <summary>What was written, where it says more than the name of the disease; null otherwise or where it is masked.</summary>
    public string? Written(string? disease, string textSealed) =>
        Full && disease is not null && catalogue.Find(disease) is { } known && Opened(textSealed) is var text && text != known.Name ? text : null;

    /// <summary>The broad kind of illness (病情大类), in the reader's language. Only these words are translated: what was written of a person never goes through the texts.</summary>
    public string KindOf(string? disease)
    {
        var classes = disease is null ? [] : catalogue.Find(disease)?.Classes ?? [];
        var kind = classes.Any(c => c.StartsWith('M')) ? T("大病") : classes.Any(c => c.StartsWith('C')) ? T("慢性病") : T("其他疾病");
        return texts is null ? kind : texts[kind];
    }

    private string Opened(string textSealed) => vault.Open(Purposes.Diagnosis, textSealed) ?? "";
}
