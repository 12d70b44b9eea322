using System.Reflection;

namespace Minkang.Web.Layout;

/// <summary>What the host tells the frame. A path that is not set shows no link.</summary>
public sealed class ShellOptions
{
    /// <summary>Finds out who is signed in, what the role may do and which area is chosen. Runs once per page, before the page does.</summary>
    public Func<HttpContext, ValueTask<ShellState>> Load { get; set; } = _ => ValueTask.FromResult(ShellState.SignedOut);
    /// <summary>Assemblies of the modules, whose pages the router finds.</summary>
    public IList<Assembly> PageAssemblies { get; } = [];
    /// <summary>Page that takes the search box's <c>q</c>, sealed.</summary>
    public string? SearchPath { get; set; }
    /// <summary>Action that the search page needs; who may not do it sees no search box.</summary>
    public string? SearchAction { get; set; }
    /// <summary>Page that lists the user's jobs.</summary>
    public string? JobsPath { get; set; }
    /// <summary>Page of one's own account.</summary>
    public string? AccountPath { get; set; }
    /// <summary>Page to change one's password.</summary>
    public string? PasswordPath { get; set; }
    /// <summary>Page to set up the second factor.</summary>
    public string? TwoFactorPath { get; set; }
    /// <summary>Endpoint that takes the sign-out post.</summary>
    public string? SignOutPath { get; set; }
    /// <summary>Page to sign in, offered by refusals to those who are not signed in.</summary>
    public string? SignInPath { get; set; }
}
