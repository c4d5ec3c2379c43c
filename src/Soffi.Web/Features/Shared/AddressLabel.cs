namespace Soffi.Web.Features.Shared;

/// <summary>How an address is shown to people: the host name, without the scheme.</summary>
public static class AddressLabel
{
    public static string Of(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.Host : address;
}
