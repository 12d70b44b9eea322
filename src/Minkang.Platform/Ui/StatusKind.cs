namespace Minkang.Platform.Ui;

/// <summary>What a status asks of the reader (状态): 正常 neutral, 紧急 amber, 过期 red, 已办 green, 退回 violet.</summary>
public enum StatusKind { Normal, Urgent, Overdue, Done, Returned }
