using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data.Rows;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Notices;
using Soffi.Domain.Operators;

namespace Soffi.Data;

/// <summary>A statement with its cells and explanations, and what it hangs on.</summary>
/// <param name="Host">The body that carries the operator as a section; null for a body of its own.</param>
public sealed record LoadedDeclaration(
    Declaration Declaration, Operator Operator, Campaign Campaign, FormVersion FormVersion, Operator? Host = null)
{
    /// <summary>« Section … (section de AFDAS) », for the journal; null for a body of its own.</summary>
    public string? Section => Host is null ? null : $"{Operator.Name} (section de {Host.Name})";

    /// <summary>Until when this operator may submit without being late, its extension included.</summary>
    public DateTimeOffset Deadline => Campaign.DeadlineFor(Operator);

    /// <summary>What that person may do with it at that instant.</summary>
    public DeclarationAccess AccessOf(Actor actor, DateTimeOffset now) => DeclarationAccess.Of(actor, Operator, Declaration, Campaign, now);

    /// <summary>Documents that the campaign asks of that type of operator.</summary>
    public IReadOnlyList<CampaignDocument> DocumentsAsked { get; init; } = [];

    /// <summary>What it hangs on stood so, or later, when the database gave that stamp (<see cref="ChangeStamp.Frame"/>); null when it was read in a change.</summary>
    public Guid? FrameStamp { get; init; }

    /// <summary>What is joined, held against what is asked.</summary>
    /// <param name="values">Every value of the statement, computed ones included.</param>
    /// <param name="acceptsUnscanned">The antivirus is switched off, openly, on this installation.</param>
    public DocumentChecklist Checklist(CellValues values, bool acceptsUnscanned) =>
        DocumentChecklist.Of(DocumentsAsked, Declaration.Documents, values, acceptsUnscanned);
}

/// <summary>What a statement hangs on. Shared by readers: nobody changes it.</summary>
/// <param name="Asked">Documents that the campaign asks of that type of operator.</param>
public sealed record StatementFrame(Operator Operator, Campaign Campaign, Operator? Host, IReadOnlyList<CampaignDocument> Asked);

/// <summary>The one door of the statements and of their submissions.</summary>
public sealed partial class DeclarationRepository(SoffiDbContext context, AuditTrail trail, FormCatalog forms, StandingStatements standing)
{
    /// <summary>Repeats of a change that another one overtook.</summary>
    private const int Attempts = 10;

    private static readonly Prepared<Func<SoffiDbContext, Guid, CancellationToken, Task<Head?>>> Heads = new(() =>
        EF.CompileAsyncQuery((SoffiDbContext context, Guid id, CancellationToken cancellation) => context.Declarations
            .Where(d => d.Id == id)
            .Select(d => new Head(d.Revision, context.ChangeStampRows.Where(s => s.Id == ChangeStamp.Frame).Select(s => s.Value).FirstOrDefault()))
            .SingleOrDefault()));

    private static readonly Prepared<Func<SoffiDbContext, Guid, CancellationToken, Task<Surroundings?>>> Around = new(() =>
        EF.CompileAsyncQuery((SoffiDbContext context, Guid id, CancellationToken cancellation) => (
            from declaration in context.Declarations
            join body in context.Operators on declaration.OperatorId equals body.Id
            join campaign in context.Campaigns on declaration.CampaignId equals campaign.Id
            join host in context.Operators on body.HostId equals (int?)host.Id into hosts
            from host in hosts.DefaultIfEmpty()
            where declaration.Id == id
            select new Surroundings(body, campaign, host)).AsNoTracking().SingleOrDefault()));

    private static readonly Prepared<Func<SoffiDbContext, int, OperatorType, IAsyncEnumerable<CampaignDocument>>> Asked = new(() =>
        EF.CompileAsyncQuery((SoffiDbContext context, int campaignId, OperatorType type) =>
            context.CampaignDocuments.Where(d => d.CampaignId == campaignId && d.OperatorType == type).OrderBy(d => d.Id).AsNoTracking()));

    /// <summary>The statement for reading, without its history, shared with other readers; null when there is none.</summary>
    public async Task<LoadedDeclaration?> Load(Guid id, CancellationToken cancellation = default)
    {
        if (await Heads.On(context)(context, id, cancellation) is not { } head
            || await standing.OfFrame(id, head.Frame, () => Frame(id, cancellation)) is not { } frame)
        {
            return null;
        }

        var declaration = standing.Find(id, head.Revision) ?? await Read(id, cancellation);
        return declaration is null ? null : await Among(declaration, frame, head.Frame, cancellation);
    }

