using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Soffi.Data;
using Soffi.Data.Rows;

namespace Soffi.Web.Infrastructure.SignIn;

/// <summary>
/// Sessions live in the database, so that several instances share them and closing one takes effect everywhere. The
/// browser only holds the identifier; the row holds the ticket, encrypted.
/// </summary>
public sealed class DatabaseTickets(IServiceScopeFactory scopes, IDataProtectionProvider protection, SessionReader reader, TimeProvider clock) : ITicketStore, IDisposable
{
    /// <summary>Under this name the ticket knows its own identifier.</summary>
    public const string SessionId = "soffi.session";

    private const int KeyBytes = 32;

    private readonly IDataProtector _protector = protection.CreateProtector("Soffi.Sessions");
    private readonly MemoryCache _opened = new(new MemoryCacheOptions { SizeLimit = 2_000 });

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        var key = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(KeyBytes));
        ticket.Properties.SetString(SessionId, key);
        var now = clock.GetUtcNow();
        var user = SoffiPrincipal.UserId(ticket.Principal) ?? throw new InvalidOperationException("A session needs a person.");
        var row = new UserSession
        {
            Key = key,
            UserId = user,
            Ticket = Protect(ticket),
            CreatedAt = now,
            LastSeenAt = now,
            ExpiresAt = Expiry(ticket, now),
        };
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<SoffiDbContext>();
        await database.InTransaction(async cancellation =>
        {
            database.ChangeTracker.Clear();
            database.UserSessions.Add(row);
            await database.SaveChangesAsync(cancellation);
            return await database.UserSessions.Where(session => session.ExpiresAt <= now).ExecuteDeleteAsync(cancellation);
        });
        return key;
    }

    public async Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        var bytes = Protect(ticket);
        var now = clock.GetUtcNow();
        var expiry = Expiry(ticket, now);
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<SoffiDbContext>();
        await database.InTransaction(cancellation => database.UserSessions
            .Where(session => session.Key == key)
            .ExecuteUpdateAsync(
                set => set.SetProperty(s => s.Ticket, bytes).SetProperty(s => s.LastSeenAt, now).SetProperty(s => s.ExpiresAt, expiry),
                cancellation));
    }

    /// <summary>
    /// Style sheets, scripts and probes are the same for all: they never ask the database who comes, so that the page which
    /// says that the database is out of reach keeps its look, and the probe its answer, for a person who is signed in.
    /// </summary>
    public Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        return httpContext.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null
            || httpContext.Request.Path.StartsWithSegments("/sante")
                ? Task.FromResult<AuthenticationTicket?>(null)
                : Read(key, httpContext, cancellationToken);
    }

    /// <summary>One query for the session and for the person behind it: all that is asked at every request.</summary>
    private async Task<AuthenticationTicket?> Read(string key, HttpContext http, CancellationToken cancellation)
    {
        var reading = await reader.Read(http.RequestServices.GetRequiredService<SoffiDbContext>(), key, clock.GetUtcNow(), cancellation);
        if (reading is null)
        {
            return null;
        }

        http.RequestServices.GetRequiredService<CurrentUser>().Know(reading);
        return Open(key, reading.Ticket);
    }

    /// <summary>The ticket of that row: deciphered once as long as the row says the same, a copy for each request.</summary>
    private AuthenticationTicket? Open(string key, byte[] bytes)
    {
        if (_opened.Get<OpenedTicket>(key) is not { } opened || !opened.Bytes.AsSpan().SequenceEqual(bytes))
        {
            if (Unprotect(bytes) is not { } ticket)
            {
                return null;
            }

            opened = new OpenedTicket(bytes, ticket);
            _opened.Set(key, opened, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = SoffiSignIn.Idle });
        }

        return opened.Ticket.Clone();
    }

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        var now = clock.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var bytes = await scope.ServiceProvider.GetRequiredService<SoffiDbContext>().UserSessions
            .Where(session => session.Key == key && session.ExpiresAt > now)
            .Select(session => session.Ticket)
            .SingleOrDefaultAsync();
        return bytes is null ? null : Unprotect(bytes);
    }

    public async Task RemoveAsync(string key)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<SoffiDbContext>();
        await database.InTransaction(cancellation => database.UserSessions
            .Where(session => session.Key == key)
            .ExecuteDeleteAsync(cancellation));
    }

    /// <summary>The number (<c>sid</c>) that the portal of services gave to the sign-in behind a row; null when it gave none.</summary>
    public string? ProviderSessionOf(UserSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return Unprotect(session.Ticket)?.Properties.GetString(SessionEvents.ProviderSession);
    }

    public void Dispose() => _opened.Dispose();

    private static DateTimeOffset Expiry(AuthenticationTicket ticket, DateTimeOffset now) =>
        ticket.Properties.ExpiresUtc ?? now + SoffiSignIn.Idle;

    private byte[] Protect(AuthenticationTicket ticket) => _protector.Protect(TicketSerializer.Default.Serialize(ticket));

    /// <summary>A row that the keys of today cannot read is a session that has ended.</summary>
    private AuthenticationTicket? Unprotect(byte[] bytes)
    {
        try
        {
            return TicketSerializer.Default.Deserialize(_protector.Unprotect(bytes));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private sealed record OpenedTicket(byte[] Bytes, AuthenticationTicket Ticket);
}
