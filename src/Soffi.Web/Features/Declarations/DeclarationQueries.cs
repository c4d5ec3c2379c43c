using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;

namespace Soffi.Web.Features.Declarations;

/// <summary>A statement in a list.</summary>
/// <param name="HostName">The body that carries the operator as a section; null for a body of its own.</param>
/// <param name="IsCorrecting">Reopened after a submission.</param>
public sealed record StatementRow(
    Guid Id, Operator Operator, string? HostName, Campaign Campaign, DeclarationStatus Status, bool IsCorrecting)
{
    /// <summary>It waits for its declarants.</summary>
    public bool IsDue(DateTimeOffset now) =>
        DeclarationTransitions.After(Status, DeclarationAct.SaveCells) is not null && Campaign.Accepts(IsCorrecting, now);
}

/// <summary>A submission without its content.</summary>
public sealed record SubmissionRow(Guid DeclarationId, int Number, string ReceiptNumber, DateTimeOffset SubmittedAt, string SignatoryName);

/// <summary>A published version of a form, without its definition.</summary>
/// <param name="Reason">Why it corrects the former one; null for the first.</param>
public sealed record VersionRow(int Id, int Number, DateTimeOffset PublishedAt, string? Reason);

/// <summary>A formal notice that runs, as its body reads it.</summary>
/// <param name="DueAt">Until when it is to be answered.</param>
public sealed record RunningNotice(Guid Id, string Number, DateTimeOffset DueAt);

/// <summary>One page of the history of the cells, the latest change first.</summary>
public sealed record HistoryPage(IReadOnlyList<CellChange> Changes, int Total, int Page, int Size)
{
    public int Pages => Math.Max(1, (Total + Size - 1) / Size);
}

/// <summary>What the pages of statements read besides the statement itself.</summary>
public sealed class DeclarationQueries(SoffiDbContext context)
{
    /// <summary>Statements of those operators and of their sections whose campaign has opened, the latest exercise first.</summary>
    public async Task<IReadOnlyList<StatementRow>> Of(IReadOnlyCollection<int> operators, DateTimeOffset now, CancellationToken cancellation)
    {
        var rows = await (
            from declaration in context.Declarations
            join body in context.Operators on declaration.OperatorId equals body.Id
            join campaign in context.Campaigns on declaration.CampaignId equals campaign.Id
            join host in context.Operators on body.HostId equals (int?)host.Id into hosts
            from host in hosts.DefaultIfEmpty()
            where (operators.Contains(body.Id) || operators.Contains(body.HostId ?? 0)) && campaign.OpensAt <= now
            orderby campaign.Exercise descending, campaign.Kind, body.HostId != null, body.Name
            select new { declaration.Id, Operator = body, HostName = (string?)host.Name, Campaign = campaign, declaration.Status, declaration.CorrectedNumber })
            .AsNoTracking().ToListAsync(cancellation);
        return [.. rows.Select(r => new StatementRow(r.Id, r.Operator, r.HostName, r.Campaign, r.Status, r.CorrectedNumber is not null))];
    }

    public async Task<IReadOnlyList<SubmissionRow>> Submissions(IReadOnlyCollection<Guid> declarations, CancellationToken cancellation) =>
        await context.Submissions.AsNoTracking().Where(s => declarations.Contains(s.DeclarationId)).OrderBy(s => s.Number)
            .Select(s => new SubmissionRow(s.DeclarationId, s.Number, s.ReceiptNumber, s.SubmittedAt, s.SignatoryName))
            .ToListAsync(cancellation);

    /// <summary>Each time it was opened again, the first one first.</summary>
    public async Task<IReadOnlyList<DeclarationReopening>> Reopenings(Guid declaration, CancellationToken cancellation) =>
        await context.DeclarationReopenings.AsNoTracking().Where(r => r.DeclarationId == declaration).OrderBy(r => r.Number).ToListAsync(cancellation);

    /// <summary>The submission itself, without its cells: the JSON says them all.</summary>
    public Task<Submission?> Submission(Guid declaration, int number, CancellationToken cancellation) =>
        context.Submissions.AsNoTracking().SingleOrDefaultAsync(s => s.DeclarationId == declaration && s.Number == number, cancellation);

    /// <summary>The submission with its cells.</summary>
    public Task<Submission?> WithCells(Guid declaration, int number, CancellationToken cancellation) =>
        context.Submissions.AsNoTracking().Include(s => s.Cells).SingleOrDefaultAsync(s => s.DeclarationId == declaration && s.Number == number, cancellation);

    /// <summary>
    /// Names of the people who may sign for that body now, those of its host included for a section; the address for those
    /// who never signed in.
    /// </summary>
    public async Task<IReadOnlyList<string>> Signatories(Operator body, DateTimeOffset now, CancellationToken cancellation)
    {
        var (own, host) = (body.Id, body.HostId ?? body.Id);
        var rows = await (
            from grant in context.Grants
            where (grant.OperatorId == own || grant.OperatorId == host) && grant.Role == Role.Signatory
            join user in context.Users on grant.UserId equals (Guid?)user.Id into users
            from user in users.DefaultIfEmpty()
            select new { Grant = grant, User = user }).AsNoTracking().ToListAsync(cancellation);
        return [.. rows.Where(r => r.Grant.IsActive(now)).Select(r => r.User?.DisplayName ?? r.Grant.Email).Distinct().Order(StringComparer.Ordinal)];
    }

    public async Task<HistoryPage> History(Guid declaration, int page, int size, CancellationToken cancellation)
    {
        var changes = context.CellChanges.AsNoTracking().Where(c => c.DeclarationId == declaration);
        var total = await changes.CountAsync(cancellation);
        var rows = await changes.OrderByDescending(c => c.Revision).ThenBy(c => c.Id)
            .Skip((page - 1) * size).Take(size).ToListAsync(cancellation);
        return new HistoryPage(rows, total, page, size);
    }

    /// <summary>The last change of each cell since that instant.</summary>
    public async Task<IReadOnlyDictionary<CellCode, CellChange>> LastChanges(Guid declaration, DateTimeOffset since, CancellationToken cancellation)
    {
        var changes = await context.CellChanges.AsNoTracking().Where(c => c.DeclarationId == declaration && c.At >= since)
            .OrderBy(c => c.Revision).ThenBy(c => c.Id).ToListAsync(cancellation);
        return changes.GroupBy(c => c.Code).ToDictionary(g => g.Key, g => g.Last());
    }

    /// <summary>The notice that was sent and is not at an end; null for none.</summary>
    public Task<RunningNotice?> Notice(Guid declaration, CancellationToken cancellation) => context.FormalNotices.AsNoTracking()
        .Where(n => n.DeclarationId == declaration && n.IssuedAt != null && n.ClosedAt == null)
        .Select(n => new RunningNotice(n.Id, n.Number, n.DueAt!.Value)).SingleOrDefaultAsync(cancellation);

    /// <summary>The versions of that form up to the one named, the first one first.</summary>
    public async Task<IReadOnlyList<VersionRow>> Versions(int formVersionId, CancellationToken cancellation) => await (
        from current in context.FormVersions
        where current.Id == formVersionId
        join form in context.FormVersions on new { current.Kind, current.OperatorType, current.Exercise }
            equals new { form.Kind, form.OperatorType, form.Exercise }
        where form.Number <= current.Number
        orderby form.Number
        select new VersionRow(form.Id, form.Number, form.PublishedAt, form.CorrectionReason)).ToListAsync(cancellation);
}