    /// <summary>
    /// Loads the statement with the changes made after revision <paramref name="changesSince"/>, calls
    /// <paramref name="act"/> and saves all it did, audit entries included, in one transaction. When somebody else saved
    /// meanwhile, it is loaded again and <paramref name="act"/> called again: it must do nothing but change what it is
    /// given and add to this repository and this trail. Returns default when there is no such statement.
    /// </summary>
    /// <exception cref="InvalidOperationException">Changes made before are still unsaved: they would be lost or mixed.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Overtaken ten times.</exception>
    public async Task<T?> Change<T>(
        Guid id, int changesSince, Func<LoadedDeclaration, AuditTrail, T> act, CancellationToken cancellation = default)
    {
        if (context.ChangeTracker.HasChanges())
        {
            throw new InvalidOperationException("Save what is pending before changing a statement.");
        }

        for (var attempt = 1; ; attempt++)
        {
            context.ChangeTracker.Clear();
            var declaration = await LoadTracked(id, changesSince, cancellation);
            if (declaration is null || await Frame(id, cancellation) is not { } frame)
            {
                return default;
            }

            if (declaration.IsCorrecting)
            {
                // Known to this context, so that Add makes the next submission take its place.
                await context.Submissions.Where(s => s.DeclarationId == id && s.IsLatest).LoadAsync(cancellation);
                await Reopening(id, declaration.CorrectedNumber!.Value).LoadAsync(cancellation);
            }

            // Known to this context too: a submission lifts it.
            await context.FormalNotices.Where(n => n.DeclarationId == id && n.ClosedAt == null).LoadAsync(cancellation);
            var revision = declaration.Revision;
            var result = act(await Among(declaration, frame, null, cancellation), trail);
            try
            {
                await context.SaveChangesAsync(cancellation);
                return result;
            }
            catch (DbUpdateException e) when (attempt < Attempts && (e is DbUpdateConcurrencyException || UniqueViolation.Is(e)))
            {
                context.ChangeTracker.Clear();
                if (e is not DbUpdateConcurrencyException && await RevisionOf(id, cancellation) == revision)
                {
                    throw; // A duplicate that nobody else made: repeating would meet it again.
                }
            }
        }
    }

    /// <summary>Adds a new statement to the unit of work.</summary>
    public void Add(Declaration declaration) => context.Declarations.Add(declaration);

    /// <summary>
    /// Adds a submission to the unit of work; inside <see cref="Change"/>, it is saved with the statement, and takes the place
    /// of the one it corrects. A formal notice that was open has had its effect: it is lifted, or given up when it was not sent.
    /// </summary>
    /// <returns>The notices lifted, of which its people know.</returns>
    public IReadOnlyList<FormalNotice> Add(Submission submission)
    {
        foreach (var former in context.Submissions.Local.Where(s => s.DeclarationId == submission.DeclarationId && s.Id != submission.Id))
        {
            former.Supersede();
        }

        context.Submissions.Add(submission);
        var lifted = new List<FormalNotice>();
        foreach (var notice in context.FormalNotices.Local.Where(n => n.DeclarationId == submission.DeclarationId).ToList())
        {
            var sent = notice.IsSent;
            if (notice.LiftBySubmission(submission.ReceiptNumber, submission.SubmittedAt))
            {
                trail.Add(new AuditEntry(
                    submission.SubmittedAt, submission.SignatoryId, submission.SignatoryName, sent ? AuditAction.NoticeLifted : AuditAction.NoticeAbandoned,
                    "mise-en-demeure", notice.Number, submission.OperatorId, JsonSerializer.Serialize(new { motif = notice.ClosingText })));
                lifted.AddRange(sent ? [notice] : Array.Empty<FormalNotice>());
            }
        }

        return lifted;
    }

    /// <summary>The submission that statistics count, with its cells, untracked; null before the first.</summary>
    public Task<Submission?> LatestSubmission(Guid declarationId, CancellationToken cancellation = default) =>
        context.Submissions.AsNoTracking().Include(s => s.Cells)
            .SingleOrDefaultAsync(s => s.DeclarationId == declarationId && s.IsLatest, cancellation);

