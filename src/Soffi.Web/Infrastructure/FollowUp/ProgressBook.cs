using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Data.Rows;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Infrastructure.Antivirus;

namespace Soffi.Web.Infrastructure.FollowUp;

/// <summary>
/// What is left in each of many statements: read from what is kept, computed for those that changed since, then kept. What is
/// shown is always what the page of the statement itself would say.
/// </summary>
public sealed class ProgressBook(
    SoffiDbContext database, ProgressQueries queries, DeclarationRepository repository, StatementContexts contexts, FormCatalog forms, StandingStatements standing,
    AntivirusScan antivirus, TimeProvider clock)
{
    /// <summary>By statement, for those that are being filled.</summary>
    public async Task<IReadOnlyDictionary<Guid, StatementLeft>> Of(IReadOnlyList<FollowedStatement> statements, CancellationToken cancellation) =>
        (await Read(statements, cancellation)).Found;

    /// <summary>Computes what changed, and keeps it.</summary>
    /// <returns>How many were computed.</returns>
    public async Task<int> Renew(IReadOnlyList<FollowedStatement> statements, CancellationToken cancellation) => (await Read(statements, cancellation)).Computed;

    private async Task<(Dictionary<Guid, StatementLeft> Found, int Computed)> Read(IReadOnlyList<FollowedStatement> statements, CancellationToken cancellation)
    {
        var filled = statements.Where(s => s.IsBeingFilled).ToList();
        var around = await queries.Around([.. filled.Select(s => s.Campaign.Id).Distinct()], cancellation);
        var found = new Dictionary<Guid, StatementLeft>();
        var changed = new List<(FollowedStatement Statement, string Stamp)>();
        foreach (var statement in filled)
        {
            var stamp = StampOf(statement, around);
            if (around.Kept.TryGetValue(statement.Id, out var kept) && kept.Revision == statement.Revision && kept.Stamp == stamp)
            {
                found[statement.Id] = kept.Left;
            }
            else
            {
                changed.Add((statement, stamp));
            }
        }

        foreach (var (statement, stamp) in changed)
        {
            if (await Compute(statement.Id, cancellation) is var (left, revision))
            {
                found[statement.Id] = left;
                await Keep(statement.Id, left, revision, stamp, cancellation);
            }
        }

        return (found, changed.Count);
    }

    private string StampOf(FollowedStatement statement, ProgressSurroundings around)
    {
        var now = clock.GetUtcNow();
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{statement.FormVersionId} {ParisTime.Of(now):yyyy-MM-dd} {antivirus.Options.Mode} {string.Join('|', around.Settings[(statement.Campaign.Id, statement.Body.Type)])} "
            + $"{string.Join('|', around.LastYear[(statement.Campaign.Id, statement.Body.Id)])} {string.Join('|', around.Waivers[statement.Id].Where(w => now < w.ExpiresAt).Select(w => w.Id))}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private async Task<(StatementLeft Left, int Revision)?> Compute(Guid id, CancellationToken cancellation)
    {
        if (await repository.Load(id, cancellation) is not { } loaded)
        {
            return null;
        }

        var form = await forms.Definition(loaded.FormVersion.Id, cancellation);
        var context = await contexts.Of(loaded, form, cancellation);
        var evaluation = standing.Evaluate(loaded.Declaration, form, context);
        var documents = loaded.Checklist(evaluation.Calculation.Values, antivirus.Options.Mode == AntivirusMode.None);
        var findings = StatementControls.Check(evaluation, loaded.Declaration, documents, loaded.Campaign.Exercise);
        var without = loaded.Declaration.WithoutObject(form).Select(c => c.Cadre).ToHashSet();
        return (
            StatementLeft.Of(FormProgress.Of(form, evaluation.Calculation, without), SubmissionReadiness.Of(loaded.Declaration, findings)),
            loaded.Declaration.Revision);
    }

    private async Task Keep(Guid id, StatementLeft left, int revision, string stamp, CancellationToken cancellation)
    {
        var row = await database.StatementProgress.SingleOrDefaultAsync(p => p.DeclarationId == id, cancellation);
        if (row is null)
        {
            database.StatementProgress.Add(row = new StatementProgress { DeclarationId = id });
        }

        row.Keep(left, revision, stamp);
        try
        {
            await database.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || UniqueViolation.Is(e))
        {
            // Computed twice at once: the first one kept is as good.
        }

        database.ChangeTracker.Clear();
    }
}
