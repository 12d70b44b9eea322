namespace Minkang.Platform.Ui;

/// <summary>Groups of the menu (菜单分组) in the order data flows. Today (今日) is the home link above the groups; Money (资金与政策) is what follows the settlements; Office (管理) holds accounts, areas and the audit trail, which belong to no flow of data.</summary>
public enum MenuGroup { Today, Registry, Comparison, Illness, Care, Benefits, Money, Resources, Oversight, Office }
