using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Soffi.Web.Tests.Home;

namespace Soffi.Web.Tests.Errors;

public sealed class ErrorPagesTests
{
    [Theory]
    [InlineData(400, "Votre demande n’a pas pu être lue")]
    [InlineData(401, "Votre session est terminée")]
    [InlineData(403, "Vous n’avez pas accès à cette page")]
    [InlineData(404, "Page non trouvée")]
    [InlineData(409, "Quelqu’un d’autre a modifié ces données")]
    [InlineData(429, "Trop de demandes en peu de temps")]
    [InlineData(500, "Une erreur inattendue s’est produite")]
    [InlineData(503, "Soffi est momentanément indisponible")]
    public async Task Get_answered_by_a_bare_status_shows_its_page(int status, string title)
    {
        await using var host = await StartAsync();
        using var response = await host.GetAsync($"/essai/statut/{status}");
        var page = await PagesHost.ReadAsync(response);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(title, page.QuerySelector("h1")!.TextContent);
        Assert.Equal($"{title} – Soffi", page.Title);
        var main = page.QuerySelector("main")!.TextContent;
        Assert.Contains("misi.dgefp@emploi.gouv.fr", main, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-z:]{8,}$", page.QuerySelector("main strong")!.TextContent.ToLowerInvariant());
        Assert.NotNull(page.QuerySelector("footer.fr-footer"));
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("busy", HttpStatusCode.ServiceUnavailable)]
    [InlineData("cannot-open", HttpStatusCode.ServiceUnavailable)]
    [InlineData("wrapped", HttpStatusCode.ServiceUnavailable)]
    [InlineData("timeout", HttpStatusCode.ServiceUnavailable)]
    [InlineData("constraint", HttpStatusCode.InternalServerError)]
    [InlineData("bug", HttpStatusCode.InternalServerError)]
    [InlineData("too-large", HttpStatusCode.RequestEntityTooLarge)]
    public async Task Get_that_fails_tells_an_unreachable_database_from_a_fault(string fault, HttpStatusCode expected)
    {
        await using var host = await StartAsync();
        using var response = await host.GetAsync($"/essai/panne/{fault}", user: "Claire");
        var html = await response.Content.ReadAsStringAsync();

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(expected == HttpStatusCode.ServiceUnavailable, response.Headers.RetryAfter is not null);
        Assert.True(response.Headers.Contains("Content-Security-Policy"));
        Assert.DoesNotContain("secret of the stack", html, StringComparison.Ordinal);
    }

    /// <summary>The frame of a failure asks nothing of the database: no menu, no sealed form.</summary>
    [Fact]
    public async Task Get_that_fails_shows_a_page_without_menu_nor_form()
    {
        await using var host = await StartAsync();
        var page = await host.PageAsync("/essai/panne/cannot-open", user: "Claire");

        Assert.Empty(page.QuerySelectorAll("form, .fr-nav"));
        Assert.NotNull(page.QuerySelector("header .fr-logo"));
    }

    [Fact]
    public async Task Get_from_a_script_is_answered_in_its_language()
    {
        await using var host = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/essai/panne/busy");
        request.Headers.Add("Accept", "application/json");
        using var response = await host.Client().SendAsync(request);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal("Soffi est momentanément indisponible", problem.RootElement.GetProperty("title").GetString());
    }

    private static Task<PagesHost> StartAsync() => PagesHost.StartAsync(endpoints: app =>
    {
        app.MapGet("/essai/statut/{status:int}", (int status) => Results.StatusCode(status)).WithMetadata(new AllowAnonymousAttribute());
        app.MapGet("/essai/panne/{fault}", IResult (string fault) => throw Fault(fault)).WithMetadata(new AllowAnonymousAttribute());
    });

    private static Exception Fault(string name) => name switch
    {
        "busy" => new SqliteException("database is locked", 5),
        "cannot-open" => new SqliteException("unable to open database file", 14),
        "wrapped" => new DbUpdateException("secret of the stack", new SqliteException("disk I/O error", 10)),
        "timeout" => new InvalidOperationException("secret of the stack", new TimeoutException()),
        "constraint" => new DbUpdateException("secret of the stack", new SqliteException("UNIQUE constraint failed", 19)),
        "too-large" => new BadHttpRequestException("secret of the stack", StatusCodes.Status413PayloadTooLarge),
        _ => new InvalidOperationException("secret of the stack"),
    };
}
