using Minkang.Domain.Values;

namespace Minkang.Platform.Lists;

/// <summary>Carries a refusal (拒收) out of the readers to <see cref="ListFile"/>, which turns it into an outcome. Never leaves this folder.</summary>
internal sealed class RefusedException(Problem problem) : Exception(problem.Code)
{
    public Problem Problem { get; } = problem;
}

/// <summary>The sentences with which a file is refused: what it is, and what the clerk can do.</summary>
internal static class Refusal
{
    public static RefusedException Empty() => Of("lists.file.empty", "文件里没有任何内容（0 字节），可能没有保存好或没有传完。请在电脑上打开原文件确认有内容，保存后重新上传。");
    public static RefusedException EmptyWorkbook() => Of("lists.file.no-rows", "文件可以打开，但里面没有任何数据。请确认名单没有存在别的文件里，再重新上传。");
    public static RefusedException TooLarge(long limit) => Of("lists.file.too-large", $"文件太大，超过 {Size(limit)} 的上限。请删去与名单无关的工作表和图片，或按乡镇分成几个文件再上传。");
    public static RefusedException UnpacksTooLarge(long limit) => Of("lists.file.unpacks-too-large", $"表格展开后的内容过大（上限 {Size(limit)}），或大得不像正常名单，系统没有继续读取。请只保留名单本身的行和列，另存为新的 Excel 文件后再上传。");
    public static RefusedException TooManyCells(int limit) => Of("lists.file.too-many-cells", $"表格里的单元格太多，超过 {limit:N0} 个的上限。请按乡镇或年度分成几个文件再上传。");
    public static RefusedException CellTooLong(int row, int limit) => Of("lists.file.cell-too-long", $"第 {row} 行有一个单元格超过 {limit:N0} 个字，不像正常名单。请检查该行附近的引号或内容，改好后再上传。");
    public static RefusedException CutOff() => Of("lists.file.cut-off", "文件不完整，后半部分缺失，多半是传输中断造成的。请向报送单位重新要一份，或从原电脑重新复制后再上传。");
    public static RefusedException Damaged() => Of("lists.file.damaged", "文件已损坏，无法完整读出。请用 WPS 或 Excel 打开原文件，另存为新的 .xlsx 文件后再上传；如果也打不开，请报送单位重新发送。");
    public static RefusedException Encrypted() => Of("lists.file.encrypted", "文件设有打开密码，系统无法读取。请用密码打开后，在“文件—信息—保护工作簿”中清除密码，保存后再上传。");
    public static RefusedException NotAList(string what) => Of("lists.file.not-a-list", $"这是{what}，不是表格。请上传 Excel（.xlsx、.xls）或 CSV 文件；纸质名单或截图请先录成表格。");
    public static RefusedException OtherFormat(string what) => Of("lists.file.other-format", $"这是{what}，系统不直接读取。请用 WPS 或 Excel 打开，另存为“Excel 工作簿（.xlsx）”后再上传。");
    public static RefusedException Archive() => Of("lists.file.archive", "这是一个压缩包。请先解压，再把里面的名单文件逐个上传。");
    public static RefusedException Binary() => Of("lists.file.unknown", "系统认不出这个文件的格式。请用 WPS 或 Excel 打开，确认内容是名单，另存为 .xlsx 文件后再上传。");
    public static RefusedException UnclosedQuote(int line) => Of("lists.file.unclosed-quote", $"从第 {line} 行开始，双引号不成对，后面的内容分不清是哪一列。请用记事本打开，检查第 {line} 行的双引号，删去多余的或补上缺少的，保存后再上传。");
    public static RefusedException BadEncoding(int line) => Of("lists.file.bad-encoding", $"第 {line} 行附近的文字编码有损坏，会读成乱码。请用 WPS 或 Excel 打开确认文字正常，另存为 .xlsx 文件后再上传。");
    public static RefusedException NestedTable() => Of("lists.file.nested-table", "网页表格里又套着表格，分不清行和列。请用 WPS 或 Excel 打开，另存为 .xlsx 文件后再上传。");

    private static RefusedException Of(string code, string message) => new(new Problem(code, "", message));

    private static string Size(long bytes) => $"{bytes >> 20} MB";
}
