namespace Minkang.Platform.Ui;

/// <summary>
/// One line of the menu (菜单项). A module registers its own as singletons; the layout shows those the signed-in role may use.
/// </summary>
/// <param name="Group">The group it stands in.</param>
/// <param name="Label">Chinese label, marked with <see cref="Text.T"/> so that its English is checked.</param>
/// <param name="Texts">The <c>Texts</c> marker of the assembly that holds the English.</param>
/// <param name="Href">Path of the page, starting with a slash.</param>
/// <param name="Action">Code of the action the page needs; empty for a page that every signed-in user may open.</param>
/// <param name="Order">Place within the group, smaller first.</param>
public sealed record MenuEntry(MenuGroup Group, string Label, Type Texts, string Href, string Action, int Order = 0)
{
    /// <summary>An entry whose label is translated by the assembly of <typeparamref name="TTexts"/>.</summary>
    public static MenuEntry For<TTexts>(MenuGroup group, string label, string href, string action, int order = 0, IReadOnlyList<string>? orActions = null) =>
        new(group, label, typeof(TTexts), href, action, order) { OrActions = orActions ?? [] };

    /// <summary>Further actions that open the page; any one of them is enough.</summary>
    public IReadOnlyList<string> OrActions { get; init; } = [];

    /// <summary>True when the page is open to whoever may do what <paramref name="may"/> says.</summary>
    public bool OpenTo(Func<string, bool> may) => Action.Length == 0 || may(Action) || OrActions.Any(may);
}
