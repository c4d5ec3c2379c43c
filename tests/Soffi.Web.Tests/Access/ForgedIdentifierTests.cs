using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.Cgu;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Features.Account;

namespace Soffi.Web.Tests.Access;

/// <summary>Identifiers made up, on every route and verb that takes one, with a valid form token: nothing opens, breaks or is done.</summary>
[Trait("CGU", "CGU-61")]
public sealed partial class ForgedIdentifierTests : IDisposable
{
    private readonly SignInFactory _factory = new();

    public void Dispose() => _factory.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ask_for_what_does_not_exist_opens_and_does_nothing(bool everyRole)
    {
        _factory.Settings["RateLimits:PerAccount"] = "0";
        _factory.Settings["RateLimits:Uploads"] = "0";
        await _factory.PublishCguAsync();
        var akto = await _factory.OperatorAsync("AKTO", OperatorType.Opco);
        foreach (var role in everyRole ? Enum.GetValues<Role>() : [])
        {
            await _factory.GrantAsync(DemoAccounts.Nouveau, role, AccessRequest.NeedsOperator(role) ? akto : null);
        }

        var browser = await _factory.EnteredAsync(DemoAccounts.Nouveau);
        var token = ((IHtmlInputElement)(await browser.PageAsync("/acces/demande")).QuerySelector("input[name=__RequestVerificationToken]")!).Value;
        var before = await Done();
        var faults = new List<string>();
        var routes = Routes().ToList();
        Assert.True(routes.Count > 60, $"{routes.Count} routes");
        foreach (var (verb, path) in routes)
        {
            using var request = new HttpRequestMessage(new HttpMethod(verb), path);
            if (verb != "GET")
            {
                request.Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("motif", "Un motif assez long pour être accepté.")]);
            }

            using var answer = await browser.SendAsync(request);
            if ((int)answer.StatusCode is < 300 or >= 500)
            {
                faults.Add($"{verb} {path}: {(int)answer.StatusCode}");
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Equal(before, await Done());
    }

    /// <summary>Lines of the journal that tell of something done.</summary>
    private Task<int> Done() => _factory.DatabaseAsync(d => d.Set<AuditEntry>().CountAsync(e => e.Result == AuditEntry.Success));

    private IEnumerable<(string Verb, string Path)> Routes() =>
        from endpoint in _factory.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.RoutePattern.Parameters.Count > 0 && !CguGate.IsOfThePortal(endpoint)
            && endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Mvc.Controllers.ControllerActionDescriptor>() is not null
        from verb in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (verb, "/" + Parameter().Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), Forged));

    private static string Forged(Match parameter) =>
        parameter.Value.Contains(":guid", StringComparison.Ordinal) ? Guid.NewGuid().ToString()
        : parameter.Value.Contains(":int", StringComparison.Ordinal) || parameter.Value.Contains(":long", StringComparison.Ordinal) ? "2147480000"
        : "forge";

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
