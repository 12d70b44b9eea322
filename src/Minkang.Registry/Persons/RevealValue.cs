using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Persons;

/// <summary>Which personal value is opened (明文项).</summary>
internal enum PersonalValue { IdNumber, Phone }

/// <summary>Opens an identity number or telephone for somebody who says why (查看明文); the look is on record before the value is shown.</summary>
internal sealed class RevealValue(Vault vault)
{
    /// <summary>The purposes to choose from.</summary>
    public static readonly IReadOnlyList<string> Purposes = [T("核实身份"), T("联系本人"), T("核对名单"), T("办理报销或救助"), T("入户随访"), T("处理投诉")];

    public async Task<Outcome<string>> Handle(CountyDb db, Actor actor, Guid personId, PersonalValue which, string purpose, CancellationToken ct)
    {
        if (!Purposes.Contains(purpose)) return new Problem("registry.reveal.purpose-missing", "", "请选择查看的用途。");
        var seen = Disclosure.For(actor);
        var open = which == PersonalValue.IdNumber ? seen.IdNumber : seen.Phone;
        var person = open < Openness.Click ? null : await db.PersonsFor(actor, "registry.unmask").AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId, ct);
        if (person is null) return new Problem("registry.reveal.not-allowed", "", "没有查看完整号码的权限。");
        var value = which == PersonalValue.IdNumber ? vault.Open(Platform.Security.Purposes.IdNumber, person.IdSealed) : vault.Open(Platform.Security.Purposes.Phone, person.PhoneSealed);
        if (string.IsNullOrEmpty(value)) return new Problem("registry.reveal.nothing-there", "", "此人没有登记这一项。");
        db.Trail.Record(actor, "registry.unmask", "person", personId, purpose, new { value = which.ToString() });
        await db.SaveChangesAsync(ct);
        return value;
    }
}
