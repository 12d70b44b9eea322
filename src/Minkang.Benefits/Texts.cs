namespace Minkang.Benefits;

/// <summary>Marks the texts (界面文字) of this assembly: Chinese in the source, English in <c>Texts.en.resx</c>.</summary>
internal sealed class Texts;
