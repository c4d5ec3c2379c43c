namespace Soffi.Web.Infrastructure.SignIn;

/// <summary>Where to go after signing in: a page of Soffi, never elsewhere.</summary>
public static class ReturnUrl
{
    public const string Parameter = "retour";

    public const string Default = "/accueil";

    /// <summary>The address when it is a path of Soffi, else the home page of signed-in people.</summary>
    public static string LocalOrDefault(string? url) => IsLocal(url) ? url! : Default;

    private static bool IsLocal(string? url) =>
        url is ['/', ..] && url is not ['/', '/' or '\\', ..] && !url.Any(char.IsControl)
        && !url.StartsWith("/connexion", StringComparison.OrdinalIgnoreCase)
        && !url.StartsWith("/deconnexion", StringComparison.OrdinalIgnoreCase);

    /// <summary>The page to come back to after an interrupted request: itself when it was read, the page of the form when it was posted.</summary>
    public static string Of(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return LocalOrDefault($"{request.PathBase}{request.Path}{request.QueryString}");
        }

        return Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var page)
            && string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
                ? LocalOrDefault(page.PathAndQuery)
                : Default;
    }
}
