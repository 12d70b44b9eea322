using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Names;
using Minkang.Domain.People;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Merges;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Contracts;

/// <summary>
/// The patients of a hospital (医院的就诊人员). A hospital's counter sees its own patients only; somebody becomes one when the counter reads the identity card:
/// number and name must both be those of the register. From then on <see cref="VisiblePersons"/> shows the person to the hospital.
/// </summary>
public sealed class HospitalPatients
{
    private readonly Vault _vault;
    private readonly TimeProvider _clock;
    private readonly BusinessCalendar _calendar;

    internal HospitalPatients(Vault vault, TimeProvider clock, BusinessCalendar calendar) => (_vault, _clock, _calendar) = (vault, clock, calendar);

    /// <summary>
    /// Takes the holder of a card as a patient and saves; the look-up is recorded whatever comes of it. Refuses with <c>registry.patient.*</c>: a number that
    /// is none, a number that the register does not know, a name that is another. The answer to the last two is the same, so that nobody learns names by trying.
    /// </summary>
    public async Task<Outcome<Guid>> Take(CountyDb db, Actor actor, string hospital, string? idNumber, string? name, CancellationToken ct)
    {
        if (IdText.Read(idNumber ?? "") is not { Number: { } number }) return new Problem("registry.patient.number-invalid", "IdNumber", "身份证号不完整或校验位不对，请对照证件重新输入。");
        if (string.IsNullOrWhiteSpace(name)) return new Problem("registry.patient.name-missing", "Name", "请填写证件上的姓名。");
        var hash = _vault.Hash(Purposes.IdNumber, number.Text);
        var former = await db.OwnerOfFormerNumber(hash, ct);
        var person = await db.Set<Person>().AsNoTracking().Where(p => p.IdHash == hash || p.Id == former).OrderBy(p => p.IdHash == hash ? 0 : 1).Select(p => new { p.Id, p.NameKey }).FirstOrDefaultAsync(ct);
        var key = NameVariants.FoldName(name.Trim());
        var known = person is not null && (person.NameKey == key || await db.Set<PersonAlias>().AnyAsync(a => a.PersonId == person.Id && a.NameKey == key, ct));
        db.Trail.Actor = actor;
        db.Trail.Record(actor, "registry.find-by-id", "person", known ? person!.Id : null, detail: new { number = number.Masked, known });
        if (known) await Add(db, hospital, person!.Id, ct);
        await db.SaveChangesAsync(ct);
        return known ? person!.Id : new Problem("registry.patient.not-found", "IdNumber", "本县登记册里没有证件号码和姓名都相符的人。请核对证件；确属本县建档立卡人员的，请与乡镇联系登记。");
    }

    /// <summary>The person of an identity number, whoever asks: for files that a hospital's own system wrote and an operator settles on the server. Null for nobody, and for a number that is none.</summary>
    public async Task<Guid?> ByNumber(CountyDb db, string idNumber, CancellationToken ct)
    {
        if (IdText.Read(idNumber) is not { Number: { } number }) return null;
        var hash = _vault.Hash(Purposes.IdNumber, number.Text);
        return await db.Set<Person>().AsNoTracking().Where(p => p.IdHash == hash).Select(p => (Guid?)p.Id).SingleOrDefaultAsync(ct) ?? await db.OwnerOfFormerNumber(hash, ct);
    }

    /// <summary>
    /// Keeps everybody else who holds the same patient of the hospital waiting until the open transaction ends. Who is no patient yet becomes one with the unit of work, without
    /// another look: of several who do so at the same moment only one can be saved.
    /// </summary>
    public async Task Hold(CountyDb db, string hospital, Guid personId, CancellationToken ct)
    {
        var held = await db.Set<HospitalPatient>().Where(p => p.Hospital == hospital && p.PersonId == personId && p.UntilOn == null).ExecuteUpdateAsync(set => set.SetProperty(p => p.Version, p => p.Version + 1), ct);
        if (held == 0) db.Add(New(hospital, personId));
    }

    /// <summary>Adds the relation to the unit of work where there is none; for somebody whom the actor reaches already.</summary>
    public async Task Add(CountyDb db, string hospital, Guid personId, CancellationToken ct)
    {
        if (await db.Set<HospitalPatient>().AnyAsync(p => p.Hospital == hospital && p.PersonId == personId && p.UntilOn == null, ct)) return;
        db.Add(New(hospital, personId));
    }

    private HospitalPatient New(string hospital, Guid personId) => new() { Id = Guid.CreateVersion7(_clock.GetUtcNow()), PersonId = personId, Hospital = hospital, FromOn = _calendar.Today };
}
