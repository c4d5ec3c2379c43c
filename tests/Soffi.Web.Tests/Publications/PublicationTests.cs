using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Web.Features.Publications;
using Soffi.Web.Features.Shared;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Declarations;

namespace Soffi.Web.Tests.Publications;

/// <summary>What the public reads: the publishable cells of the version published, and nothing else.</summary>
public sealed class PublicationTests : IAsyncLifetime, IDisposable
{
    private const string Page = "/statistiques/publications/2025/esf/AKTO";
    private const string Csv = "/statistiques/publications/2025/esf/donnees.csv";

    private readonly PublishedHouse _house = new();

    public Task InitializeAsync() => _house.InitializeAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _house.Dispose();

    /// <summary>Every cell of the form holds a value of its own: the publishable ones are all there, none of the others is, on any page nor in any file.</summary>
    [Fact]
    public async Task Publish_shows_every_publishable_cell_and_not_one_of_the_others()
    {
        var submission = await _house.Validated(_house.Opco);
        await _house.Publish(submission);
        var passer = _house.Passer;
        var preview = await _house.Ines.GetAsync($"/instruction/{submission.Id}/publication");
        var (page, csv, list) = (await passer.GetAsync(Page), await passer.GetAsync(Csv), await passer.GetAsync("/statistiques/publications"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK), (page.StatusCode, csv.StatusCode, list.StatusCode));
        var texts = new[] { await PublishedHouse.Digits(page), await PublishedHouse.Digits(csv), await PublishedHouse.Digits(preview), await PublishedHouse.Digits(list) };
        var lines = (await csv.Content.ReadAsStringAsync()).Split("\r\n").Skip(1).Where(l => l.Length > 0).ToList();
        var kept = _house.Form.Cells.Where(c => !PublicCells.Allows(c)).ToList();
        Assert.True(kept.Count > 20, $"{kept.Count} cells only are not publishable: the test proves little.");
        foreach (var cell in kept)
        {
            var value = _house.ValueOf(cell);
            var secret = value.IsNumber ? value.Number.ToString("0", CultureInfo.InvariantCulture) : value.Text!;
            Assert.All(texts, t => Assert.DoesNotContain(secret, t, StringComparison.Ordinal));
            Assert.DoesNotContain(lines, l => l.Contains($",{cell.Code},", StringComparison.Ordinal));
        }

        Assert.All(texts, t => Assert.DoesNotContain(PublishedHouse.SecretText, t, StringComparison.Ordinal));
        var open = PublicCells.Of(_house.Form);
        Assert.Equal(open.Count, lines.Count);
        foreach (var cell in open)
        {
            var figure = _house.ValueOf(cell).Number.ToString("0", CultureInfo.InvariantCulture);
            Assert.All(texts.Take(3), t => Assert.Contains(figure, t, StringComparison.Ordinal));
            Assert.Contains(lines, l => l.Contains($",{cell.Code},", StringComparison.Ordinal) && l.Contains($",{figure},false,false", StringComparison.Ordinal));
        }

        foreach (var person in new[] { "Camille", "Présidente", "Explication fictive" })
        {
            Assert.All(texts, t => Assert.DoesNotContain(person, t, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Open_data_of_a_demonstration_says_on_each_line_that_its_figures_are_made_up()
    {
        await _house.Publish(await _house.Validated(_house.Opco));
        await using var scope = _house.Factory.Services.CreateAsyncScope();
        var published = await scope.ServiceProvider.GetRequiredService<PublicationQueries>().All(CancellationToken.None);
        var data = ActivatorUtilities.CreateInstance<OpenData>(scope.ServiceProvider, Options.Create(new DemonstrationOptions { Enabled = true }));

        var lines = Encoding.UTF8.GetString(await data.Csv(published, CancellationToken.None)).Split("\r\n").Where(l => l.Length > 0).ToList();

        Assert.EndsWith(",fictif", lines[0], StringComparison.Ordinal);
        Assert.All(lines.Skip(1), l => Assert.EndsWith(",true", l, StringComparison.Ordinal));
        Assert.EndsWith("-fictives.csv", data.FileName(published[0]), StringComparison.Ordinal);
        Assert.Contains("\"fictif\"", OpenData.Schema, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statement_not_published_unknown_or_badly_named_is_not_found()
    {
        await _house.Validated(_house.Opco);
        var passer = _house.Passer;

        Assert.Contains("Aucun état n’est publié", (await passer.PageAsync("/statistiques/publications")).TextOf("main"), StringComparison.Ordinal);
        foreach (var path in new[] { Page, Csv, "/statistiques/publications/2025/esf/INCONNU", "/statistiques/publications/2025/1/AKTO", "/statistiques/publications/2025/autre/AKTO", "/statistiques/publications/an/esf/AKTO" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await passer.GetAsync(path)).StatusCode);
        }
    }

    [Fact]
    public async Task Withdraw_takes_it_off_at_once_tells_the_operator_and_is_noted()
    {
        var submission = await _house.Validated(_house.Opco);
        await _house.Publish(submission);
        var passer = _house.Passer;
        var tag = (await passer.GetAsync(Csv)).Headers.ETag!;
        using (var bare = await _house.Ines.SendAsync(await _house.Ines.PageAsync($"/instruction/{submission.Id}"), "form[action$=publication]:has(textarea)", ("Act", "retirer")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
        }

        await _house.Withdraw(submission);

        Assert.Equal(HttpStatusCode.NotFound, (await passer.GetAsync(Page)).StatusCode);
        using var again = new HttpRequestMessage(HttpMethod.Get, Csv) { Headers = { IfNoneMatch = { tag } } };
        Assert.Equal(HttpStatusCode.NotFound, (await passer.SendAsync(again)).StatusCode);
        Assert.Equal(DeclarationStatus.Validated, (await Declaration(submission)).Status);
        Assert.Contains("Chiffres ", Assert.Single(await _house.Factory.JournalAsync(AuditAction.PublicationWithdrawn)).DetailsJson, StringComparison.Ordinal);
        Assert.Equal(
            (1, 1),
            await _house.Factory.DatabaseAsync(async d => (
                await d.OutgoingMessages.CountAsync(m => m.Key.StartsWith("publication-retrait-")),
                await d.OutgoingMessages.CountAsync(m => m.Key.StartsWith("publication-") && !m.Key.StartsWith("publication-retrait-")))));
    }

    [Fact]
    public async Task Correction_of_a_published_statement_keeps_its_version_public_until_the_next_is_marked_revised()
    {
        var first = await _house.Validated(_house.Opco);
        await _house.Publish(first);
        var figure = _house.ValueOf(PublicCells.Of(_house.Form)[1]).Number;
        var (old, revised) = (Text(figure), Text(figure + 1_000_000));
        await _house.Press(
            $"/instruction/{first.Id}/corrections", "form[action$=corrections]", ("Cadres", "B3"), ("Reasons", "Opening"), ("Text", "Le report du cadre B3 est à revoir."),
            ("Day", _house.Factory.Clock.GetUtcNow().AddDays(10).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        var passer = _house.Passer;
        await Still();
        var second = await _house.Corrected(first);
        await Still();
        await _house.Validate(second);
        await Still();
        Assert.Contains("Elle reste publique jusqu’à la publication de la suivante", (await _house.Ines.PageAsync($"/instruction/{second.Id}")).TextOf("#publique"), StringComparison.Ordinal);

        await _house.Publish(second);

        var page = await passer.PageAsync(Page);
        Assert.EndsWith("(r)", page.TextOf("h1").Trim(), StringComparison.Ordinal);
        Assert.Contains($"{revised} (r)", Spaced(page.TextOf("main")), StringComparison.Ordinal);
        Assert.DoesNotContain(old, Spaced(page.TextOf("main")), StringComparison.Ordinal);
        Assert.Contains($"{Text(_house.ValueOf(PublicCells.Of(_house.Form)[0]).Number)}", Spaced(page.TextOf("main")), StringComparison.Ordinal);
        Assert.DoesNotContain($"{Text(_house.ValueOf(PublicCells.Of(_house.Form)[0]).Number)} (r)", Spaced(page.TextOf("main")), StringComparison.Ordinal);
        var csv = (await (await passer.GetAsync(Csv)).Content.ReadAsStringAsync()).Split("\r\n").Where(l => l.Length > 0).ToList();
        Assert.Equal(PublicCells.Of(_house.Form).Count - 1, csv.Count(l => l.EndsWith(",false,true,false", StringComparison.Ordinal)));

        async Task Still()
        {
            var shown = await passer.PageAsync(Page);
            Assert.Contains(old, Spaced(shown.TextOf("main")), StringComparison.Ordinal);
            Assert.DoesNotContain(revised, Spaced(shown.TextOf("main")), StringComparison.Ordinal);
            Assert.Contains("Rectification en cours", shown.TextOf("main"), StringComparison.Ordinal);
            Assert.DoesNotContain("(r)", shown.TextOf("h1"), StringComparison.Ordinal);
        }

        static string Text(decimal number) => Spaced(CellFormatter.Number(number, 2));
    }

    [Fact]
    public async Task Withdraw_while_the_statement_is_corrected_leaves_its_status_and_nothing_public()
    {
        var first = await _house.Validated(_house.Opco);
        await _house.Publish(first);
        await _house.Factory.DatabaseAsync(async d =>
        {
            (await d.Declarations.SingleAsync(x => x.Id == first.DeclarationId)).RequestCorrections(
                CorrectionRequest.Whole(1, "Tout est à revoir."), new Actor(Guid.NewGuid(), "Inès Rousseau", "", []), _house.Factory.Clock.GetUtcNow());
            return await d.SaveChangesAsync();
        });

        await _house.Withdraw(first);

        Assert.Equal(DeclarationStatus.CorrectionsRequested, (await Declaration(first)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _house.Passer.GetAsync(Page)).StatusCode);
        Assert.Null((await _house.Ines.PageAsync($"/instruction/{first.Id}")).QuerySelector("form[action$=publication]"));
        Assert.Null((await _house.Ines.PageAsync($"/instruction/{first.Id}")).QuerySelector("#publique"));
    }

    [Fact]
    public async Task Withdraw_when_nothing_is_public_is_refused_with_a_sentence()
    {
        var submission = await _house.Validated(_house.Opco);
        var page = await _house.Ines.PageAsync($"/instruction/{submission.Id}");
        var token = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var revision = page.QuerySelector("form[action$=publication] input[name=Revision]")!.GetAttribute("value")!;

        using var answer = await _house.Ines.SendFieldsAsync(
            $"/instruction/{submission.Id}/publication",
            [new("__RequestVerificationToken", token), new("Revision", revision), new("Act", "retirer"), new("Text", "Rien n’est public pourtant.")]);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal(DeclarationStatus.Validated, (await Declaration(submission)).Status);
    }

    [Fact]
    public async Task Csv_follows_its_schema_and_answers_304_until_something_changes()
    {
        await _house.Publish(await _house.Validated(_house.Opco));
        var passer = _house.Passer;
        using var first = await passer.GetAsync(Csv);
        using var schema = JsonDocument.Parse(await (await passer.GetAsync("/statistiques/publications/schema.json")).Content.ReadAsStringAsync());

        var header = (await first.Content.ReadAsStringAsync()).Split("\r\n")[0].Split(',');
        Assert.Equal(schema.RootElement.GetProperty("fields").EnumerateArray().Select(f => f.GetProperty("name").GetString()), header);
        Assert.Equal(("public, no-cache", "text/csv"), (first.Headers.CacheControl!.ToString(), first.Content.Headers.ContentType!.MediaType));
        Assert.Equal(HttpStatusCode.NotModified, await Ask(first.Headers.ETag!));
        var other = await _house.Validated(await _house.Factory.OperatorAsync("ATLAS", OperatorType.Opco));
        Assert.Equal(HttpStatusCode.NotModified, await Ask(first.Headers.ETag!));
        await _house.Publish(other);
        Assert.Equal(HttpStatusCode.OK, await Ask(first.Headers.ETag!));

        async Task<HttpStatusCode> Ask(System.Net.Http.Headers.EntityTagHeaderValue tag)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Csv) { Headers = { IfNoneMatch = { tag } } };
            return (await passer.SendAsync(request)).StatusCode;
        }
    }

    private static string Spaced(string text) => text.Replace('\u202f', ' ').Replace('\u00a0', ' ');

    private Task<Declaration> Declaration(Submission submission) =>
        _house.Factory.DatabaseAsync(d => d.Declarations.AsNoTracking().SingleAsync(x => x.Id == submission.DeclarationId));
}
