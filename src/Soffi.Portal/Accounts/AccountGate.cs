using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Soffi.Portal.Accounts;

/// <summary>Decides which accounts may sign in: a verified address, and no demonstration account once they are switched off.</summary>
internal sealed class AccountGate(IOptions<PortalOptions> options) : IUserConfirmation<PortalUser>
{
    public Task<bool> IsConfirmedAsync(UserManager<PortalUser> manager, PortalUser user) =>
        Task.FromResult(user.EmailConfirmed && (options.Value.DemoAccounts || !user.IsDemonstration));
}
