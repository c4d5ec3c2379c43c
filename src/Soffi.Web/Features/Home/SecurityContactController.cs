using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Cgu;

namespace Soffi.Web.Features.Home;

/// <summary>Whom to tell about a vulnerability: RFC 9116.</summary>
[AllowAnonymous]
[OpenBeforeCgu]
public sealed class SecurityContactController(IOptions<AssistanceOptions> assistance, TimeProvider clock) : Controller
{
    private const int DaysValid = 180;

    /// <summary>The file is written at each request: its expiry, less than a year away as the RFC asks, never passes.</summary>
    [HttpGet("/.well-known/security.txt")]
    public ContentResult Index()
    {
        var expires = clock.GetUtcNow().UtcDateTime.Date.AddDays(DaysValid).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Content(
            $"Contact: mailto:{assistance.Value.Contact}\nContact: {assistance.Value.Url}\nExpires: {expires}T00:00:00Z\nPreferred-Languages: fr\n",
            "text/plain; charset=utf-8");
    }
}
