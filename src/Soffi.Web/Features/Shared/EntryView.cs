namespace Soffi.Web.Features.Shared;

/// <summary>Whether somebody types in grids or line after line: chosen by a link, remembered by a cookie.</summary>
public static class EntryView
{
    /// <summary>Named on the page about cookies.</summary>
    public const string CookieName = "soffi-vue";

    /// <summary>Parameter of the address that chooses.</summary>
    public const string Parameter = "vue";

    public const string Linear = "lineaire";

    public const string Grid = "tableau";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    /// <summary>What the address asks, which is then remembered; else what was chosen before; else grids.</summary>
    public static bool IsLinear(HttpContext http)
    {
        var asked = http.Request.Query[Parameter].ToString();
        if (asked is not (Linear or Grid))
        {
            return http.Request.Cookies[CookieName] == Linear;
        }

        http.Response.Cookies.Append(CookieName, asked, new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            Path = "/declarations",
            MaxAge = Lifetime,
        });
        return asked == Linear;
    }
}
