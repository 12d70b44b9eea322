namespace Minkang.Platform.Catalog;

/// <summary>What is wrong with a catalogue file (目录文件): the file below the catalogue folder, the line (from 1; 0 when the whole file is meant), what is wrong and what would be right, both in Chinese.</summary>
public sealed record CatalogProblem(string File, int Line, string Message, string Remedy)
{
    public override string ToString() => $"{File}{(Line > 0 ? $" 第{Line}行" : "")}：{Message} {Remedy}";
}
