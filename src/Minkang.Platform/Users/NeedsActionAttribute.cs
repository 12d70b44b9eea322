namespace Minkang.Platform.Users;

/// <summary>
/// Names the action of the permission table that a page or route needs (所需权限). A page without it is refused to everybody, and a test
/// fails. Several mean that any one of them is enough.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class NeedsActionAttribute(string action) : Attribute
{
    /// <summary>Action code: <c>registry.list</c>.</summary>
    public string Action { get; } = action;
}

/// <summary>Marks a page that every signed-in user may open (the home page, one's own password).</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ForEverySignedInUserAttribute : Attribute;
