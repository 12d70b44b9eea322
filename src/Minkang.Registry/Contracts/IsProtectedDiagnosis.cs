namespace Minkang.Registry.Contracts;

/// <summary>True when a text of a list names a diagnosis that only few may see (受保护的诊断). Who may is the action <c>illness.see-protected</c>.</summary>
public delegate bool IsProtectedDiagnosis(string text);
