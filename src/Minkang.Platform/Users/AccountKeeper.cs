using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Minkang.Platform.Users;

/// <summary>Keeps accounts as the library does, but locks and unlocks by the clock of the product (账号锁定), as everything else is dated.</summary>
internal sealed class AccountKeeper(
    IUserStore<User> store, IOptions<IdentityOptions> options, IPasswordHasher<User> hasher, IEnumerable<IUserValidator<User>> userValidators,
    IEnumerable<IPasswordValidator<User>> passwordValidators, ILookupNormalizer normalizer, IdentityErrorDescriber errors, IServiceProvider services, ILogger<UserManager<User>> log)
    : UserManager<User>(store, options, hasher, userValidators, passwordValidators, normalizer, errors, services, log)
{
    private readonly TimeProvider _clock = services.GetRequiredService<TimeProvider>();

    public override Task<bool> IsLockedOutAsync(User user) => Task.FromResult(user.LockoutEnabled && user.LockoutEnd > _clock.GetUtcNow());

    public override Task<IdentityResult> AccessFailedAsync(User user)
    {
        user.AccessFailedCount++;
        if (user.AccessFailedCount >= Options.Lockout.MaxFailedAccessAttempts)
        {
            user.LockoutEnd = _clock.GetUtcNow() + Options.Lockout.DefaultLockoutTimeSpan;
            user.AccessFailedCount = 0;
        }
        return UpdateUserAsync(user);
    }
}
