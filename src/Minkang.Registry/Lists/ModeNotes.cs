using Minkang.Registry.Contracts;

namespace Minkang.Registry.Lists;

/// <summary>Why a mode of import skipped a row (按导入方式跳过).</summary>
internal static class ModeNotes
{
    public static RowNote Of(ImportMode mode) => mode == ImportMode.Add
        ? new RowNote(NoteGrade.Note, "only_add", "", "只新增：这一行已经有了，没有改动")
        : new RowNote(NoteGrade.Note, "only_update", "", "只更新：这一行以前没有，没有新增");
}
