using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Forms;
using Soffi.Web.Tests.Declarations;

namespace Soffi.Web.Tests.Forms;

/// <summary>A corrected version takes the place of the one in use under the statements not submitted, all or none, and says so.</summary>
public sealed class FormPublicationsTests : IAsyncLifetime, IDisposable
{
    private const string Reason = "Le libellé de la ligne prêtait à confusion.";
    private static readonly Actor Anne = new(Guid.CreateVersion7(), "Anne Fictive", "anne@exemple.invalid", []);
    private readonly StatementHost _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => ((IAsyncLifetime)_host).DisposeAsync();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Publish_compatible_version_moves_what_is_not_submitted_and_tells_it()
    {
        var (begun, submitted) = (await _host.Statement(_host.Whole()), await _host.Statement(_host.Whole()));
        await _host.Change(submitted.Id, (loaded, _) => { loaded.Declaration.Submit(_host.Clock.GetUtcNow()); return true; });
        var before = await _host.Stored(begun.Id);
        var marc = await _host.As(StatementHost.Marc);
        await _host.Explain(begun.Id, FormChecker.Check(_host.Form, FormCalculator.Calculate(_host.Form, before.Values(), CellValues.Empty), CellValues.Empty)
            .Where(f => f.Severity == Severity.ToExplain));
        var signature = await marc.PageAsync($"{begun.Root}/signature");
        _host.Clock.Advance(TimeSpan.FromMinutes(1));

        var outcome = await Publish(Relabelled(2), announced: false);

        Assert.Empty(outcome.Refusals);
        var after = await _host.Stored(begun.Id);
        Assert.Equal(outcome.Version!.Id, after.FormVersionId);
        Assert.Equal(before.Values().ToDictionary(), after.Values().ToDictionary());
        Assert.NotEqual(outcome.Version.Id, (await _host.Stored(submitted.Id)).FormVersionId);
        var entry = Assert.Single(await _host.Journal(begun.Id), e => e.Action == AuditAction.FormMoved);
        using var details = JsonDocument.Parse(entry.DetailsJson);
        Assert.Equal((1, 2, Reason), (details.RootElement.GetProperty("de").GetInt32(), details.RootElement.GetProperty("a").GetInt32(), details.RootElement.GetProperty("motif").GetString()));
        Assert.DoesNotContain(await _host.Journal(submitted.Id), e => e.Action == AuditAction.FormMoved);

        var told = (await marc.PageAsync(begun.Root)).TextOf("#correction-2");
        Assert.Contains("Le formulaire a été corrigé le", told, StringComparison.Ordinal);
        Assert.Contains(Reason, told, StringComparison.Ordinal);
        Assert.Contains("libellé modifié", told, StringComparison.Ordinal);
        Assert.Null((await marc.PageAsync(submitted.Root)).QuerySelector("#correction-2"));

        // What was about to be signed was read on the former version.
        using var signed = await marc.SendAsync(signature, "form[action$=signature]", ("fonction", "Directeur"), ("certifie", "true"));
        Assert.Equal(HttpStatusCode.Conflict, signed.StatusCode);
    }

    [Fact]
    public async Task Publish_version_that_asks_more_needs_to_be_announced()
    {
        var given = await _host.Statement(_host.Whole());
        var stricter = Edited(2, json => json.Replace("\"severity\":\"information\"", "\"severity\":\"bloquant\"", StringComparison.Ordinal));
        _host.Clock.Advance(TimeSpan.FromMinutes(1));

        var refused = await Publish(stricter, announced: false);
        Assert.Contains("confirmez", Assert.Single(refused.Refusals), StringComparison.Ordinal);
        Assert.Equal(1, await Versions());

        Assert.Empty((await Publish(stricter, announced: true)).Refusals);
        Assert.Equal(2, await Versions());
        Assert.Contains("passe de", (await (await _host.As(StatementHost.Claire)).PageAsync(given.Root)).TextOf("#correction-2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_incompatible_version_is_refused_with_its_reasons_and_nothing_moves()
    {
        var given = await _host.Statement(_host.Whole());
        var before = (await _host.Stored(given.Id)).FormVersionId;

        var outcome = await Publish(Edited(3, json => json), announced: true);

        Assert.Contains("doit être 2", Assert.Single(outcome.Refusals), StringComparison.Ordinal);
        Assert.Null(outcome.Version);
        Assert.Equal(before, (await _host.Stored(given.Id)).FormVersionId);
        Assert.Equal(1, await Versions());
        Assert.DoesNotContain(await _host.Journal(given.Id), e => e.Action == AuditAction.FormMoved);
    }

    private FormDefinition Relabelled(int number)
    {
        var row = _host.Form.FindTable("B2")!.Rows[0];
        return Edited(number, json => json.Replace($"\"label\":\"{row.Label}\"", $"\"label\":\"{row.Label} (corrigé)\"", StringComparison.Ordinal));
    }

    private FormDefinition Edited(int number, Func<string, string> edit) => FormReader.ReadCanonical(
        edit(_host.Form.Header.CanonicalJson).Replace("\"version\":1", $"\"version\":{number}", StringComparison.Ordinal));

    private async Task<PublicationOutcome> Publish(FormDefinition form, bool announced)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<FormPublications>().Publish(form, Reason, announced, Anne);
    }

    private Task<int> Versions() => _host.Database(d => d.FormVersions.CountAsync());
}
