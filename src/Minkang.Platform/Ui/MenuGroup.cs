namespace Minkang.Platform.Ui;

/// <summary>Groups of the menu (菜单分组) in the order data flows. Today (今日) is the home link above the groups.</summary>
public enum MenuGroup { Today, Registry, Comparison, Illness, Care, Benefits, Resources, Oversight }
