using System.Net;
using Microsoft.Extensions.Options;
using Soffi.Domain.Access;
using Soffi.Web.Infrastructure.Network;

namespace Soffi.Web.Tests.Network;

/// <summary>Addresses and ranges, without any request.</summary>
public sealed class AddressRangeTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.255.0.1", true)]
    [InlineData("10.0.0.0/8", "11.0.0.1", false)]
    [InlineData(" 192.0.2.17 ", "192.0.2.17", true)]
    [InlineData("192.0.2.17", "192.0.2.18", false)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("::ffff:10.0.0.0/104", "10.1.2.3", true)]
    [InlineData("::ffff:10.1.2.3", "10.1.2.3", true)]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::1", false)]
    [InlineData("2001:db8::/32", "10.1.2.3", false)]
    [InlineData("0.0.0.0/0", "203.0.113.9", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    public void Accept_compares_the_address_and_not_the_way_it_is_written(string range, string address, bool accepted) =>
        Assert.Equal(accepted, Rule(range).Accepts(IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.1.2.3/8")]
    [InlineData("10.0.0.0/33")]
    [InlineData("réseau")]
    [InlineData("")]
    [InlineData("fe80::1%2")]
    public void Read_a_text_that_is_no_range_is_refused(string text) => Assert.False(AddressRange.TryRead(text, out _));

    [Fact]
    public void Accept_an_unknown_address_is_refused_once_there_is_a_rule()
    {
        Assert.False(Rule("10.0.0.0/8").Accepts(null));
        Assert.True(Rule().Accepts(null));
    }

    [Theory]
    [InlineData(Role.Declarant, 1, false)]
    [InlineData(Role.Signatory, 1, false)]
    [InlineData(Role.AccessManager, 1, false)]
    [InlineData(Role.AccessManager, null, true)]
    [InlineData(Role.AgentDgefp, null, true)]
    [InlineData(Role.AgentDreets, null, true)]
    [InlineData(Role.Administrator, null, true)]
    [InlineData(Role.EntryAgent, 1, true)]
    public void Tell_an_access_held_as_an_agent(Role role, int? operatorId, bool agent) =>
        Assert.Equal(agent, AgentNetwork.IsOfAgent(new Grant("a@b.example", role, DateTimeOffset.UnixEpoch, operatorId)));

    private static AgentNetwork Rule(params string[] ranges)
    {
        var options = new NetworkOptions();
        foreach (var range in ranges)
        {
            options.AgentRanges.Add(range);
        }

        return new AgentNetwork(Options.Create(options));
    }
}
