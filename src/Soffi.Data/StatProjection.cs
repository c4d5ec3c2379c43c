using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Soffi.Data.Rows;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Statistics;

namespace Soffi.Data;

/// <summary>
/// What statistics read, kept in step with what is saved, in the same transaction: facts of the submissions, which of them
/// count and since when, members of the cells of the forms. Nothing else writes these tables (ADR 22).
/// </summary>
public static class StatProjection
{
    /// <summary>Called by the save itself.</summary>
    /// <param name="changed">All that is to be saved, as it was detected.</param>
    internal static async Task Apply(SoffiDbContext context, IReadOnlyList<EntityEntry> changed, CancellationToken cancellation)
    {
        if (!changed.Any(ChangeStamps.OfStatistics))
        {
            return;
        }

        var added = changed.Where(e => e.State == EntityState.Added).Select(e => e.Entity).OfType<Submission>().ToList();
        var superseded = changed.Where(e => e.State == EntityState.Modified && e.Entity is Submission { IsLatest: false } && e.Property(nameof(Submission.IsLatest)).IsModified)
            .Select(e => (Submission)e.Entity).ToList();
        var judged = changed.Where(e => e.State == EntityState.Modified).Select(e => e.Entity).OfType<Declaration>().Select(d => context.Entry(d))
            .Where(e => e.Property(d => d.Status).IsModified && IsAccepted(e.Property(d => d.Status).OriginalValue) != IsAccepted(e.Entity.Status))
            .Select(e => e.Entity).ToList();
        var forms = changed.Where(e => e.State == EntityState.Added).Select(e => e.Entity).OfType<FormVersion>().ToList();
        if (added.Count > 0)
        {
            await Add(context, added, cancellation);
        }

        foreach (var former in superseded)
        {
            var until = added.Where(s => s.DeclarationId == former.DeclarationId && s.Number > former.Number).Min(s => (DateTimeOffset?)s.SubmittedAt);
            if (await context.StatSubmissions.FindAsync([StatSubmission.NoOf(former.Id)], cancellation) is { } known)
            {
                context.Entry(known).Property(s => s.Until).CurrentValue = until ?? former.SubmittedAt;
            }
        }

        foreach (var declaration in judged)
        {
            foreach (var known in await context.StatSubmissions.Where(s => s.DeclarationId == declaration.Id && s.Until == null).ToListAsync(cancellation))
            {
                context.Entry(known).Property(s => s.IsAccepted).CurrentValue = IsAccepted(declaration.Status);
            }
        }

        if (forms.Count > 0)
        {
            await AddMembers(context, forms.Select(f => f.DefinitionJson), cancellation);
        }
    }

    /// <summary>
    /// Projects what was saved before these tables existed: submissions without facts, forms whose cells have no members. To
    /// be called after a migration; may be cut and called again.
    /// </summary>
    public static async Task CatchUp(SoffiDbContext context, CancellationToken cancellation = default)
    {
        var forms = await context.FormVersions.AsNoTracking().Select(f => f.DefinitionJson).ToListAsync(cancellation);
        await AddMembers(context, forms, cancellation);
        await context.SaveChangesAsync(cancellation);
        var missing = await context.Submissions.Where(s => !context.StatSubmissions.Any(x => x.SubmissionId == s.Id))
            .OrderBy(s => s.SubmittedAt).Select(s => s.Id).ToListAsync(cancellation);
        foreach (var id in missing)
        {
            context.ChangeTracker.Clear();
            var submission = await context.Submissions.AsNoTracking().Include(s => s.Cells).SingleAsync(s => s.Id == id, cancellation);
            var next = await context.Submissions.Where(s => s.DeclarationId == submission.DeclarationId && s.Number > submission.Number)
                .OrderBy(s => s.Number).Select(s => (DateTimeOffset?)s.SubmittedAt).FirstOrDefaultAsync(cancellation);
            await Add(context, [submission], cancellation);
            context.ChangeTracker.Entries<StatSubmission>().Single().Entity.Until = submission.IsLatest ? null : next ?? submission.SubmittedAt;
            await context.SaveChangesAsync(cancellation);
        }

        context.ChangeTracker.Clear();
    }

