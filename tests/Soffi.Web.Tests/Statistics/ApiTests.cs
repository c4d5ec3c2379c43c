using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Statistics;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Statistics;

/// <summary>The read interface: keys, scope, figures of the screens, pages, 304, limits, journal, and its description.</summary>
public sealed class ApiTests(StatisticsHost host) : IClassFixture<StatisticsHost>
{
    private const string Keys = "/maintenance/cles";
    private const string Api = "/statistiques/api/v1";

    [Fact]
    public async Task Key_is_shown_once_and_only_its_hash_is_kept()
    {
        var answer = await Make("Entrepôt de données", ApiKey.National, ["ESF.OPCO"]);
        var text = (await answer.ReadPageAsync()).QuerySelector("#cle")!.TextContent;
        var token = ApiToken.Read(text)!;
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());

        await using var database = host.Database.Open();
        var key = await database.ApiKeys.SingleAsync(k => k.PublicId == token.PublicId);
        Assert.True(key.Matches(token));
        Assert.False(key.Matches(token with { Secret = new string('A', ApiKey.SecretLength) }));
        Assert.DoesNotContain(token.Secret, JsonSerializer.Serialize(key), StringComparison.Ordinal);
        Assert.DoesNotContain(token.Secret, await (await host.Get(StatisticsHost.Administrator, Keys)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var entry = Assert.Single(await host.Journal(AuditAction.ApiKeyMade), e => e.ObjectId == token.PublicId);
        Assert.DoesNotContain(token.Secret, entry.DetailsJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Table_gives_the_figures_and_the_coverage_of_the_screen_and_is_written_in_the_journal()
    {
        var token = await Token(ApiKey.National, "ESF.OPCO");
        var (answer, body) = await Call(token, "/tableaux/J2?exercice=2025");
        var expected = await Results.Compute(host.Database.Open(), "J2", "2025");

        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal(StatCanonical.Sha256(expected), body.GetProperty("empreinte").GetString());
        Assert.Equal(
            StatLong.Rows(expected).Select(r => (r.Measure.Code, r.Value, r.Status)),
            body.GetProperty("lignes").EnumerateArray().Select(l => (l.GetProperty("mesure").GetString()!, Number(l, "valeur"), l.GetProperty("statut").GetString()!)));
        Assert.Equal(
            expected.Coverage.Select(c => (c.Exercise, c.Due.Count, c.Submitted.Count)),
            body.GetProperty("couverture").EnumerateArray().Select(c => (c.GetProperty("exercice").GetInt32(), c.GetProperty("attendus").GetInt32(), c.GetProperty("transmis").GetInt32())));
        var entry = Assert.Single(await host.Journal(AuditAction.ApiRead), e => e.ObjectId == token.PublicId);
        Assert.Contains(StatCanonical.Sha256(expected), entry.DetailsJson, StringComparison.Ordinal);
        await using var database = host.Database.Open();
        Assert.Equal(StatisticsData.Now, (await database.ApiKeys.SingleAsync(k => k.PublicId == token.PublicId)).LastUsedAt);
    }

    [Fact]
    public async Task Question_is_given_page_by_page_and_loses_no_line()
    {
        var token = await Token(ApiKey.National, "ESF.OPCO");
        var whole = (await Call(token, "/requete?mesure=ESF.OPCO:C2M.@mois.M26&lignes=exercice&colonnes=mois&exercice=2021,2022,2023&perimetre=deposees")).Body;
        var all = whole.GetProperty("lignes").EnumerateArray().Select(l => l.GetRawText()).ToList();
        Assert.Equal(JsonValueKind.Null, whole.GetProperty("liens").GetProperty("suivante").ValueKind);

        var read = new List<string>();
        string? next = "/requete?mesure=ESF.OPCO:C2M.@mois.M26&lignes=exercice&colonnes=mois&exercice=2021,2022,2023&perimetre=deposees&taille=10";
        while (next is not null)
        {
            var page = (await Call(token, next)).Body;
            Assert.Equal(all.Count, page.GetProperty("page").GetProperty("lignes").GetInt32());
            read.AddRange(page.GetProperty("lignes").EnumerateArray().Select(l => l.GetRawText()));
            next = page.GetProperty("liens").GetProperty("suivante").GetString()?[Api.Length..];
        }

        Assert.Equal(all, read);
        Assert.Empty((await Call(token, "/tableaux/J2?exercice=2025&page=1000000")).Body.GetProperty("lignes").EnumerateArray());
    }

    [Fact]
    public async Task Answer_that_did_not_change_is_304_and_takes_nothing()
    {
        var token = await Token(ApiKey.National, "ESF.OPCO");
        var first = (await Call(token, "/tableaux/J11")).Answer;
        var again = await Send(token.ToString(), "/tableaux/J11", first.Headers.ETag!.ToString());

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        Assert.Single(await host.Journal(AuditAction.ApiRead), e => e.ObjectId == token.PublicId);
        Assert.Equal(HttpStatusCode.OK, (await Send(token.ToString(), "/tableaux/J11?exercice=2023", first.Headers.ETag.ToString())).StatusCode);
    }

    [Theory]
    [InlineData(ApiKey.Aggregates)]
    [InlineData("11")]
    public async Task Key_that_does_not_see_operators_gets_aggregates_under_secrecy_as_a_directorate_does(string perimeter)
    {
        var token = await Token(perimeter, "ESF.OPCO");
        var body = (await Call(token, "/tableaux/J2?exercice=2025")).Body;
        var expected = await Results.Compute(host.Database.Open(), "J2", "2025", reader: new StatReader(false, new HashSet<string> { "11" }));

        Assert.Equal("agregat", body.GetProperty("finesse").GetString());
        Assert.Equal(StatLong.Rows(expected).Select(r => (r.Value, r.Status)), body.GetProperty("lignes").EnumerateArray().Select(l => (Number(l, "valeur"), l.GetProperty("statut").GetString()!)));
        Assert.DoesNotContain("Opco SANTE", body.GetProperty("lignes").GetRawText(), StringComparison.Ordinal);
        await Problem(HttpStatusCode.Forbidden, "détail de cet opérateur", token.ToString(), "/tableaux/J2?exercice=2025&operateur=SANTE");
        await Problem(HttpStatusCode.BadRequest, "DGEFP", token.ToString(), "/requete?mesure=ESF.OPCO:B2.900.TOT&lignes=operateur&exercice=2025");
    }

    [Fact]
    public async Task Key_opens_only_the_statements_of_its_scope()
    {
        var token = await Token(ApiKey.National, "ESF.ATPRO");

        await Problem(HttpStatusCode.Forbidden, "ESF.OPCO", token.ToString(), "/tableaux/J2?exercice=2025");
        await Problem(HttpStatusCode.Forbidden, "ESF.OPCO", token.ToString(), "/requete?mesure=ESF.OPCO:B2.900.TOT&exercice=2025&perimetre=deposees");
        await Problem(HttpStatusCode.Forbidden, "ESF.OPCO", token.ToString(), "/mesures?famille=ESF.OPCO");

        // A published series reads no statement: it is open to every key.
        var tables = (await Call(token, "/tableaux")).Body.GetProperty("tableaux").EnumerateArray().ToDictionary(t => t.GetProperty("code").GetString()!, t => t.GetProperty("familles").GetRawText());
        Assert.Equal("[]", tables["J10"]);
        Assert.All(tables.Where(t => t.Key != "J10"), t => Assert.Equal("[\"ESF.ATPRO\"]", t.Value));
        Assert.True(tables.Count > 1);
        Assert.DoesNotContain(await host.Journal(AuditAction.ApiRead), e => e.ObjectId == token.PublicId);
    }

    [Fact]
    public async Task Call_without_a_sound_key_is_refused_with_a_problem_in_french()
    {
        var token = await Token(ApiKey.National, "ESF.OPCO");
        await Problem(HttpStatusCode.Unauthorized, "Authorization", null, "/tableaux");
        await Problem(HttpStatusCode.Unauthorized, "n’existe pas", "soffi_x", "/tableaux");
        await Problem(HttpStatusCode.Unauthorized, "n’existe pas", (token with { Secret = new string('A', ApiKey.SecretLength) }).ToString(), "/tableaux");

        await using (var database = host.Database.Open())
        {
            await database.ApiKeys.Where(k => k.PublicId == token.PublicId).ExecuteUpdateAsync(set => set.SetProperty(k => k.ExpiresAt, StatisticsData.Now));
        }

        await Problem(HttpStatusCode.Unauthorized, "a expiré", token.ToString(), "/tableaux");
        Assert.Single(await host.Journal(AuditAction.ApiRefused), e => e.ObjectId == token.PublicId && e.Result == AuditEntry.Refused);

        // A person's session is no key.
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Get(StatisticsHost.Dgefp, Api + "/tableaux")).StatusCode);
    }

    [Fact]
    public async Task Revoked_key_is_refused_at_the_next_call()
    {
        var token = await Token(ApiKey.National, "ESF.OPCO");
        var id = await Id(token);
        Assert.Equal(HttpStatusCode.OK, (await Call(token, "/tableaux")).Answer.StatusCode);

        var vague = await host.Submit(StatisticsHost.Administrator, $"{Keys}/{id}/revocation", "main form", ("motif", "x"));
        Assert.Equal(HttpStatusCode.BadRequest, vague.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await host.Submit(StatisticsHost.Administrator, $"{Keys}/{id}/revocation", "main form", ("motif", "Système arrêté"))).StatusCode);

        await Problem(HttpStatusCode.Unauthorized, "a été révoquée", token.ToString(), "/tableaux");
        Assert.Single(await host.Journal(AuditAction.ApiKeyRevoked), e => e.ObjectId == token.PublicId && e.DetailsJson.Contains("\"motif\":\"Syst", StringComparison.Ordinal));
        Assert.Contains("Système arrêté", (await host.Page(StatisticsHost.Administrator, Keys)).QuerySelector("#cles")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_calls_get_429_with_the_seconds_to_wait()
    {
        var token = await Token(ApiKey.National, "ESF.OPCO");
        using var narrow = host.WithWebHostBuilder(builder => builder.UseSetting("RateLimits:PerApiKey", "2"));
        using var client = narrow.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.ToString());
        var path = new Uri(Api + "/tableaux", UriKind.Relative);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(path)).StatusCode);

