using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Files;
using Minkang.Platform.Lists;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Lists;

/// <summary>What was received: the import, and what the file was recognised as.</summary>
internal sealed record ReceivedList(ListImport Import, ListRecognition Recognition);

/// <summary>What whoever hands a file in says about it beforehand (上传时的说明).</summary>
/// <param name="WithoutHeading">For a text file without heading row: which list it is, as profile/sheet; else null.</param>
internal sealed record ReadingWishes(TextChoices Text, string? WithoutHeading, ImportMode Mode);

/// <summary>
/// Takes a file in (接收名单): refuses what cannot be a list, keeps the original unchanged, recognises which list it is and of which day. Nothing of the
/// register changes yet.
/// </summary>
internal sealed class ReceiveList(FileShelf files, RecogniseList recognise, Vault vault, TimeProvider clock)
{
    public async Task<Outcome<ReceivedList>> Handle(CountyDb db, Actor actor, string fileName, byte[] content, DateOnly? listOn, CancellationToken ct, ReadingWishes? wishes = null)
    {
        if (!actor.May("registry.import")) return new Problem("registry.import.not-allowed", "", "您的岗位不能导入名单。");
        wishes ??= new ReadingWishes(new TextChoices(null, null), null, ImportMode.All);
        var layout = wishes.Text.Layout();
        if (!layout.Ok) return layout.Problems.ToArray();
        var opened = ListFile.Open(content, fileName, layout: layout.Value, ct: ct);
        if (!opened.Ok) return opened.Problems.ToArray();
        IReadOnlyList<ColumnMapping> own = Headless(wishes.WithoutHeading);
        if (own.Count > 0 && opened.Value.Format != ListFileFormat.SeparatedText) return new Problem("registry.import.headless-workbook", "WithoutHeading", "只有 csv、txt 文件能按没有表头导入；表格文件请在第一行补上列名。");
        IReadOnlyList<ColumnMapping> confirmed = [.. own, .. await Remembered(db, ct)];
        var recognised = recognise.Handle(opened.Value, confirmed);
        if (!recognised.Ok) return recognised.Problems.ToArray();
        var sheets = recognised.Value.Sheets;
        var profile = sheets[0].Profile;
        if (sheets.Select(s => s.Profile.Id).Distinct(StringComparer.Ordinal).Count() > 1)
            return new Problem("registry.import.two-lists", "", $"这个文件里有几种名单（{string.Join('、', sheets.Select(s => $"“{s.Profile.Title}”").Distinct())}），请拆成几个文件分别上传。");
        if (!ImportReach.MaySend(actor, profile.Department))
            return new Problem("registry.import.not-your-list", "", $"这是{profile.Department}的“{profile.Title}”，您的部门只能导入本部门的名单。请交给{profile.Department}或县级业务员导入。");
        var import = new ListImport
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), ProfileId = profile.Id, Department = profile.Department, FileName = fileName,
            FileSha256 = Convert.ToHexStringLower(SHA256.HashData(content)), ListOn = listOn ?? DateOf(sheets), State = ImportState.Received, CreatedBy = actor.UserId, UpdatedBy = actor.UserId,
            AreaCode = ImportArea.Of(actor).Widest, SentAs = actor.SentAs(ImportReach.Action), SketchSealed = ListSketch.Of(recognised.Value).Seal(vault),
            TextEncoding = wishes.Text.Encoding, TextSeparator = wishes.Text.Separator, Mode = wishes.Mode, Mapping = own.Count > 0 ? JsonSerializer.Serialize(own.Select(m => m.ToJson())) : null,
            FileId = await files.Keep(db, actor, fileName, content, ct),
        };
        db.Add(import);
        db.Trail.Record(actor, "registry.import", "import", import.Id, detail: new { received = import.FileSha256, profile = profile.Id });
        await db.SaveChangesAsync(ct);
        return new ReceivedList(import, recognised.Value);
    }

    /// <summary>A list without heading, as a person names it: no column is guessed, each is chosen by position.</summary>
    private static ColumnMapping[] Headless(string? kind) =>
        kind?.Split('/') is [var profile, var sheet] ? [new ColumnMapping(profile, sheet, "", new Dictionary<string, int>(), WithoutHeading: true)] : [];


    /// <summary>Column mappings that a person confirmed for this office before.</summary>
    public static async Task<IReadOnlyList<ColumnMapping>> Remembered(CountyDb db, CancellationToken ct)
    {
        var texts = await db.Set<Setting>().AsNoTracking().Where(s => s.Name.StartsWith("column-mapping:")).Select(s => s.Value).ToListAsync(ct);
        return [.. texts.Select(ColumnMapping.FromJson).OfType<ColumnMapping>()];
    }

    /// <summary>The latest day that any sheet states for the list as a whole; a workbook's sheets were handed over together.</summary>
    private static DateOnly? DateOf(IReadOnlyList<SheetMatch> sheets) => sheets.Select(s => s.Date?.Day).Max();
}
