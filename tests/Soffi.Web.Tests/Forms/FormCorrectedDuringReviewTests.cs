using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Declarations;

namespace Soffi.Web.Tests.Forms;

/// <summary>A form corrected while a statement is reviewed: what is sealed stays on its version; what is being corrected goes on on the new one.</summary>
public sealed class FormCorrectedDuringReviewTests : IAsyncLifetime, IDisposable
{
    private const string Reason = "Le libellé de la ligne prêtait à confusion.";
    private static readonly Actor Anne = new(Guid.CreateVersion7(), "Anne Fictive", "anne@exemple.invalid", []);
    private readonly StatementHost _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => ((IAsyncLifetime)_host).DisposeAsync();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Publish_while_reviewed_then_while_corrected_reads_each_version_on_its_form()
    {
        var (given, marc, submission) = await SignedStatement.Of(_host);
        var ines = await _host.As(DemoAccounts.AgentDgefp, Role.AgentDgefp);
        var agent = await _host.Database(d => d.Users.Where(u => u.Email == DemoAccounts.AgentDgefp.Email).Select(u => u.Id).SingleAsync());
        var page = await ines.PageAsync($"/instruction/{submission.Id}");
        using var taken = await ines.SendAsync(page, "form[action$='prise-en-charge']", ("Agent", $"{agent}"));
        Assert.Equal(HttpStatusCode.SeeOther, taken.StatusCode);
        var before = (await _host.Stored(given.Id)).FormVersionId;
        var label = _host.Form.FindTable("B2")!.Rows[0].Label;

        await Publish(2, label, $"{label} (corrigé)");

        Assert.Equal((before, DeclarationStatus.UnderReview), ((await _host.Stored(given.Id)).FormVersionId, (await _host.Stored(given.Id)).Status));
        Assert.DoesNotContain("(corrigé)", (await ines.PageAsync($"/instruction/{submission.Id}/cadres/B2")).TextOf("main"), StringComparison.Ordinal);
        var form = await ines.PageAsync($"/instruction/{submission.Id}/corrections");
        using var asked = await ines.SendAsync(form, "form[action$=corrections]", ("Cadres", "B2"), ("Reasons", "Typing"), ("Text", "Revoyez la première ligne."));
        Assert.Equal(HttpStatusCode.SeeOther, asked.StatusCode);

        await Publish(3, label, $"{label} (corrigé deux fois)");

        var standing = await _host.Stored(given.Id);
        Assert.NotEqual(before, standing.FormVersionId);
        Assert.Equal(DeclarationStatus.CorrectionsRequested, standing.Status);
        Assert.Contains(await _host.Journal(given.Id), e => e.Action == AuditAction.FormMoved);
        Assert.Contains("(corrigé deux fois)", (await marc.PageAsync(given.Cadre("B2"))).TextOf("main"), StringComparison.Ordinal);
        Assert.DoesNotContain("(corrigé", (await ines.PageAsync($"/instruction/{submission.Id}/cadres/B2")).TextOf("main"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await ines.GetAsync($"/instruction/{submission.Id}/corrections/elargissement")).StatusCode);

        using var signed = await marc.SendAsync(await marc.PageAsync($"{given.Root}/signature"), "form[action$=signature]", [.. SignedStatement.Filled, ("corrige", "true")]);

        Assert.Equal($"{given.Root}/accuses/2", signed.Headers.Location!.OriginalString);
        var versions = await _host.Database(d => d.Submissions.Where(s => s.DeclarationId == given.Id).OrderBy(s => s.Number).ToListAsync());
        Assert.Equal([1, 3], versions.Select(s => SealedContent.Of(s.CanonicalJson).FormVersion));
        Assert.All(versions, s => Assert.True(SubmissionSnapshot.IsIntact(s)));
        Assert.Equal(HttpStatusCode.OK, (await marc.GetAsync($"{given.Root}/accuses/2/differences")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await marc.GetAsync($"{given.Root}/accuses/1")).StatusCode);
    }

    private async Task Publish(int number, string label, string replaced)
    {
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        var form = FormReader.ReadCanonical(_host.Form.Header.CanonicalJson
            .Replace($"\"label\":\"{label}\"", $"\"label\":\"{replaced}\"", StringComparison.Ordinal).Replace("\"version\":1", $"\"version\":{number}", StringComparison.Ordinal));
        await using var scope = _host.Services.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<FormPublications>().Publish(form, Reason, false, Anne);
        Assert.Empty(outcome.Refusals);
    }
}
