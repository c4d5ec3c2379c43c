using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Web.Infrastructure.Jobs;
using Soffi.Web.Infrastructure.Proofs;
using Soffi.Web.Tests.Access;

namespace Soffi.Web.Tests.Deliveries;

/// <summary>The state « comporte ses comptes et bilans » (R. 6332-31, II): the documents sealed with it leave with it, within the limit of a message.</summary>
public sealed class DeliveryDocumentTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly Actor Claire = new(Guid.CreateVersion7(), "Claire Martin", "claire@exemple.invalid", []);

    private readonly DeliveryHouse _house = new();

    public Task InitializeAsync()
    {
        _house.Factory.Settings["Deliveries:MostBytes"] = "2000000";
        return _house.Start();
    }

    Task IAsyncLifetime.DisposeAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task Send_joins_the_sealed_documents_and_names_those_that_do_not_fit_or_were_withdrawn()
    {
        var (accounts, heavy, withdrawn) = (Encoding.UTF8.GetBytes("%PDF-1.7 comptes"), new byte[2_500_000], Encoding.UTF8.GetBytes("%PDF-1.7 retiré"));
        var received = new[] { await Store("CAC", "comptes.pdf", accounts), await Store("CA", "annexe.pdf", heavy), await Store("RAPPORT", "rapport.pdf", withdrawn) };
        var submission = await _house.Factory.SubmitAsync(_house.Opco, _house.Campaign, d =>
        {
            foreach (var one in received)
            {
                d.AddDocument(one, Claire, _house.Factory.Clock.GetUtcNow());
            }
        });
        await _house.Factory.DatabaseAsync(async d =>
        {
            (await d.Documents.SingleAsync(x => x.Name == "rapport.pdf")).Withdraw("Données sur une personne.", "Inès Rousseau", _house.Factory.Clock.GetUtcNow());
            return await d.SaveChangesAsync();
        });
        await _house.OrderNow(submission);
        await _house.Transmit();
        await _house.Mail();

        var mail = Assert.Single(_house.Server.Received);
        var files = mail.Attachments.OfType<MimePart>().ToDictionary(p => p.FileName!, Bytes);
        Assert.Equal([SubmissionProofs.ReceiptName(submission), SubmissionProofs.BundleName(submission), "comptes.pdf"], files.Keys);
        Assert.Equal(accounts, files["comptes.pdf"]);
        var text = mail.TextBody!.Replace('\u00a0', ' ');
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(accounts)), text, StringComparison.Ordinal);
        Assert.Contains("annexe.pdf", text[text.IndexOf("ne sont pas joints", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Contains("trop volumineux pour ce message", text, StringComparison.Ordinal);
        Assert.Contains("contenu retiré par l’administration", text, StringComparison.Ordinal);
        Assert.DoesNotContain("retiré", Encoding.UTF8.GetString(files["comptes.pdf"]), StringComparison.Ordinal);
    }

    /// <summary>Files stay with their message as long as it has not left, and a week more; the message itself, and the hash in the register, stay.</summary>
    [Fact]
    public async Task Housekeeping_takes_the_files_of_messages_gone_for_a_week_and_no_other()
    {
        var submission = await _house.Factory.SubmitAsync(_house.Opco, _house.Campaign);
        await _house.OrderNow(submission);
        await _house.Transmit();
        _house.Factory.Clock.Advance(TimeSpan.FromDays(30));
        await Tidy();
        Assert.Equal(2, await Files());
        await _house.Mail();
        _house.Factory.Clock.Advance(TimeSpan.FromDays(6));
        await Tidy();
        Assert.Equal(2, await Files());

        _house.Factory.Clock.Advance(TimeSpan.FromDays(1));
        await Tidy();

        Assert.Equal(0, await Files());
        var delivery = await _house.Only();
        Assert.NotNull(delivery.BundleSha256);
        Assert.NotNull((await _house.Factory.DatabaseAsync(d => d.OutgoingMessages.SingleAsync(m => m.Key == delivery.MessageKey))).SentAt);
        Assert.Single(_house.Server.Received);
    }

    private Task<int> Files() => _house.Factory.DatabaseAsync(d => d.OutgoingAttachments.CountAsync());

    private async Task Tidy()
    {
        await using var scope = _house.Factory.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<HousekeepingJob>().Run(CancellationToken.None);
    }

    private async Task<ReceivedDocument> Store(string code, string name, byte[] bytes)
    {
        await using var scope = _house.Factory.Services.CreateAsyncScope();
        using var stream = new MemoryStream(bytes);
        var content = await scope.ServiceProvider.GetRequiredService<SoffiDbContext>()
            .InTransaction(token => scope.ServiceProvider.GetRequiredService<DocumentContents>().Add(stream, token));
        return new ReceivedDocument(code, code, name, FileFormat.Pdf, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), 1, content, new ScanResult(ScanVerdict.Clean));
    }

    private static byte[] Bytes(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content!.DecodeTo(bytes);
        return bytes.ToArray();
    }
}