    /// <summary>
    /// The values submitted by that operator for the exercise before <paramref name="exercise"/>, computed cells included;
    /// empty when none was submitted.
    /// </summary>
    public async Task<CellValues> PreviousValues(
        int operatorId, StatementKind kind, int exercise, CancellationToken cancellation = default)
    {
        var cells = await (
            from submission in context.Submissions
            join campaign in context.Campaigns on submission.CampaignId equals campaign.Id
            join cell in context.SubmissionCells on submission.Id equals cell.SubmissionId
            where submission.OperatorId == operatorId && submission.IsLatest
                && campaign.Kind == kind && campaign.Exercise == exercise - 1
            select cell).AsNoTracking().ToListAsync(cancellation);
        return new CellValues(cells.Select(c => KeyValuePair.Create(c.Code, c.Value)));
    }

    /// <summary>The changes of cells made after that revision, oldest first.</summary>
    public async Task<IReadOnlyList<CellChange>> ChangesSince(Guid id, int revision, CancellationToken cancellation = default) =>
        await context.CellChanges.AsNoTracking().Where(c => c.DeclarationId == id && c.Revision > revision)
            .OrderBy(c => c.Revision).ThenBy(c => c.Id).ToListAsync(cancellation);

    /// <summary>The same, for a statement that stands at <paramref name="now"/>: from memory when all of it is there.</summary>
    /// <param name="since">Revision of the reader.</param>
    /// <param name="now">Revision that the database just told.</param>
    public async ValueTask<IReadOnlyList<CellChange>> ChangesSince(Guid id, int since, int now, CancellationToken cancellation) =>
        since >= now ? [] : standing.MovesOf(id).Changes(since, now) ?? await ChangesSince(id, since, cancellation);

    private async Task<Declaration?> Read(Guid id, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var declaration = await context.Declarations.AsNoTracking().AsSplitQuery()
                .Include(d => d.Cells).Include(d => d.Explanations).Include(d => d.Documents).Include(d => d.CadresWithoutObject)
                .SingleOrDefaultAsync(d => d.Id == id, cancellation);

            if (declaration?.CorrectedNumber is { } corrected && await Reopening(id, corrected).AsNoTracking().SingleOrDefaultAsync(cancellation) is { } asked)
            {
                declaration.Recall(asked);
            }

            // The parts were read one after the other: they belong together when nothing was saved meanwhile.
            if (declaration is null || await RevisionOf(id, cancellation) == declaration.Revision)
            {
                if (declaration is not null)
                {
                    standing.Keep(declaration);
                }

                return declaration;
            }

            if (attempt == Attempts)
            {
                return declaration;
            }
        }
    }

    private Task<Declaration?> LoadTracked(Guid id, int changesSince, CancellationToken cancellation) =>
        context.Declarations.AsSplitQuery()
            .Include(d => d.Cells)
            .Include(d => d.Explanations)
            .Include(d => d.Documents)
            .Include(d => d.CadresWithoutObject)
            .Include(d => d.Changes.Where(c => c.Revision > changesSince))
            .SingleOrDefaultAsync(d => d.Id == id, cancellation);

    /// <summary>The request of corrections being answered, with what it opens.</summary>
    private IQueryable<DeclarationReopening> Reopening(Guid id, int number) =>
        context.DeclarationReopenings.AsSplitQuery().Include(r => r.Parts).Include(r => r.Widenings).Include(r => r.Asks).Where(r => r.DeclarationId == id && r.Number == number);

    private Task<int> RevisionOf(Guid id, CancellationToken cancellation) =>
        context.Declarations.Where(d => d.Id == id).Select(d => d.Revision).SingleAsync(cancellation);

    /// <summary>What that statement hangs on, as it is now.</summary>
    private async Task<StatementFrame?> Frame(Guid id, CancellationToken cancellation)
    {
        if (await Around.On(context)(context, id, cancellation) is not { } around)
        {
            return null;
        }

        var asked = new List<CampaignDocument>();
        await foreach (var document in Asked.On(context)(context, around.Campaign.Id, around.Operator.Type).WithCancellation(cancellation))
        {
            asked.Add(document);
        }

        return new StatementFrame(around.Operator, around.Campaign, around.Host, asked);
    }

    /// <param name="stamp">Of the frame, read before it; null when it was read for this change only.</param>
    private async Task<LoadedDeclaration> Among(Declaration declaration, StatementFrame frame, Guid? stamp, CancellationToken cancellation) =>
        new(declaration, frame.Operator, frame.Campaign, await forms.Version(declaration.FormVersionId, cancellation), frame.Host)
        {
            DocumentsAsked = frame.Asked,
            FrameStamp = stamp,
        };

    /// <summary>What says whether a statement kept in memory, and what it hangs on, still stand.</summary>
    private sealed record Head(int Revision, Guid Frame);

    private sealed record Surroundings(Operator Operator, Campaign Campaign, Operator? Host);
}
