using Microsoft.Extensions.Options;

namespace Soffi.Web.Infrastructure.SignIn;

/// <summary>Refuses to start without a portal of services, or with one that would be asked over plain HTTP.</summary>
internal sealed class OidcOptionsValidator : IValidateOptions<OidcOptions>
{
    public ValidateOptionsResult Validate(string? name, OidcOptions options)
    {
        if (!OidcPresets.IsKnown(options.Preset))
        {
            return ValidateOptionsResult.Fail(
                $"Oidc:Preset «\u00a0{options.Preset}\u00a0» est inconnu. Valeurs possibles\u00a0: {string.Join(", ", OidcPresets.Names)}.");
        }

        if (!Uri.TryCreate(options.Authority, UriKind.Absolute, out var authority) || authority.Scheme is not ("http" or "https"))
        {
            return ValidateOptionsResult.Fail(
                "Oidc:Authority doit être l’adresse complète du portail de services. Sur un poste de travail, Portal:Local=true suffit.");
        }

        if (authority.Scheme == Uri.UriSchemeHttp && !Loopback.Is(authority))
        {
            return ValidateOptionsResult.Fail($"Oidc:Authority « {authority} » doit être en https.");
        }

        return options.ClientId.Length == 0
            ? ValidateOptionsResult.Fail("Oidc:ClientId, l’identifiant de Soffi auprès du portail de services, n’est pas renseigné.")
            : ValidateOptionsResult.Success;
    }
}

/// <summary>Addresses that never leave the machine: <c>localhost</c>, its sub-domains (RFC 6761) and the loopback addresses.</summary>
internal static class Loopback
{
    public static bool Is(Uri address) =>
        address.IsLoopback || address.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