        var refused = await client.GetAsync(path);
        Assert.Equal((HttpStatusCode.TooManyRequests, "application/problem+json"), (refused.StatusCode, refused.Content.Headers.ContentType!.MediaType));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("/tableaux/J99", HttpStatusCode.NotFound, "Aucun tableau")]
    [InlineData("/tableaux/J2?exercice=1999", HttpStatusCode.BadRequest, "1999")]
    [InlineData("/tableaux/J2?page=0", HttpStatusCode.BadRequest, "à partir de 1")]
    [InlineData("/tableaux/J2?taille=10001", HttpStatusCode.BadRequest, "10 000")]
    [InlineData("/requete", HttpStatusCode.BadRequest, "au moins une mesure")]
    [InlineData("/requete?mesure=ESF.OPCO:B2.999.TOT&exercice=2025", HttpStatusCode.BadRequest, "Aucun formulaire")]
    [InlineData("/mesures?famille=AUTRE", HttpStatusCode.BadRequest, "famille")]
    [InlineData("/autre", HttpStatusCode.NotFound, "n’existe pas")]
    public async Task Call_that_cannot_be_answered_says_what_to_change(string path, HttpStatusCode status, string sentence) =>
        await Problem(status, sentence, (await Token(ApiKey.National, "ESF.OPCO")).ToString(), path);

    [Fact]
    public async Task Make_says_what_is_missing_and_is_for_administrators()
    {
        var wrong = await host.Post(StatisticsHost.Administrator, Keys, withToken: true, ("Nom", ""), ("Contact", "x"), ("Perimetre", "99"), ("Expiration", "01/01/2020"));
        var page = await wrong.ReadPageAsync();

        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        foreach (var sentence in new[] { "nom du système", "adresse électronique", "ce que la clé voit", "au moins une déclaration", "jour à venir" })
        {
            Assert.Contains(sentence, page.Body!.TextContent, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await host.Get(StatisticsHost.Dgefp, Keys)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Post(StatisticsHost.Dgefp, Keys, withToken: true, Fields("x", ApiKey.National, ["ESF.OPCO"]))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await host.Post(StatisticsHost.Administrator, Keys, withToken: false, Fields("x", ApiKey.National, ["ESF.OPCO"]))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Get(StatisticsHost.Administrator, $"{Keys}/9999/revocation")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Post(StatisticsHost.Administrator, $"{Keys}/9999/revocation", withToken: true, ("motif", "Système arrêté"))).StatusCode);
    }

    [Fact]
    public async Task Description_is_open_and_says_what_is_really_answered()
    {
        using var client = host.CreateClient();
        using var description = JsonDocument.Parse(await client.GetStringAsync(new Uri(Api + "/openapi.json", UriKind.Relative)));
        var root = description.RootElement;
        var routes = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/'))
            .Where(r => r.StartsWith(Api, StringComparison.Ordinal) && !r.EndsWith("openapi.json", StringComparison.Ordinal)).Select(r => r[Api.Length..]).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(routes, root.GetProperty("paths").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));

        var token = await Token(ApiKey.National, "ESF.OPCO");
        OpenApiSchema.Holds(root, "Tableaux", (await Call(token, "/tableaux")).Body);
        OpenApiSchema.Holds(root, "Mesures", (await Call(token, "/mesures?famille=ESF.OPCO")).Body);
        OpenApiSchema.Holds(root, "Resultat", (await Call(token, "/tableaux/J2?exercice=2025")).Body);
        OpenApiSchema.Holds(root, "Resultat", (await Call(token, "/requete?mesure=ESF.OPCO:B2.900.TOT&exercice=2025&perimetre=deposees")).Body);
    }

    private static decimal? Number(JsonElement line, string name) => line.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDecimal() : null;

    private static (string Name, string Value)[] Fields(string name, string perimeter, string[] families) =>
    [
        ("Nom", name), ("Contact", "equipe@ministere.example"), ("Perimetre", perimeter),
        ("Expiration", StatisticsData.Now.AddDays(30).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)), .. families.Select(f => ("Etats", f)),
    ];

    private Task<HttpResponseMessage> Make(string name, string perimeter, string[] families) =>
        host.Post(StatisticsHost.Administrator, Keys, withToken: true, Fields(name, perimeter, families));

    private async Task<ApiToken> Token(string perimeter, params string[] families)
    {
        var answer = await Make("Essai", perimeter, families);
        return ApiToken.Read((await answer.ReadPageAsync()).QuerySelector("#cle")!.TextContent)!;
    }

    private async Task<int> Id(ApiToken token)
    {
        await using var database = host.Database.Open();
        return await database.ApiKeys.Where(k => k.PublicId == token.PublicId).Select(k => k.Id).SingleAsync();
    }

    private async Task<HttpResponseMessage> Send(string? token, string path, string? known = null)
    {
        using var client = host.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Api + path, UriKind.Relative));
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (known is not null)
        {
            request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(known));
        }

        return await client.SendAsync(request);
    }

    private async Task<(HttpResponseMessage Answer, JsonElement Body)> Call(ApiToken token, string path)
    {
        var answer = await Send(token.ToString(), path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return (answer, JsonDocument.Parse(text).RootElement);
    }

    private async Task Problem(HttpStatusCode status, string sentence, string? token, string path)
    {
        var answer = await Send(token, path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(sentence, JsonDocument.Parse(text).RootElement.GetProperty("detail").GetString()!.Replace('\u202f', ' '), StringComparison.Ordinal);
    }
}
