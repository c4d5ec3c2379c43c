using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Web.Infrastructure.Jobs;
using Soffi.Web.Infrastructure.Mail;
using Soffi.Web.Tests.Mail;

namespace Soffi.Web.Tests.Declarations;

/// <summary>The receipt by mail, through the real outbox and a real mail server.</summary>
public sealed class ReceiptMailTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly StatementHost _host = new();
    private readonly SmtpListener _server = new();

    public Task InitializeAsync()
    {
        _host.Settings["Mail:Host"] = "127.0.0.1";
        _host.Settings["Mail:Port"] = _server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        _host.Settings["Mail:RequireTls"] = "false";
        return _host.InitializeAsync();
    }

    Task IAsyncLifetime.DisposeAsync() => ((IAsyncLifetime)_host).DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Submit_while_the_mail_server_is_down_for_a_day_delays_the_receipt_and_sends_it_once_to_each()
    {
        await _host.As(StatementHost.Claire); // Known here, hence has an address.
        _server.Refusal = "450 4.2.0 later";
        var (_, _, submission) = await SignedStatement.Of(_host);
        for (var hour = 0; hour < 24; hour++)
        {
            await Deliver();
            _host.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Empty(Receipts(submission));
        _server.Refusal = null;
        await Deliver();
        await Deliver();

        var sent = Receipts(submission);
        Assert.Equal(
            new[] { StatementHost.Claire.Email, StatementHost.Marc.Email }.Order(StringComparer.Ordinal),
            sent.Select(m => m.To.Mailboxes.Single().Address).Order(StringComparer.Ordinal));
        var receipt = SealedReceipt.Of(submission.CanonicalJson);
        Assert.NotEmpty(receipt.Content.Findings);
        Assert.All(
            [receipt.ReceiptNumber, receipt.Date, receipt.Instant, receipt.Body, receipt.Form, receipt.Sha256, "Marc Bernard, Directeur général", SealedReceipt.Worth,
                "misi.dgefp@emploi.gouv.fr", .. receipt.Content.Findings.Select(f => f.Label), .. receipt.Content.Findings.Select(f => f.Explanation).OfType<string>()],
            expected => Assert.Contains(expected, sent[0].TextBody!.ReplaceLineEndings("\n"), StringComparison.Ordinal));
    }

    /// <summary>The process dies after the commit and before the mail: the message waits in the database, written with the submission.</summary>
    [Fact]
    public async Task Submit_writes_the_messages_in_the_transaction_of_the_submission()
    {
        var (given, _, submission) = await SignedStatement.Of(_host);

        var waiting = await _host.Database(d => d.OutgoingMessages.AsNoTracking().Where(m => m.Key.StartsWith($"accuse-{submission.Id}-")).ToListAsync());

        Assert.All(waiting, m => Assert.Null(m.SentAt));
        Assert.Contains(waiting, m => m.To == StatementHost.Marc.Email);
        var refused = await SignedStatement.Ready(_host);
        var marc = await _host.As(StatementHost.Marc);
        (await marc.SendAsync(await marc.PageAsync($"{refused.Root}/signature"), "form[action$=signature]", [.. SignedStatement.Filled, ("empreinte", "x")])).Dispose();
        Assert.Equal(waiting.Count, await _host.Database(d => d.OutgoingMessages.CountAsync(m => m.Key.StartsWith("accuse-"))));
        Assert.NotEqual(given.Id, refused.Id);
    }

    [Fact]
    public async Task Resend_sends_one_more_copy_to_who_asks_and_submits_nothing()
    {
        var (given, marc, submission) = await SignedStatement.Of(_host);
        await Deliver();
        var before = Receipts(submission).Count;
        var page = await marc.PageAsync($"{given.Root}/accuses/1");

        using var answer = await marc.SendAsync(page, "#renvoi");
        using var twice = await marc.SendAsync(page, "#renvoi");
        await Deliver();

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (answer.StatusCode, twice.StatusCode));
        Assert.Contains("Ce n’est pas un nouveau dépôt", (await marc.PageAsync($"{given.Root}/accuses/1")).TextOf("main p[role=status]"), StringComparison.Ordinal);
        Assert.Equal(before + 1, Receipts(submission).Count);
        Assert.Equal(StatementHost.Marc.Email, Receipts(submission)[^1].To.Mailboxes.Single().Address);
        Assert.Single(await _host.Journal(given.Id), e => e.Action == AuditAction.ReceiptResent);
        Assert.Equal(1, await _host.Database(d => d.Submissions.CountAsync(s => s.DeclarationId == given.Id)));
        var sophie = await _host.As(StatementHost.Sophie);
        var own = await sophie.PageAsync("/declarations");
        using var stranger = await sophie.SendFieldsAsync(
            $"{given.Root}/accuses/1/renvoi", [KeyValuePair.Create("__RequestVerificationToken", own.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!)]);
        Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);
    }

    private List<MimeKit.MimeMessage> Receipts(Submission submission) =>
        [.. _server.Received.Where(m => m.Subject!.EndsWith(submission.ReceiptNumber, StringComparison.Ordinal))];

    private async Task Deliver() =>
        Assert.True(await ActivatorUtilities.CreateInstance<LeasedJob<MailDelivery>>(_host.Services).Execute(CancellationToken.None));
}
