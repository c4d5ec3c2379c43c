using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Web.Infrastructure.Cgu;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Features.Account;

namespace Soffi.Web.Tests.Architecture;

/// <summary>
/// Every endpoint of the real application, held against an approved file: a route that opens to more people than before
/// is seen by whoever reads the change.
/// </summary>
public sealed class EndpointTests
{
    private static readonly string Approved = Path.Combine(House.Root, "tests/Soffi.Web.Tests/Architecture/endpoints.approved.txt");

    [Fact]
    [Trait("CGU", "CGU-05")]
    [Trait("CGU", "CGU-25")]
    public async Task Endpoints_are_those_approved()
    {
        using var factory = new SignInFactory();
        var found = string.Join('\n', Lines(factory.Services)) + "\n";
        var approved = File.Exists(Approved) ? (await File.ReadAllTextAsync(Approved)).ReplaceLineEndings("\n") : "";
        var received = Path.ChangeExtension(Approved, null).Replace(".approved", ".received.txt", StringComparison.Ordinal);
        if (found == approved)
        {
            File.Delete(received);
            return;
        }

        await File.WriteAllTextAsync(received, found);
        Assert.Fail($"The endpoints changed. Read {received}; if that is right, put it in place of {Approved}.\n{Difference(approved, found)}");
    }

    private static List<string> Lines(IServiceProvider services)
    {
        var fallback = services.GetRequiredService<Microsoft.Extensions.Options.IOptions<AuthorizationOptions>>().Value.FallbackPolicy;
        Assert.NotNull(fallback);
        return
        [
            .. services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null && !IsOfTheTests(e))
                .SelectMany(Describe).Distinct().Order(StringComparer.Ordinal),
        ];
    }

    private static bool IsOfTheTests(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<ControllerActionDescriptor>()?.ControllerTypeInfo.Assembly == typeof(EndpointTests).Assembly;

    /// <summary>One line a verb: route, verb, who may, before the terms of use or not, antiforgery.</summary>
    private static IEnumerable<string> Describe(RouteEndpoint endpoint)
    {
        var verbs = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } known ? known : ["*"];
        foreach (var verb in verbs)
        {
            var line = new StringBuilder($"/{endpoint.RoutePattern.RawText!.TrimStart('/')} {verb} | ");
            line.Append(WhoMay(endpoint)).Append(" | ");
            line.Append(CguGate.IsOfThePortal(endpoint) ? "another site" : CguGate.IsOpen(endpoint) ? "before CGU" : "after CGU").Append(" | ");
            line.Append(verb is "GET" or "HEAD" or "*" ? "-" : Antiforgery(endpoint));
            yield return line.ToString();
        }
    }

    private static string WhoMay(RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return "anyone";
        }

        var asked = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy ?? "signed in").Distinct().ToList();
        return asked.Count == 0 ? "signed in" : string.Join(" + ", asked);
    }

    private static string Antiforgery(RouteEndpoint endpoint)
    {
        var action = endpoint.Metadata.GetMetadata<ActionDescriptor>();
        var filters = action?.FilterDescriptors.Select(f => f.Filter).ToList() ?? [];
        if (filters.Exists(f => f is IgnoreAntiforgeryTokenAttribute))
        {
            return "NO antiforgery";
        }

        // The most specific policy decides; all of them check.
        return filters.Exists(f => f is IAntiforgeryPolicy or AutoValidateAntiforgeryTokenAttribute or ValidateAntiForgeryTokenAttribute)
            ? "antiforgery" : "NO antiforgery";
    }

    private static string Difference(string approved, string found)
    {
        var (before, after) = (approved.Split('\n'), found.Split('\n'));
        return string.Join('\n', before.Except(after).Select(l => "- " + l).Concat(after.Except(before).Select(l => "+ " + l)));
    }
}
