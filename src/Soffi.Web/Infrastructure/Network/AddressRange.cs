using System.Net;
using System.Net.Sockets;

namespace Soffi.Web.Infrastructure.Network;

/// <summary>Reads ranges of addresses, and compares an address with them whichever way the system writes it.</summary>
public static class AddressRange
{
    /// <summary>Bits before the IPv4 address in an IPv4-mapped IPv6 address (RFC 4291, 2.5.5.2).</summary>
    private const int MappedBits = 96;

    private const int Ipv4Bits = 32;
    private const int Ipv6Bits = 128;

    /// <summary>An address alone, or a CIDR range whose base has no bit below its length; IPv4-mapped ones become IPv4.</summary>
    public static bool TryRead(string? text, out IPNetwork range)
    {
        range = default;
        var trimmed = text?.Trim() ?? "";
        if (!trimmed.Contains('/', StringComparison.Ordinal))
        {
            if (!IPAddress.TryParse(trimmed, out var address) || !IsPlain(address))
            {
                return false;
            }

            var plain = Plain(address);
            range = new IPNetwork(plain, plain.AddressFamily == AddressFamily.InterNetwork ? Ipv4Bits : Ipv6Bits);
            return true;
        }

        // The framework clears the bits below the length: « 10.4.5.6/8 », a slip for /32, would let in sixteen million addresses.
        if (!IPNetwork.TryParse(trimmed, out var read) || !IsPlain(read.BaseAddress)
            || !read.BaseAddress.Equals(IPAddress.Parse(trimmed.AsSpan(0, trimmed.IndexOf('/', StringComparison.Ordinal)))))
        {
            return false;
        }

        range = read.BaseAddress.IsIPv4MappedToIPv6 && read.PrefixLength >= MappedBits
            ? new IPNetwork(read.BaseAddress.MapToIPv4(), read.PrefixLength - MappedBits)
            : read;
        return true;
    }

    /// <summary>The IPv4 address behind an IPv4-mapped one, which a socket open to both families gives; else itself.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>Without a zone: <c>fe80::1%eth0</c> means something on one machine only.</summary>
    private static bool IsPlain(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork || address.ScopeId == 0;
}
