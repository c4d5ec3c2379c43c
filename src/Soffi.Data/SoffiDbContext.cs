using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Soffi.Data.Rows;
using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Cgu;
using Soffi.Domain.Declarations;
using Soffi.Domain.FollowUp;
using Soffi.Domain.Forms.Drafts;
using Soffi.Domain.Links;
using Soffi.Domain.Maintenance;
using Soffi.Domain.Notices;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;

namespace Soffi.Data;

/// <summary>
/// The one model of Soffi. Each engine has its derived context, which adds only what the engine needs to store the same
/// thing. The journal has no set here: <see cref="AuditTrail"/> is its only door.
/// </summary>
public abstract class SoffiDbContext(DbContextOptions options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<Operator> Operators => Set<Operator>();

    public DbSet<User> Users => Set<User>();

    public DbSet<Grant> Grants => Set<Grant>();

    public DbSet<CguVersion> CguVersions => Set<CguVersion>();

    public DbSet<CguAcceptance> CguAcceptances => Set<CguAcceptance>();

    public DbSet<CguDraft> CguDrafts => Set<CguDraft>();

    public DbSet<CguEnding> CguEndings => Set<CguEnding>();

    public DbSet<BreachNotice> BreachNotices => Set<BreachNotice>();

    public DbSet<Restriction> Restrictions => Set<Restriction>();

    public DbSet<AccessReview> AccessReviews => Set<AccessReview>();

    public DbSet<AssistanceView> AssistanceViews => Set<AssistanceView>();

    public DbSet<ExternalLink> ExternalLinks => Set<ExternalLink>();

    public DbSet<OutgoingMessage> OutgoingMessages => Set<OutgoingMessage>();

    public DbSet<OutgoingAttachment> OutgoingAttachments => Set<OutgoingAttachment>();

    public DbSet<NavigationTrace> NavigationTraces => Set<NavigationTrace>();

    public DbSet<NavigationSegment> NavigationSegments => Set<NavigationSegment>();

    public DbSet<JobRun> JobRuns => Set<JobRun>();

    public DbSet<IntegrityCheck> IntegrityChecks => Set<IntegrityCheck>();

    public DbSet<Campaign> Campaigns => Set<Campaign>();

    public DbSet<CampaignObligation> CampaignObligations => Set<CampaignObligation>();

    public DbSet<CampaignDocument> CampaignDocuments => Set<CampaignDocument>();

    public DbSet<CampaignControlChange> CampaignControlChanges => Set<CampaignControlChange>();

    public DbSet<FormVersion> FormVersions => Set<FormVersion>();

    public DbSet<FormDraft> FormDrafts => Set<FormDraft>();

    public DbSet<AccessRequest> AccessRequests => Set<AccessRequest>();

    public DbSet<MaintenanceWindow> MaintenanceWindows => Set<MaintenanceWindow>();

    public DbSet<Declaration> Declarations => Set<Declaration>();

    public DbSet<DeclarationReopening> DeclarationReopenings => Set<DeclarationReopening>();

    public DbSet<ReviewDecision> ReviewDecisions => Set<ReviewDecision>();

    public DbSet<Delivery> Deliveries => Set<Delivery>();

    public DbSet<RecipientAddress> RecipientAddresses => Set<RecipientAddress>();

    public DbSet<ControlWaiver> ControlWaivers => Set<ControlWaiver>();

    public DbSet<Reminder> Reminders => Set<Reminder>();

    public DbSet<FormalNotice> FormalNotices => Set<FormalNotice>();

    public DbSet<NoticeObservation> NoticeObservations => Set<NoticeObservation>();

    public DbSet<NoticeFileRow> NoticeFiles => Set<NoticeFileRow>();

    public DbSet<StatementProgress> StatementProgress => Set<StatementProgress>();

    public DbSet<DeclarationCell> DeclarationCells => Set<DeclarationCell>();

    public DbSet<CellChange> CellChanges => Set<CellChange>();

    public DbSet<CellThread> CellThreads => Set<CellThread>();

    public DbSet<CellMessage> CellMessages => Set<CellMessage>();

    public DbSet<Submission> Submissions => Set<Submission>();

    public DbSet<Document> Documents => Set<Document>();

    public DbSet<DocumentContent> DocumentContents => Set<DocumentContent>();

    public DbSet<DocumentPart> DocumentParts => Set<DocumentPart>();

    public DbSet<SubmissionCell> SubmissionCells => Set<SubmissionCell>();

    public DbSet<ReferenceFigure> ReferenceFigures => Set<ReferenceFigure>();

    public DbSet<CompanyList> CompanyLists => Set<CompanyList>();

    public DbSet<UserSession> UserSessions => Set<UserSession>();

    public DbSet<HeldPost> HeldPosts => Set<HeldPost>();

    public DbSet<CadrePresence> CadrePresences => Set<CadrePresence>();

    public DbSet<PendingImport> PendingImports => Set<PendingImport>();

    public DbSet<SignatureReading> SignatureReadings => Set<SignatureReading>();

    public DbSet<ReceiptFile> ReceiptFiles => Set<ReceiptFile>();

    public DbSet<AuditSegment> AuditSegments => Set<AuditSegment>();

    public DbSet<StatSubmission> StatSubmissions => Set<StatSubmission>();

    public DbSet<StatFactRow> StatFacts => Set<StatFactRow>();

    public DbSet<StatCellMember> StatCellMembers => Set<StatCellMember>();

    public DbSet<FrozenResult> FrozenResults => Set<FrozenResult>();

    public DbSet<SavedQuery> SavedQueries => Set<SavedQuery>();

    public DbSet<StatExport> StatExports => Set<StatExport>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<ChangeStamp> ChangeStampRows => Set<ChangeStamp>();

    public DbSet<PublishedSeries> PublishedSeries => Set<PublishedSeries>();

    public DbSet<SeriesValue> SeriesValues => Set<SeriesValue>();

    public DbSet<DataProtectionKey> DataProtectionKeys { get; set; } = null!;

    /// <summary>False once the disk has refused what was committed: every change is refused until the portal is started again.</summary>
    public virtual bool CanKeep => true;

    /// <summary>
    /// Runs <paramref name="act"/> in one transaction, committed at its end. On SQLite the transaction is
    /// <c>BEGIN IMMEDIATE</c> and waits its turn among the writers of the same file; on SQL Server the whole of it is
    /// repeated when retries are on, so it must be repeatable.
    /// </summary>
    public Task<T> InTransaction<T>(Func<CancellationToken, Task<T>> act, CancellationToken cancellation = default) => InTransactionThen(act, null, cancellation);

    /// <summary>Does what <see cref="InTransaction"/> does, and something once it is committed.</summary>
    /// <param name="committed">Told what <paramref name="act"/> gave once it is committed, before the next writer of SQLite has its turn; null for nothing.</param>
    public virtual Task<T> InTransactionThen<T>(Func<CancellationToken, Task<T>> act, Action<T>? committed, CancellationToken cancellation) =>
        Database.CreateExecutionStrategy().ExecuteAsync(
            act,
            async (_, run, token) =>
            {
                await using var transaction = await Database.BeginTransactionAsync(token);
                var result = await run(token);
                await transaction.CommitAsync(token);
                committed?.Invoke(result);
                return result;
            },
            verifySucceeded: null,
            cancellation);

    /// <summary>Saves, and in the same transaction what statistics read of the submissions, statements and forms saved, and the stamps of what changed.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var detects = ChangeTracker.AutoDetectChangesEnabled;
        if (detects)
        {
            ChangeTracker.DetectChanges(); // Otherwise what changed was told.
        }

        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            var changed = ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
            await StatProjection.Apply(this, changed, cancellationToken);
            ChangeStamps.Apply(this, changed);
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = detects;
        }
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(SoffiDbContext).Assembly);
}
