using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Soffi.Portal.Security;

/// <summary>Where a request comes from, as a person recognises it.</summary>
/// <param name="Source">Address of the network; the host has already read it behind its proxy.</param>
/// <param name="Browser">Browser and system, in words; never the whole header, which would tell one machine from another.</param>
public sealed record RequestOrigin(string Source, string Browser)
{
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iPadOS"), ("Mac OS", "macOS"), ("Linux", "Linux"),
    ];

    public static RequestOrigin Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var header = context.Request.Headers.UserAgent.ToString();
        return new(Address(context.Connection.RemoteIpAddress), $"{Find(Browsers, header) ?? "Navigateur non reconnu"}{On(Find(Systems, header))}");
    }

    private static string On(string? system) => system is null ? "" : $" sous {system}";

    private static string? Find((string Mark, string Name)[] known, string header) =>
        Array.Find(known, pair => header.Contains(pair.Mark, StringComparison.Ordinal)).Name;

    /// <summary>A subscriber holds 2^64 addresses of version 6: what counts is the network they are in.</summary>
    private static string Address(IPAddress? address)
    {
        if (address is null)
        {
            return "interne";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4().ToString();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
        {
            return address.ToString();
        }

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return $"{new IPAddress(bytes)}/64";
    }
}
