using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Publications;

/// <summary>Several validated statements published at once, after a preview.</summary>
public sealed class PublishingTests : IAsyncLifetime, IDisposable
{
    private const string Queue = "/instruction/publications";

    private readonly PublishedHouse _house = new();

    public Task InitializeAsync() => _house.InitializeAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Publish_several_goes_through_a_preview_that_counts_what_will_be_public()
    {
        var (akto, atlas) = await Two();
        await _house.Submitted(await _house.Factory.OperatorAsync("AFDAS", OperatorType.Opco));
        var page = await _house.Ines.PageAsync(Queue);
        Assert.Equal(2, page.QuerySelectorAll("#choix input[name=depot]").Length);
        var preview = await _house.Ines.PageAsync($"{Queue}/apercu?depot={akto.Id}&depot={atlas.Id}");
        var open = PublicCells.Of(_house.Form).Count;
        Assert.Equal([$"{open}", $"{open}", $"{_house.Form.Cells.Count - open}", "aucune"], preview.QuerySelector("#apercu tbody tr")!.QuerySelectorAll("td").Take(4).Select(c => c.TextContent.Trim()));

        using var answer = await _house.Ines.SendAsync(preview, "#publier");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Contains("2 déclarations sont publiées", (await _house.Ines.PageAsync(Queue)).TextOf("main p[role=status]").Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Equal(2, (await _house.Factory.JournalAsync(AuditAction.DeclarationPublished)).Count);
        Assert.Equal(2, (await _house.Passer.PageAsync("/statistiques/publications")).QuerySelectorAll("table tbody tr").Length);
    }

    [Fact]
    public async Task Publish_several_when_one_was_decided_meanwhile_publishes_the_others_and_says_which_was_not()
    {
        var (akto, atlas) = await Two();
        var preview = await _house.Ines.PageAsync($"{Queue}/apercu?depot={akto.Id}&depot={atlas.Id}");
        await _house.Press($"/instruction/{akto.Id}", "form[action$=validation]:has(textarea)", ("Act", "lever"), ("Text", "Une pièce manque au dossier."));
        await _house.Press($"/instruction/{akto.Id}", "form[action$=validation]", ("Act", "valider"));

        using var answer = await _house.Ines.SendAsync(preview, "#publier");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var page = await answer.ReadPageAsync();
        Assert.Contains("Opérateur AKTO", page.TextOf("#refus"), StringComparison.Ordinal);
        Assert.Contains("Opérateur ATLAS", page.TextOf("main p[role=status]"), StringComparison.Ordinal);
        Assert.Equal((DeclarationStatus.Validated, DeclarationStatus.Published), (await StatusOf(akto), await StatusOf(atlas)));
        Assert.Single(await _house.Factory.JournalAsync(AuditAction.ReviewRefused));
        using var twice = await _house.Ines.SendAsync(preview, "#publier");
        Assert.Equal(HttpStatusCode.Conflict, twice.StatusCode);
        Assert.Single(await _house.Factory.JournalAsync(AuditAction.DeclarationPublished));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?depot=pas-un-identifiant")]
    [InlineData("?depot=00000000-0000-0000-0000-000000000001")]
    public async Task Preview_of_nothing_says_what_to_do(string query)
    {
        using var answer = await _house.Ines.GetAsync($"{Queue}/apercu{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Choisissez au moins une déclaration validée", (await answer.ReadPageAsync()).TextOf("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_nothing_is_400_and_a_stranger_is_forbidden()
    {
        var submission = await _house.Validated(_house.Opco);
        var token = Token(await _house.Ines.PageAsync($"/instruction/{submission.Id}"));
        using (var nothing = await _house.Ines.SendFieldsAsync(Queue, [new("__RequestVerificationToken", token), new("choix", "n’importe:quoi")]))
        {
            Assert.Equal(HttpStatusCode.BadRequest, nothing.StatusCode);
        }

        foreach (var account in new[] { DemoAccounts.AgentDreets, DemoAccounts.DeclarantOpco })
        {
            var browser = await _house.Factory.EnteredAsync(account);
            foreach (var path in new[] { Queue, $"{Queue}/apercu?depot={submission.Id}", $"/instruction/{submission.Id}/publication" })
            {
                Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(path)).StatusCode);
            }

            using var posted = await browser.SendFieldsAsync(Queue, [new("__RequestVerificationToken", Token(await browser.PageAsync("/acces/demande"))), new("choix", $"{submission.Id}:1")]);
            Assert.Equal(HttpStatusCode.Forbidden, posted.StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await _house.Ines.GetAsync($"/instruction/{Guid.NewGuid()}/publication")).StatusCode);
        Assert.Equal(DeclarationStatus.Validated, await StatusOf(submission));
    }

    private async Task<(Submission Akto, Submission Atlas)> Two() =>
        (await _house.Validated(_house.Opco), await _house.Validated(await _house.Factory.OperatorAsync("ATLAS", OperatorType.Opco)));

    private Task<DeclarationStatus> StatusOf(Submission submission) =>
        _house.Factory.DatabaseAsync(d => d.Declarations.Where(x => x.Id == submission.DeclarationId).Select(x => x.Status).SingleAsync());

    private static string Token(IHtmlDocument page) => page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
}
