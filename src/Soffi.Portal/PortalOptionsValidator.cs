using Microsoft.Extensions.Options;

namespace Soffi.Portal;

/// <summary>Refuses to start on settings that would be unsafe or could not work, with a sentence for whoever installs the service.</summary>
internal sealed class PortalOptionsValidator : IValidateOptions<PortalOptions>
{
    public ValidateOptionsResult Validate(string? name, PortalOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(PortalOptions options)
    {
        if (!Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var url)
            || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
        {
            yield return $"Portal:PublicUrl « {options.PublicUrl} » n’est pas une adresse http ou https complète.";
        }
        else if (url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback)
        {
            yield return
                $"Portal:PublicUrl « {options.PublicUrl} » : sans https, le portail local n’est accepté que sur la machine elle-même (localhost).";
        }

        foreach (var client in options.Clients.Where(client => string.IsNullOrWhiteSpace(client.ClientId) || client.RedirectUris.Count == 0))
        {
            yield return
                $"Portal:Clients : le client « {client.ClientId} » doit avoir un ClientId et au moins une adresse dans RedirectUris.";
        }
    }
}
