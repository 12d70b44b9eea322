using Minkang.Domain.People;

namespace Minkang.Domain.Lists;

/// <summary>Reads the cell of an identity column (证件号码). The text is read by <see cref="IdText"/>; a cell that holds a long number has lost its last digits, whatever it shows.</summary>
public static class IdCell
{
    private const double Exact = 1e15; // beyond fifteen digits a number cell rounds

    public static CellReading<IdReading> Read(Cell cell)
    {
        if (CellErrors.Of(cell) is { } error) return CellReading.Refused<IdReading>(error);
        if (cell.Kind == CellKind.Number && Math.Abs(cell.Number) >= Exact)
            return Refused(new IdReading(IdState.Rounded, null, [], cell.Text));
        var reading = IdText.Read(cell.Kind is CellKind.Date or CellKind.Boolean ? "日期" : cell.Text);
        if (reading.State == IdState.Missing) return CellReading.Nothing<IdReading>();
        if (reading.State != IdState.Valid) return Refused(reading);
        return reading.Repairs.Count == 0 ? CellReading.Of<IdReading>(reading) : CellReading.Of<IdReading>(reading, NoteOf(reading));
    }

    /// <summary>The reading of a cell that states something, also when it is no valid number: what was written helps to find the person.</summary>
    public static IdReading? Written(Cell cell) =>
        cell.Kind == CellKind.Number && Math.Abs(cell.Number) >= Exact ? new IdReading(IdState.Rounded, null, [], cell.Text)
        : cell.Kind is CellKind.Text or CellKind.Number && IdText.Read(cell.Text) is { State: not IdState.Missing } reading ? reading
        : null;

    private static CellReading<IdReading> Refused(IdReading reading) => CellReading.Refused<IdReading>(reading.State switch
    {
        IdState.Rounded => Finding.Error("id.rounded", "单元格里是四舍五入后的数字，最后几位已经丢失，请按身份证重填，并先把单元格设为文本格式。"),
        IdState.CheckFails => Finding.Error("id.check-fails", "最后一位校验码对不上，至少有一位写错，请按身份证核对。"),
        IdState.DateImpossible => Finding.Error("id.date-impossible", "号码里的出生日期不存在，请按身份证核对。"),
        IdState.WrongLength => Finding.Error("id.wrong-length", "位数不对，身份证号应为 18 位，请按身份证核对。"),
        IdState.PlaceHolder => Finding.Error("id.place-holder", "这是 999999 开头的临时编号，不是身份证号，办理后请补填。"),
        _ => Finding.Error("id.not-a-number", "这一栏不是身份证号，请核对是否填错了列。"),
    });

    private static Finding NoteOf(IdReading reading) =>
        reading.Repairs.Contains(IdRepair.DisabilityCard) ? Finding.Note("id.from-card", "从残疾人证号中取出前 18 位身份证号、残疾类别和等级。")
        : reading.Repairs.Contains(IdRepair.FifteenDigits) ? Finding.Note("id.from-fifteen", "15 位旧号码已按规则换算为 18 位。")
        : Finding.Note("id.rewritten", "号码里的空格、引号、全角字符或小写 x 等已统一写法，数字没有改动。");
}