    private static bool IsAccepted(DeclarationStatus status) => status is DeclarationStatus.Validated or DeclarationStatus.Published;

    private static async Task Add(SoffiDbContext context, List<Submission> added, CancellationToken cancellation)
    {
        var campaignIds = added.Select(s => s.CampaignId).Distinct().ToList();
        var campaigns = await context.Campaigns.AsNoTracking().Where(c => campaignIds.Contains(c.Id))
            .Select(c => new { c.Id, c.Kind, c.Exercise }).ToDictionaryAsync(c => c.Id, cancellation);
        var operatorIds = added.Select(s => s.OperatorId).Distinct().ToList();
        var operators = await context.Operators.AsNoTracking().Where(o => operatorIds.Contains(o.Id))
            .Select(o => new { o.Id, o.Type, o.RegionCode }).ToDictionaryAsync(o => o.Id, cancellation);
        foreach (var submission in added)
        {
            var (campaign, body) = (campaigns[submission.CampaignId], operators[submission.OperatorId]);
            var family = new StatFamily(campaign.Kind, body.Type);
            var no = StatSubmission.NoOf(submission.Id);
            var next = added.Where(s => s.DeclarationId == submission.DeclarationId && s.Number > submission.Number).Min(s => (DateTimeOffset?)s.SubmittedAt);
            context.StatSubmissions.Add(new StatSubmission
            {
                No = no,
                SubmissionId = submission.Id,
                DeclarationId = submission.DeclarationId,
                OperatorId = submission.OperatorId,
                Type = body.Type,
                RegionCode = body.RegionCode ?? "",
                Kind = campaign.Kind,
                Exercise = campaign.Exercise,
                Number = submission.Number,
                From = submission.SubmittedAt,
                Until = submission.IsLatest ? null : next ?? submission.SubmittedAt,
                IsAccepted = await IsAccepted(context, submission, cancellation),
            });
            context.StatFacts.AddRange(submission.Cells.Where(c => c.Kind is CellKind.Number or CellKind.NotApplicable).Select(c => new StatFactRow
            {
                Exercise = campaign.Exercise,
                CellId = family.CellId(c.Code),
                SubmissionNo = no,
                Kind = c.Kind,
                Number = c.Number ?? 0,
            }));
        }
    }

    private static async Task<bool> IsAccepted(SoffiDbContext context, Submission submission, CancellationToken cancellation)
    {
        if (!submission.IsLatest)
        {
            return false;
        }

        var local = context.Declarations.Local.FindEntry(submission.DeclarationId)?.Entity;
        return IsAccepted(local?.Status
            ?? await context.Declarations.Where(d => d.Id == submission.DeclarationId).Select(d => d.Status).SingleAsync(cancellation));
    }

    private static async Task AddMembers(SoffiDbContext context, IEnumerable<string> definitions, CancellationToken cancellation)
    {
        var known = (await context.StatCellMembers.AsNoTracking().Select(m => new { m.Axis, m.CellId }).ToListAsync(cancellation))
            .Select(m => (m.Axis, m.CellId)).ToHashSet();
        // What cannot be read has no cells; who uses that version is told (FormCatalog).
        foreach (var form in definitions.Select(d => FormReader.TryReadCanonical(d).Definition).OfType<FormDefinition>())
        {
            var family = new StatFamily(form.Header.Kind, form.Header.OperatorType);
            context.StatCellMembers.AddRange(
                from table in form.Cadres.SelectMany(c => c.Tables)
                from cell in table.Cells
                from member in StatCells.MembersOf(table, cell.Code)
                let id = family.CellId(cell.Code)
                where known.Add((member.Axis, id))
                select new StatCellMember { Axis = member.Axis, CellId = id, Member = member.Code });
        }
    }
}
