using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Data.Rows;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.Deliveries;
using Soffi.Web.Infrastructure.Jobs;
using Soffi.Web.Infrastructure.Mail;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Mail;

namespace Soffi.Web.Tests.Deliveries;

/// <summary>Submitted statements, an agent, a mail server, and the two jobs that make mail leave.</summary>
internal sealed class DeliveryHouse : IAsyncDisposable
{
    public const string Queue = "/instruction/transmissions";
    public const string Address = "esf@francecompetences.example";

    public SignInFactory Factory { get; } = new();

    public SmtpListener Server { get; } = new();

    public int Campaign { get; private set; }

    public int Opco { get; private set; }

    public HttpClient Ines { get; private set; } = null!;

    public async Task Start(bool addressed = true)
    {
        Factory.Settings["Mail:Host"] = "127.0.0.1";
        Factory.Settings["Mail:Port"] = Server.Port.ToString(CultureInfo.InvariantCulture);
        Factory.Settings["Mail:RequireTls"] = "false";
        await Factory.PublishCguAsync();
        Opco = await Factory.OperatorAsync("AKTO", OperatorType.Opco);
        Campaign = await Factory.CampaignAsync();
        await Factory.GrantAsync(DemoAccounts.AgentDgefp, Role.AgentDgefp);
        await Factory.GrantAsync(DemoAccounts.AgentDreets, Role.AgentDreets, regionCode: "84");
        await Factory.GrantAsync(DemoAccounts.DeclarantOpco, Role.Declarant, Opco);
        Ines = await Factory.EnteredAsync(DemoAccounts.AgentDgefp);
        if (addressed)
        {
            await SetAddress(LegalRecipients.FranceCompetences, Address);
        }
    }

    public Task SetAddress(string recipient, string email) => Factory.DatabaseAsync(d =>
    {
        d.RecipientAddresses.Add(new RecipientAddress { Recipient = recipient, Email = email, ChangedBy = "Essai", ChangedAt = Factory.Clock.GetUtcNow() });
        return d.SaveChangesAsync();
    });

    /// <summary>Through the preview, as the agent does.</summary>
    public async Task<HttpResponseMessage> Order(IEnumerable<string> choices, params (string Name, string Value)[] typed) =>
        await Ines.SendAsync(await Preview(choices), "#envoyer", typed);

    public Task<IHtmlDocument> Preview(IEnumerable<string> choices) => Ines.PageAsync($"{Queue}/apercu?{string.Join('&', choices.Select(c => $"choix={c}"))}");

    public static string To(Submission submission, string recipient = LegalRecipients.FranceCompetences) => $"{submission.Id}:{recipient}";

    public async Task OrderNow(params Submission[] submissions)
    {
        using var answer = await Order(submissions.Select(s => To(s)), ("When", "maintenant"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    public async Task Transmit() => Assert.True(await Job<DeliveryJob>());

    public async Task Mail() => Assert.True(await Job<MailDelivery>());

    public Task<Delivery> Only() => Factory.DatabaseAsync(d => Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.SingleAsync(d.Deliveries));

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Factory.DisposeAsync();
    }

    private Task<bool> Job<TJob>() where TJob : class, IScheduledJob =>
        ActivatorUtilities.CreateInstance<LeasedJob<TJob>>(Factory.Services).Execute(CancellationToken.None);
}
