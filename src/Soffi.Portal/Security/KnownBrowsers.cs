using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Soffi.Portal.Security;

/// <summary>
/// Remembers in a browser that an account has signed in there. Its failures are counted apart: a stranger who tries
/// passwords elsewhere delays the strangers, not the person (OWASP, device cookies).
/// </summary>
public sealed class KnownBrowsers(IDataProtectionProvider protection)
{
    private const string CookieName = "soffi-portail-navigateur";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(180);

    private readonly IDataProtector _protector = protection.CreateProtector("Soffi.Portal.KnownBrowsers");

    /// <summary>The number of this browser when that account has signed in with it.</summary>
    public Guid? Find(HttpContext context, Guid? user)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (user is null || context.Request.Cookies[CookieName] is not { Length: > 0 and < 1000 } cookie)
        {
            return null;
        }

        try
        {
            return _protector.Unprotect(cookie).Split(' ') is [var owner, var browser]
                && owner == user.Value.ToString() && Guid.TryParse(browser, out var number) ? number : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Remembers that the account has signed in here.</summary>
    public void Remember(HttpContext context, Guid user)
    {
        if (Find(context, user) is null)
        {
            context.Response.Cookies.Append(CookieName, _protector.Protect($"{user} {Guid.NewGuid()}"), new CookieOptions
            {
                Path = PortalOptions.PathPrefix,
                HttpOnly = true,
                IsEssential = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                MaxAge = Kept,
            });
        }
    }
}
