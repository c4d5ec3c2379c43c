using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Data.Rows;
using Soffi.Domain.Declarations;

namespace Soffi.Web.Features.Declarations;

/// <summary>What a statement says at this instant, as the one who signs would certify it.</summary>
/// <param name="Text">Canonical JSON.</param>
/// <param name="Fingerprint">Its SHA-256, 64 hexadecimal digits.</param>
public sealed record ReadContent(string Text, string Fingerprint)
{
    /// <summary>The part of the evidence that does not depend on who signs nor when.</summary>
    public static ReadContent Of(Statement statement)
    {
        var text = SubmissionSnapshot.ContentOf(ContentOf(statement, new SignedBy(Guid.Empty, "", ""), 0, DateTimeOffset.UnixEpoch));
        return new ReadContent(text, SubmissionSnapshot.HashOf(text));
    }

    /// <summary>Everything that a submission of that statement would seal.</summary>
    public static SubmissionContent ContentOf(Statement statement, SignedBy signatory, int number, DateTimeOffset at) => new(
        statement.Declaration, statement.Loaded.Operator, statement.Loaded.Campaign, statement.Form.Header, statement.Calculation.Values,
        statement.Findings, signatory, number, at, statement.Loaded.Host)
    {
        ChangedControls = statement.ChangedControls,
        WithoutObject = statement.Declaration.WithoutObject(statement.Form),
    };
}

/// <summary>Remembers what each signatory was shown, a few versions back, to tell them what changed since.</summary>
public sealed class SignatureReadings(SoffiDbContext context, TimeProvider clock)
{
    /// <summary>Versions kept for a person and a statement.</summary>
    private const int Kept = 5;

    /// <summary>The last version they were shown that is not this one; null when they have seen no other.</summary>
    public Task<SignatureReading?> Before(Statement statement, string fingerprint, CancellationToken cancellation) =>
        Theirs(statement).Where(r => r.Fingerprint != fingerprint).OrderByDescending(r => r.ReadAt).FirstOrDefaultAsync(cancellation);

    /// <summary>The version that a page of theirs carried; null when they were never shown it.</summary>
    public Task<SignatureReading?> Find(Statement statement, string? fingerprint, CancellationToken cancellation) =>
        Theirs(statement).SingleOrDefaultAsync(r => r.Fingerprint == fingerprint, cancellation);

    /// <summary>Notes that they are shown this version. Nothing of the statement changes.</summary>
    public async Task Keep(Statement statement, ReadContent content, CancellationToken cancellation)
    {
        var (declaration, user, now, fingerprint) = (statement.Id, statement.Actor.UserId, clock.GetUtcNow(), content.Fingerprint);
        var shown = await context.SignatureReadings.Where(r => r.DeclarationId == declaration && r.UserId == user && r.Fingerprint == fingerprint)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.ReadAt, now), cancellation);
        if (shown > 0)
        {
            return;
        }

        var old = await Theirs(statement).OrderByDescending(r => r.ReadAt).Skip(Kept - 1).Select(r => r.Id).ToListAsync(cancellation);
        if (old.Count > 0)
        {
            await context.SignatureReadings.Where(r => old.Contains(r.Id)).ExecuteDeleteAsync(cancellation);
        }

        context.SignatureReadings.Add(new SignatureReading
        {
            Id = Guid.CreateVersion7(now),
            DeclarationId = declaration,
            UserId = user,
            Fingerprint = fingerprint,
            Content = content.Text,
            ReadAt = now,
        });
        try
        {
            await context.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException e) when (UniqueViolation.Is(e))
        {
            context.ChangeTracker.Clear(); // The same page opened twice at once: the other note stands.
        }
    }

    private IQueryable<SignatureReading> Theirs(Statement statement)
    {
        var (declaration, user) = (statement.Id, statement.Actor.UserId);
        return context.SignatureReadings.AsNoTracking().Where(r => r.DeclarationId == declaration && r.UserId == user);
    }
}
