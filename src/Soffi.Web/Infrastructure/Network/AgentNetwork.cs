using System.Net;
using Microsoft.Extensions.Options;
using Soffi.Domain.Access;

namespace Soffi.Web.Infrastructure.Network;

/// <summary>Accesses of the person which open nothing from the network the request comes from; a feature of the request.</summary>
public sealed record WithheldAccesses(IReadOnlyList<Grant> Grants);

/// <summary>
/// The rule of the annex of the terms of use on workstations: agents work from the State's interdepartmental network (RIE) or
/// its VPN. From elsewhere the accesses they hold as agents open nothing; their other accesses stay.
/// </summary>
public sealed class AgentNetwork
{
    private readonly IPNetwork[] _ranges;

    public AgentNetwork(IOptions<NetworkOptions> options) => _ranges =
        [.. options.Value.AgentRanges.Select(text => AddressRange.TryRead(text, out var range) ? range : throw new FormatException(text))];

    /// <summary>Some ranges are configured.</summary>
    public bool HasRule => _ranges.Length > 0;

    /// <summary>Whether accesses held as an agent hold from that address; an unknown address is outside.</summary>
    public bool Accepts(IPAddress? address) =>
        !HasRule || (address is not null && Array.Exists(_ranges, range => range.Contains(AddressRange.Plain(address))));

    /// <summary>
    /// Those of the accesses that hold from where the request comes; the others are told to the rest of the request by a
    /// <see cref="WithheldAccesses"/>.
    /// </summary>
    public IReadOnlyList<Grant> Withhold(IReadOnlyList<Grant> grants, HttpContext http)
    {
        if (Accepts(http.Connection.RemoteIpAddress))
        {
            return grants;
        }

        var withheld = grants.Where(IsOfAgent).ToList();
        http.Features.Set(withheld.Count == 0 ? null : new WithheldAccesses(withheld));
        return [.. grants.Except(withheld)];
    }

    /// <summary>
    /// Whether that access is held as an agent of the State. The manager of the accesses of one operator is one of its own
    /// people; a profile that this list does not know is an agent's.
    /// </summary>
    public static bool IsOfAgent(Grant grant) => grant.Role switch
    {
        Role.Declarant or Role.Signatory => false,
        Role.AccessManager => grant.OperatorId is null,
        _ => true,
    };
}
