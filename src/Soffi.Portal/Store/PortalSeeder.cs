using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using Soffi.Portal.Accounts;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Soffi.Portal.Store;

/// <summary>Brings the portal's database to the state the configuration asks for. Running it twice changes nothing.</summary>
public sealed class PortalSeeder(
    PortalDbContext database,
    UserManager<PortalUser> users,
    IOpenIddictApplicationManager applications,
    IOpenIddictAuthorizationManager authorizations,
    IOpenIddictTokenManager tokens,
    IReadOnlyList<DemoAccount> demoAccounts,
    IOptions<PortalOptions> options,
    TimeProvider clock)
{
    private static readonly TimeSpan TokensKept = TimeSpan.FromDays(14);

    /// <summary>Migrates the database, registers the clients, creates the demonstration accounts, forgets the old tokens.</summary>
    public async Task SeedAsync(CancellationToken cancellation = default)
    {
        await database.Database.MigrateAsync(cancellation);
        await RegisterClientsAsync(cancellation);
        if (options.Value.DemoAccounts)
        {
            foreach (var account in demoAccounts)
            {
                await CreateAsync(account);
            }
        }

        var threshold = clock.GetUtcNow() - TokensKept;
        await ForgetAsync(cancellation);
        await tokens.PruneAsync(threshold, cancellation);
        await authorizations.PruneAsync(threshold, cancellation);
    }

    /// <summary>Traces are kept one year (CGU article 85); what has expired serves nobody.</summary>
    private async Task ForgetAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var (year, month, days) = (now.AddYears(-1), now.AddDays(-30), now.AddDays(-2));
        await database.Events.Where(entry => entry.At < year).ExecuteDeleteAsync(cancellation);
        await database.Links.Where(link => link.ExpiresAt < month).ExecuteDeleteAsync(cancellation);
        await database.Attempts.Where(attempt => attempt.LastAt < days).ExecuteDeleteAsync(cancellation);
        await database.SessionUses.Where(use => database.Sessions.Any(s => s.Id == use.SessionId && s.ExpiresAt < now)).ExecuteDeleteAsync(cancellation);
        await database.Sessions.Where(session => session.ExpiresAt < now).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>The subject of a demonstration account depends on its address alone: a portal emptied and seeded again gives the same people.</summary>
    public static Guid SubjectOf(DemoAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"portail/{account.Email.Trim().ToLowerInvariant()}"));
        return new Guid(digest.AsSpan(0, 16));
    }

    private async Task RegisterClientsAsync(CancellationToken cancellation)
    {
        foreach (var client in options.Value.Clients)
        {
            var descriptor = Describe(client);
            var known = await applications.FindByClientIdAsync(client.ClientId, cancellation);
            if (known is null)
            {
                await applications.CreateAsync(descriptor, cancellation);
            }
            else
            {
                await applications.UpdateAsync(known, descriptor, cancellation);
            }
        }

        // A client taken out of the configuration is refused from this start on.
        var kept = options.Value.Clients.Select(client => client.ClientId).ToHashSet(StringComparer.Ordinal);
        var withdrawn = new List<object>();
        await foreach (var application in applications.ListAsync(null, null, cancellation))
        {
            if (!kept.Contains(await applications.GetClientIdAsync(application, cancellation) ?? ""))
            {
                withdrawn.Add(application);
            }
        }

        foreach (var application in withdrawn)
        {
            await applications.DeleteAsync(application, cancellation);
        }
    }

    private static OpenIddictApplicationDescriptor Describe(PortalClient client)
    {
        var descriptor = new OpenIddictApplicationDescriptor
        {
            ClientId = client.ClientId,
            ClientSecret = string.IsNullOrEmpty(client.ClientSecret) ? null : client.ClientSecret,
            ClientType = string.IsNullOrEmpty(client.ClientSecret) ? ClientTypes.Public : ClientTypes.Confidential,
            DisplayName = client.DisplayName,
            // The services of the ministry are known beforehand: nobody is asked whether they trust them.
            ConsentType = ConsentTypes.Implicit,
            Permissions =
            {
                Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.EndSession,
                Permissions.GrantTypes.AuthorizationCode, Permissions.ResponseTypes.Code,
                Permissions.Scopes.Email, Permissions.Scopes.Profile,
            },
            Requirements = { Requirements.Features.ProofKeyForCodeExchange },
        };
        descriptor.RedirectUris.UnionWith(client.RedirectUris.Select(uri => new Uri(uri, UriKind.Absolute)));
        descriptor.PostLogoutRedirectUris.UnionWith(client.PostLogoutRedirectUris.Select(uri => new Uri(uri, UriKind.Absolute)));
        return descriptor;
    }

    private async Task CreateAsync(DemoAccount account)
    {
        if (await users.FindByEmailAsync(account.Email) is not null)
        {
            return;
        }

        var user = new PortalUser
        {
            Id = SubjectOf(account),
            UserName = account.Email,
            Email = account.Email,
            EmailConfirmed = true,
            GivenName = account.GivenName,
            FamilyName = account.FamilyName,
            CreatedAt = clock.GetUtcNow(),
            IsDemonstration = true,
        };
        var result = await users.CreateAsync(user, options.Value.DemoPassword);
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(
                $"The demonstration account {account.Email} was refused: {string.Join(' ', result.Errors.Select(error => error.Description))}");
        }
    }
}
