using Microsoft.AspNetCore.Identity;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Platform.Users;

/// <summary>What the password policy says when it refuses, in the words of the office.</summary>
internal sealed class ChineseIdentityErrors : IdentityErrorDescriber
{
    public override IdentityError PasswordTooShort(int length) => New(nameof(PasswordTooShort), T($"密码至少 {length} 位。"));
    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) => New(nameof(PasswordRequiresUniqueChars), T($"密码至少要有 {uniqueChars} 个不同的字符。"));
    public override IdentityError PasswordRequiresDigit() => New(nameof(PasswordRequiresDigit), T("密码要有数字。"));
    public override IdentityError PasswordRequiresLower() => New(nameof(PasswordRequiresLower), T("密码要有小写字母。"));
    public override IdentityError PasswordRequiresUpper() => New(nameof(PasswordRequiresUpper), T("密码要有大写字母。"));
    public override IdentityError PasswordRequiresNonAlphanumeric() => New(nameof(PasswordRequiresNonAlphanumeric), T("密码要有符号。"));
    public override IdentityError PasswordMismatch() => New(nameof(PasswordMismatch), T("原密码不对。"));
    public override IdentityError InvalidToken() => New(nameof(InvalidToken), T("验证码已失效，请重新办理。"));
    public override IdentityError InvalidUserName(string? userName) => New(nameof(InvalidUserName), T("用户名只能用字母、数字和 - . _ 。"));
    public override IdentityError DuplicateUserName(string userName) => New(nameof(DuplicateUserName), T("用户名已有人使用，请换一个。"));
    public override IdentityError ConcurrencyFailure() => New(nameof(ConcurrencyFailure), T("账号刚被别人改过，请重新打开再试。"));
    public override IdentityError DefaultError() => New(nameof(DefaultError), T("没有办成，请再试一次。"));

    private static IdentityError New(string code, string description) => new() { Code = code, Description = description };
}
