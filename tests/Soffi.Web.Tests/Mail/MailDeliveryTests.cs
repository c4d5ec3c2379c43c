using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Soffi.Data;
using Soffi.Data.Rows;
using Soffi.Web.Infrastructure.Jobs;
using Soffi.Web.Infrastructure.Mail;
using Soffi.Web.Tests.Features.Account;

namespace Soffi.Web.Tests.Mail;

/// <summary>Messages wait in the database, leave by a real mail server, are delayed by a dead one, and never doubled.</summary>
public sealed class MailDeliveryTests : IDisposable
{
    private readonly SignInFactory _factory = new();

    public void Dispose() => _factory.Dispose();

    [Fact]
    public async Task Deliver_hands_each_message_once_with_its_accents()
    {
        await using var server = new SmtpListener();
        UseServer(server.Port);
        await Wait("accord-1", "Délai accordé", "L’échéance est reportée à l’été.");

        await Deliver();
        await Deliver();

        var message = Assert.Single(server.Received);
        Assert.Equal("Délai accordé", message.Subject);
        Assert.Contains("reportée à l’été", message.TextBody, StringComparison.Ordinal);
        Assert.Equal("claire@exemple.invalid", message.To.Mailboxes.Single().Address);
        Assert.NotNull((await Rows()).Single().SentAt);
    }

    [Fact]
    public async Task Deliver_to_a_dead_server_delays_and_sends_when_it_is_back()
    {
        int port;
        await using (var gone = new SmtpListener())
        {
            port = gone.Port;
        }

        UseServer(port);
        await Wait("accord-1", "Délai", "Reporté.");
        await Deliver();
        var late = (await Rows()).Single();
        Assert.Null(late.SentAt);
        Assert.Equal(1, late.Attempts);
        Assert.NotNull(late.LastError);
        Assert.True(late.DueAt > _factory.Clock.GetUtcNow());
        await Deliver();
        Assert.Equal(1, (await Rows()).Single().Attempts);
    }

    [Fact]
    public async Task Deliver_to_a_server_that_refuses_for_now_tries_again_later_and_later()
    {
        await using var server = new SmtpListener { Refusal = "450 4.2.0 later" };
        UseServer(server.Port);
        await Wait("accord-1", "Délai", "Reporté.");
        for (var i = 0; i < 12; i++)
        {
            await Deliver();
            _factory.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(12, (await Rows()).Single().Attempts);
        Assert.Empty(server.Received);
        server.Refusal = null;
        await Deliver();
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task Deliver_after_a_cut_between_sending_and_saving_sends_the_same_identifier()
    {
        await using var server = new SmtpListener();
        UseServer(server.Port);
        await Wait("accord-1", "Délai", "Reporté.");
        await Deliver();
        await _factory.DatabaseAsync(d => d.OutgoingMessages.ExecuteUpdateAsync(set => set.SetProperty(m => m.SentAt, (DateTimeOffset?)null)));

        await Deliver();

        Assert.Equal(2, server.Received.Count);
        Assert.Single(server.Received.Select(m => m.MessageId).Distinct());
    }

    [Fact]
    public async Task Ask_twice_for_the_same_message_is_refused_by_the_database()
    {
        await Wait("accord-1", "Délai", "Reporté.");

        var error = await Assert.ThrowsAnyAsync<DbUpdateException>(() => Wait("accord-1", "Délai", "Reporté."));

        Assert.True(UniqueViolation.Is(error));
    }

    [Fact]
    public async Task Deliver_without_a_server_writes_files_that_mail_readers_open()
    {
        await Wait("accord-1", "Délai accordé", "L’échéance est reportée à l’été.");

        await Deliver();

        var file = Assert.Single(Directory.GetFiles(_factory.MailFolder, "*.eml"));
        var message = await MimeMessage.LoadAsync(file);
        Assert.Equal("Délai accordé", message.Subject);
        Assert.Contains("reportée à l’été", message.TextBody, StringComparison.Ordinal);
    }

    private void UseServer(int port)
    {
        _factory.Settings["Mail:Host"] = "127.0.0.1";
        _factory.Settings["Mail:Port"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        _factory.Settings["Mail:RequireTls"] = "false";
    }

    private async Task Wait(string key, string subject, string line)
    {
        await using var scope = _factory.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Outbox>().Add(key, "claire@exemple.invalid", subject, line);
        await scope.ServiceProvider.GetRequiredService<SoffiDbContext>().SaveChangesAsync();
    }

    private async Task Deliver() =>
        Assert.True(await ActivatorUtilities.CreateInstance<LeasedJob<MailDelivery>>(_factory.Services).Execute(CancellationToken.None));

    private Task<List<OutgoingMessage>> Rows() => _factory.DatabaseAsync(d => d.OutgoingMessages.AsNoTracking().ToListAsync());
}
