using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Deliveries;

/// <summary>Addresses of the recipients, what happens without one, files too heavy, and who may see all this.</summary>
public sealed class RecipientTests : IAsyncDisposable
{
    private const string Addresses = "/instruction/transmissions/destinataires";

    private readonly DeliveryHouse _house = new();

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task Address_missing_is_told_keeps_the_delivery_and_is_kept_by_the_page_with_a_note()
    {
        await _house.Start(addressed: false);
        var submission = await _house.Factory.SubmitAsync(await _house.Factory.OperatorAsync("TPARA", OperatorType.Atpro, "84"), _house.Campaign);
        var page = await _house.Ines.PageAsync(DeliveryHouse.Queue);
        Assert.Contains("Il manque l’adresse de France compétences, Préfet de région (DREETS Auvergne-Rhône-Alpes)", page.TextOf("main").Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("input[name=choix]"));
        using (var refused = await _house.Order([DeliveryHouse.To(submission)]))
        {
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Contains("adresse manquante", (await refused.ReadPageAsync()).TextOf("#refus"), StringComparison.Ordinal);
        }

        using (var wrong = await _house.Ines.SendAsync(await _house.Ines.PageAsync(Addresses), $"form[action$=destinataires]", ("prefet-84", "pas une adresse"), (LegalRecipients.FranceCompetences, DeliveryHouse.Address)))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            Assert.Equal("pas une adresse", ((IHtmlInputElement)(await wrong.ReadPageAsync()).QuerySelector("#prefet-84")!).Value);
        }

        using var saved = await _house.Ines.SendAsync(await _house.Ines.PageAsync(Addresses), $"form[action$=destinataires]", ("prefet-84", "esf@dreets84.example"), (LegalRecipients.FranceCompetences, DeliveryHouse.Address));
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Equal([LegalRecipients.FranceCompetences, "prefet-84"], (await _house.Factory.JournalAsync(AuditAction.RecipientChanged)).Select(e => e.ObjectId));

        using var ordered = await _house.Order([DeliveryHouse.To(submission), DeliveryHouse.To(submission, "prefet-84")]);
        await _house.Transmit();
        await _house.Mail();

        Assert.Equal(["esf@dreets84.example", DeliveryHouse.Address], _house.Server.Received.Select(m => m.To.Mailboxes.Single().Address).Order(StringComparer.Ordinal));
        var prefect = _house.Server.Received.Single(m => m.To.Mailboxes.Single().Address == "esf@dreets84.example").TextBody!;
        Assert.All(["D. 6323-21-2", "celles de votre région"], t => Assert.Contains(t, prefect, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Address_taken_away_before_the_moment_keeps_the_delivery_until_it_is_back()
    {
        await _house.Start();
        var submission = await _house.Factory.SubmitAsync(_house.Opco, _house.Campaign);
        await _house.OrderNow(submission);
        await _house.Factory.DatabaseAsync(d => d.RecipientAddresses.ExecuteDeleteAsync());
        await _house.Transmit();

        Assert.Contains("Adresse manquante", (await _house.Ines.PageAsync($"{DeliveryHouse.Queue}?etat=echecs")).TextOf("#transmissions"), StringComparison.Ordinal);
        await _house.SetAddress(LegalRecipients.FranceCompetences, DeliveryHouse.Address);
        await _house.Transmit();
        Assert.Equal(DeliveryState.HandedOver, (await _house.Only()).State);
    }

    [Fact]
    public async Task Bundle_beyond_the_limit_is_named_instead_of_joined()
    {
        _house.Factory.Settings["Deliveries:MostBytes"] = "200000";
        await _house.Start();
        var submission = await _house.Factory.SubmitAsync(_house.Opco, _house.Campaign);
        await _house.Factory.DatabaseAsync(async d =>
        {
            // A form so large that the bundle cannot be light.
            var noise = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(600_000));
            var version = await d.FormVersions.SingleAsync(f => f.Id == submission.FormVersionId);
            typeof(Soffi.Domain.Campaigns.FormVersion).GetProperty("DefinitionJson")!.SetValue(version, noise);
            return await d.SaveChangesAsync();
        });
        await _house.OrderNow(submission);
        await _house.Transmit();
        await _house.Mail();

        var mail = Assert.Single(_house.Server.Received);
        Assert.EndsWith(".pdf", Assert.Single(mail.Attachments.OfType<MimeKit.MimePart>()).FileName!, StringComparison.Ordinal);
        Assert.Contains("trop volumineux pour ce message", mail.TextBody!, StringComparison.Ordinal);
        Assert.Null((await _house.Only()).BundleSha256);
    }

    [Fact]
    public async Task Farmers_fund_goes_to_France_competences_by_its_own_article_and_another_statement_nowhere()
    {
        await _house.Start();
        await _house.Factory.SubmitAsync(await _house.Factory.OperatorAsync("VIVEA", OperatorType.Faf), _house.Campaign);

        var row = Assert.Single((await _house.Ines.PageAsync(DeliveryHouse.Queue)).QuerySelectorAll("#transmissions tbody tr"));

        Assert.Contains("R. 718-19 du code rural", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("CGU", "CGU-61")]
    public async Task Pages_of_deliveries_are_for_the_ministry_and_unknown_ones_are_not_found()
    {
        await _house.Start();
        var submission = await _house.Factory.SubmitAsync(_house.Opco, _house.Campaign);
        await _house.OrderNow(submission);
        var id = (await _house.Only()).Id;
        foreach (var account in new[] { DemoAccounts.AgentDreets, DemoAccounts.DeclarantOpco })
        {
            var browser = await _house.Factory.EnteredAsync(account);
            var token = Token(await browser.PageAsync("/acces/demande"));
            foreach (var path in new[] { DeliveryHouse.Queue, $"{DeliveryHouse.Queue}/apercu", $"{DeliveryHouse.Queue}/{id}", Addresses })
            {
                Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(path)).StatusCode);
            }

            foreach (var path in new[] { DeliveryHouse.Queue, $"{DeliveryHouse.Queue}/{id}/annulation", $"{DeliveryHouse.Queue}/{id}/renvoi", Addresses })
            {
                using var posted = await browser.SendFieldsAsync(path, [new("__RequestVerificationToken", token), new("choix", DeliveryHouse.To(submission))]);
                Assert.Equal(HttpStatusCode.Forbidden, posted.StatusCode);
            }
        }

        var mine = Token(await _house.Ines.PageAsync(Addresses));
        foreach (var path in new[] { $"{DeliveryHouse.Queue}/{Guid.NewGuid()}/annulation", $"{DeliveryHouse.Queue}/{Guid.NewGuid()}/renvoi" })
        {
            using var posted = await _house.Ines.SendFieldsAsync(path, [new("__RequestVerificationToken", mine)]);
            Assert.Equal(HttpStatusCode.NotFound, posted.StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await _house.Ines.GetAsync($"{DeliveryHouse.Queue}/{Guid.NewGuid()}")).StatusCode);
        using var nothing = await _house.Ines.SendFieldsAsync(DeliveryHouse.Queue, [new("__RequestVerificationToken", mine)]);
        Assert.Equal(HttpStatusCode.BadRequest, nothing.StatusCode);
        Assert.Equal(DeliveryState.Scheduled, (await _house.Only()).State);
    }

    private static string Token(IHtmlDocument page) => page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
}
