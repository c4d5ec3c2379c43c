using Microsoft.Extensions.Options;

namespace Soffi.Web.Infrastructure.Network;

/// <summary>The section <c>Network</c>: where agents may come from, and which proxies are believed.</summary>
public sealed class NetworkOptions
{
    public const string Section = "Network";

    /// <summary>
    /// Addresses and CIDR ranges of the State's network (RIE, its VPN), IPv4 or IPv6: agents' profiles hold from there only
    /// (CGU, annex on workstations). Empty: they hold from anywhere.
    /// </summary>
    public IList<string> AgentRanges { get; } = [];

    /// <summary>
    /// Addresses and CIDR ranges of the proxies in front of Soffi. What they say of the caller (<c>X-Forwarded-For</c>,
    /// <c>X-Forwarded-Proto</c>) is believed; what anyone else says is not. Empty: nobody is.
    /// </summary>
    public IList<string> TrustedProxies { get; } = [];
}

/// <summary>Refuses to start with a range that cannot be read, or with every proxy believed.</summary>
internal sealed class NetworkOptionsValidator(IConfiguration configuration) : IValidateOptions<NetworkOptions>
{
    /// <summary>The framework's own switch (<c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c>): it believes anyone.</summary>
    private const string BelieveAnyone = "ForwardedHeaders_Enabled";

    public ValidateOptionsResult Validate(string? name, NetworkOptions options)
    {
        var faults = Faults(nameof(NetworkOptions.AgentRanges), options.AgentRanges)
            .Concat(Faults(nameof(NetworkOptions.TrustedProxies), options.TrustedProxies)).ToList();
        if (options.AgentRanges.Count > 0 && string.Equals(configuration[BelieveAnyone], "true", StringComparison.OrdinalIgnoreCase))
        {
            faults.Add(
                "ASPNETCORE_FORWARDEDHEADERS_ENABLED fait croire n’importe quel appelant sur son adresse\u00a0: retirez-la et nommez vos mandataires dans Network:TrustedProxies.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(string key, IEnumerable<string> ranges) =>
        from range in ranges
        where !AddressRange.TryRead(range, out _)
        select $"{NetworkOptions.Section}:{key} «\u00a0{range}\u00a0» n’est ni une adresse ni une plage (exemples\u00a0: 10.0.0.0/8, 192.0.2.17, 2001:db8::/32).";
}
