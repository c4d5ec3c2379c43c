using System.Security.Claims;
using System.Text.Json;

namespace Soffi.Web.Infrastructure.SignIn;

/// <summary>What the portal of services says of the person. The issuer and the subject together never change.</summary>
public sealed record ProviderIdentity(
    string Issuer, string Subject, string Email, bool EmailVerified, string GivenName, string FamilyName)
{
    /// <summary>Reads a validated identity token; null when it lacks a subject or an address.</summary>
    public static ProviderIdentity? Read(ClaimsPrincipal principal, OidcOptions options)
    {
        var names = options.Claims;
        var subject = Value(principal, names.Subject);
        var email = Value(principal, names.Email);
        if (string.IsNullOrWhiteSpace(subject) || string.IsNullOrWhiteSpace(email))
        {
            return null;
        }

        var verified = options.EmailAlwaysVerified
            || (bool.TryParse(Value(principal, names.EmailVerified), out var stated) && stated);
        return new ProviderIdentity(
            IssuerOf(principal, names.Subject), subject, email.Trim(), verified,
            Value(principal, names.GivenName)?.Trim() ?? "", Value(principal, names.FamilyName)?.Trim() ?? "");
    }

    /// <summary>The handler drops the claim <c>iss</c> but writes the validated issuer on every claim it made.</summary>
    private static string IssuerOf(ClaimsPrincipal principal, string path) => principal.FindFirst(Head(path))!.Issuer;

    private static string Head(string path) => path.Split('.')[0];

    private static string? Value(ClaimsPrincipal principal, string path)
    {
        if (principal.FindFirst(path) is { } exact)
        {
            return exact.Value;
        }

        var steps = path.Split('.');
        if (steps.Length == 1 || principal.FindFirst(steps[0]) is not { } root)
        {
            return null;
        }

        using var document = JsonDocument.Parse(root.Value);
        var element = document.RootElement;
        foreach (var step in steps.Skip(1))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(step, out element))
            {
                return null;
            }
        }

        return element.ToString();
    }
}
