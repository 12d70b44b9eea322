namespace Minkang.Domain.Lists;

/// <summary>Cells that hold no value to read, whatever the column is.</summary>
public static class CellErrors
{
    /// <summary>The error of an error cell or of a formula without its value; null for every other cell.</summary>
    public static Finding? Of(Cell cell) => cell.Kind switch
    {
        CellKind.Error => Finding.Error("cell.error-value", "单元格是错误值（公式没有得出结果），请在原表中改正公式或直接填写内容。"),
        CellKind.FormulaWithoutValue => Finding.Error("cell.formula-without-value", "单元格是公式，但文件里没有保存计算结果。请用 WPS 或 Excel 打开，保存一次后再上传。"),
        _ => null,
    };
}
