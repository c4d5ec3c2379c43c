using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.Proofs;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Deliveries;

/// <summary>Statements to their recipients by law, through the pages, the two jobs and a real mail server.</summary>
public sealed class DeliveryTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly DeliveryHouse _house = new();

    public Task InitializeAsync() => _house.Start();

    Task IAsyncLifetime.DisposeAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    [Trait("CGU", "CGU-01")]
    public async Task Order_now_sends_receipt_and_bundle_and_every_actor_reads_when()
    {
        var submission = await _house.Factory.SubmitAsync(_house.Opco, _house.Campaign);
        var preview = await _house.Preview([DeliveryHouse.To(submission)]);
        Assert.Contains("R. 6332-31", preview.TextOf("main"), StringComparison.Ordinal);
        await _house.OrderNow(submission);
        await _house.Transmit();
        await _house.Mail();

        var mail = Assert.Single(_house.Server.Received);
        Assert.Equal(DeliveryHouse.Address, mail.To.Mailboxes.Single().Address);
        var files = mail.Attachments.OfType<MimePart>().ToDictionary(p => p.FileName!, Bytes);
        Assert.Equal([SubmissionProofs.ReceiptName(submission), SubmissionProofs.BundleName(submission)], files.Keys);
        var hash = Convert.ToHexStringLower(SHA256.HashData(files[SubmissionProofs.BundleName(submission)]));
        var delivery = await _house.Only();
        Assert.Equal((DeliveryState.HandedOver, hash, DeliveryHouse.Address, "Inès Rousseau"), (delivery.State, delivery.BundleSha256, delivery.Address, delivery.OrderedBy));
        Assert.All([submission.ReceiptNumber, submission.Sha256, hash, "R. 6332-31", SealedReceipt.Worth], t => Assert.Contains(t, mail.TextBody!, StringComparison.Ordinal));
        foreach (var action in new[] { AuditAction.DeliveryOrdered, AuditAction.DeliverySent })
        {
            Assert.Equal((submission.DeclarationId.ToString(), _house.Opco), Assert.Single((await _house.Factory.JournalAsync(action)).Select(e => (e.ObjectId, e.OperatorId!.Value))));
        }

        var day = ParisTime.Day(_house.Factory.Clock.GetUtcNow()).Replace('\u00a0', ' ');
        var claire = await _house.Factory.EnteredAsync(DemoAccounts.DeclarantOpco);
        Assert.Contains($"transmise le {day}", (await claire.PageAsync($"/declarations/{submission.DeclarationId}/accuses/1")).TextOf("#destinataires"), StringComparison.Ordinal);
        Assert.Contains($"transmise le {day}", (await _house.Ines.PageAsync($"/instruction/{submission.Id}")).TextOf("#transmissions"), StringComparison.Ordinal);
        Assert.Contains($"transmise le {day}", (await _house.Ines.PageAsync($"{DeliveryHouse.Queue}/{delivery.Id}")).TextOf("#etat"), StringComparison.Ordinal);
        Assert.Contains("Transmission à France compétences (R. 6332-31", (await claire.PageAsync($"/declarations/{submission.DeclarationId}/chronologie")).TextOf("#chronologie"), StringComparison.Ordinal);
        Assert.NotNull((await _house.Ines.PageAsync($"/instruction/declarations/{submission.DeclarationId}/chronologie")).QuerySelector($"#chronologie a[href='{DeliveryHouse.Queue}/{delivery.Id}']"));
        Assert.NotNull((await _house.Ines.PageAsync($"{DeliveryHouse.Queue}?etat=transmises")).QuerySelector("#transmissions tbody tr"));
        Assert.Null((await _house.Ines.PageAsync($"{DeliveryHouse.Queue}?etat=a-transmettre")).QuerySelector("#transmissions"));
    }

    [Fact]
    public async Task Order_twice_or_run_twice_sends_one()
    {
        var submission = await _house.Factory.SubmitAsync(_house.Opco, _house.Campaign);
        var preview = await _house.Preview([DeliveryHouse.To(submission)]);
        using var first = await _house.Ines.SendAsync(preview, "#envoyer");
        using var twice = await _house.Ines.SendAsync(preview, "#envoyer");
        await _house.Transmit();
        await _house.Transmit();
        await _house.Mail();
        await _house.Mail();

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.Conflict), (first.StatusCode, twice.StatusCode));
        Assert.Contains("déjà programmée ou transmise", (await twice.ReadPageAsync()).TextOf("#refus"), StringComparison.Ordinal);
        Assert.Single(_house.Server.Received);
        Assert.Single(await _house.Factory.JournalAsync(AuditAction.DeliverySent));
    }

    [Fact]
    public async Task Order_while_the_mail_server_is_down_for_a_day_delays_and_sends_once()
    {
        var submission = await _house.Factory.SubmitAsync(_house.Opco, _house.Campaign);
        await _house.OrderNow(submission);
        await _house.Transmit();
        _house.Server.Refusal = "450 4.2.0 later";
        for (var hour = 0; hour < 24; hour++)
        {
            await _house.Mail();
            _house.Factory.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Empty(_house.Server.Received);
        var ines = await _house.Factory.SignedInAsync(DemoAccounts.AgentDgefp); // A day went by: her session is over.
        Assert.Contains("nouvel essai", (await ines.PageAsync($"{DeliveryHouse.Queue}?etat=echecs")).TextOf("#transmissions"), StringComparison.Ordinal);
        _house.Server.Refusal = null;
        await _house.Mail();
        await _house.Mail();

        Assert.Single(_house.Server.Received);
    }

    /// <summary>The process dies after the register was written and before the mail: message and files wait in the database, written with it.</summary>
    [Fact]
    public async Task Hand_over_writes_message_files_register_and_journal_together()
    {
        var submission = await _house.Factory.SubmitAsync(_house.Opco, _house.Campaign);
        await _house.OrderNow(submission);
        await _house.Transmit();

        var delivery = await _house.Only();
        var message = await _house.Factory.DatabaseAsync(d => d.OutgoingMessages.AsNoTracking().Include(m => m.Attachments).SingleAsync(m => m.Key == delivery.MessageKey));
        Assert.Null(message.SentAt);
        Assert.Equal(2, message.Attachments.Count);
        Assert.Single(await _house.Factory.JournalAsync(AuditAction.DeliverySent));
        Assert.Contains("envoi en cours", (await _house.Ines.PageAsync($"{DeliveryHouse.Queue}/{delivery.Id}")).TextOf("#etat"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schedule_leaves_at_its_moment_of_Paris_and_is_cancelled_before()
    {
        var (akto, atlas) = (await _house.Factory.SubmitAsync(_house.Opco, _house.Campaign), await _house.Factory.SubmitAsync(await _house.Factory.OperatorAsync("ATLAS", OperatorType.Opco), _house.Campaign));
        var day = ParisTime.Of(_house.Factory.Clock.GetUtcNow().AddDays(1));
        using var answer = await _house.Order(
            [DeliveryHouse.To(akto), DeliveryHouse.To(atlas)], ("When", "programmer"), ("Day", day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)), ("Hour", "09:30"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        await _house.Transmit();
        Assert.Empty(await _house.Factory.JournalAsync(AuditAction.DeliverySent));
        var due = ParisTime.At(DateOnly.FromDateTime(day.Date), new TimeOnly(9, 30))!.Value;
        var (id, other) = await _house.Factory.DatabaseAsync(async d => (
            await d.Deliveries.Where(x => x.SubmissionId == akto.Id && x.DueAt == due).Select(x => x.Id).SingleAsync(),
            await d.Deliveries.Where(x => x.SubmissionId == atlas.Id).Select(x => x.Id).SingleAsync()));
        using (var cancelled = await _house.Ines.SendAsync(await _house.Ines.PageAsync($"{DeliveryHouse.Queue}/{id}"), "form[action$=annulation]"))
        {
            Assert.Equal(HttpStatusCode.SeeOther, cancelled.StatusCode);
        }

        var (mine, theirs) = (await Story(_house.Ines, $"/instruction/declarations/{akto.DeclarationId}"), await Story(await _house.Factory.EnteredAsync(DemoAccounts.DeclarantOpco), $"/declarations/{akto.DeclarationId}"));
        Assert.Contains("annulée", mine, StringComparison.Ordinal);
        Assert.DoesNotContain("Transmission", theirs, StringComparison.Ordinal);
        Assert.Contains("prévue le", await Story(_house.Ines, $"/instruction/declarations/{atlas.DeclarationId}"), StringComparison.Ordinal);
        _house.Factory.Clock.Advance(due - _house.Factory.Clock.GetUtcNow());
        await _house.Transmit();
        await _house.Mail();

        Assert.Contains("ATLAS", Assert.Single(_house.Server.Received).Subject, StringComparison.Ordinal);
        Assert.Single(await _house.Factory.JournalAsync(AuditAction.DeliveryCancelled));
        var ines = await _house.Factory.SignedInAsync(DemoAccounts.AgentDgefp);
        var token = (await ines.PageAsync($"{DeliveryHouse.Queue}/{other}")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var late = await ines.SendFieldsAsync($"{DeliveryHouse.Queue}/{other}/annulation", [new("__RequestVerificationToken", token)]);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
    }

    [Theory]
    [InlineData("hier", "09:30", "jj/mm/aaaa")]
    [InlineData("31/12/2099", "midi", "hh:mm")]
    [InlineData("01/01/2020", "09:30", "Ce moment est passé")]
    public async Task Schedule_badly_says_what_to_type_and_orders_nothing(string day, string hour, string sentence)
    {
        var submission = await _house.Factory.SubmitAsync(_house.Opco, _house.Campaign);

        using var answer = await _house.Order([DeliveryHouse.To(submission)], ("When", "programmer"), ("Day", day), ("Hour", hour));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.ReadPageAsync();
        Assert.Contains(sentence, page.TextOf("#erreurs"), StringComparison.Ordinal);
        Assert.Equal(day, page.QuerySelector("input[name=Day]")!.GetAttribute("value"));
        Assert.Equal(0, await _house.Factory.DatabaseAsync(d => d.Deliveries.CountAsync()));
    }

    [Fact]
    public async Task New_version_is_to_be_delivered_and_a_schedule_of_the_former_does_not_leave()
    {
        var first = await _house.Factory.SubmitAsync(_house.Opco, _house.Campaign);
        await _house.OrderNow(first);
        await _house.Factory.DatabaseAsync(async d =>
        {
            var now = _house.Factory.Clock.GetUtcNow();
            var declaration = await d.Declarations.SingleAsync(x => x.Id == first.DeclarationId);
            (await d.Submissions.SingleAsync(s => s.Id == first.Id)).Supersede();
            d.Submissions.Add(new Submission(declaration, 2, first.ReceiptNumber + "-2", new SignedBy(Guid.NewGuid(), "Camille Fictive", "Présidente"), first.CanonicalJson, first.Sha256, [], now));
            return await d.SaveChangesAsync();
        });
        await _house.Transmit();

        Assert.Equal(DeliveryState.Cancelled, (await _house.Only()).State);
        Assert.Contains("dépôt ultérieur", Assert.Single(await _house.Factory.JournalAsync(AuditAction.DeliveryCancelled)).DetailsJson.Replace("\\u00E9", "é", StringComparison.Ordinal).Replace("\\u00F4", "ô", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(0, await _house.Factory.DatabaseAsync(d => d.OutgoingMessages.CountAsync(m => m.Key.StartsWith("transmission-"))));
        var page = await _house.Ines.PageAsync($"{DeliveryHouse.Queue}?etat=a-transmettre");
        Assert.Contains("dépôt n° 2", page.TextOf("#transmissions").Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_again_asks_for_a_reason_and_is_noted()
    {
        var submission = await _house.Factory.SubmitAsync(_house.Opco, _house.Campaign);
        await _house.OrderNow(submission);
        await _house.Transmit();
        await _house.Mail();
        var path = $"{DeliveryHouse.Queue}/{(await _house.Only()).Id}";
        using (var bare = await _house.Ines.SendAsync(await _house.Ines.PageAsync(path), "form[action$=renvoi]", ("motif", "court")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
            Assert.Contains("court", (await bare.ReadPageAsync()).TextOf("textarea"), StringComparison.Ordinal);
        }

        var page = await _house.Ines.PageAsync(path);
        using var answer = await _house.Ines.SendAsync(page, "form[action$=renvoi]", ("motif", "Le message s’est perdu chez le destinataire."));
        using var twice = await _house.Ines.SendAsync(page, "form[action$=renvoi]", ("motif", "Le message s’est perdu chez le destinataire."));
        await _house.Transmit();
        await _house.Mail();

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.Conflict), (answer.StatusCode, twice.StatusCode));
        Assert.Equal(2, _house.Server.Received.Count);
        Assert.Contains("nouvel envoi du même dépôt", _house.Server.Received[1].TextBody!, StringComparison.Ordinal);
        Assert.Equal([1, 2], await _house.Factory.DatabaseAsync(d => d.Deliveries.OrderBy(x => x.Copy).Select(x => x.Copy).ToListAsync()));
        Assert.Single(await _house.Factory.JournalAsync(AuditAction.DeliveryRepeated));
    }

    private static async Task<string> Story(HttpClient browser, string statement) => (await browser.PageAsync($"{statement}/chronologie")).TextOf("#chronologie");

    private static byte[] Bytes(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content!.DecodeTo(bytes);
        return bytes.ToArray();
    }
}
