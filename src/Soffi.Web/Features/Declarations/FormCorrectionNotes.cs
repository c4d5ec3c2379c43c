using System.Collections.Concurrent;
using Soffi.Data;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

/// <summary>A correction of the form, as those who had begun are told of it.</summary>
/// <param name="Changes">What changes, a sentence each, what is asked more first.</param>
public sealed record FormCorrectionNote(int Number, DateTimeOffset At, string Reason, IReadOnlyList<string> Changes);

/// <summary>Tells what the corrected versions of a form changed. Published versions never change: each pair is compared once.</summary>
public sealed class FormCorrectionNotes(FormCatalog forms)
{
    private readonly ConcurrentDictionary<(int Was, int Now), IReadOnlyList<string>> _changes = new();

    /// <summary>Those published since the statement was opened, oldest first.</summary>
    /// <param name="versions">The versions of its form up to its own, the first one first.</param>
    /// <param name="since">When it was opened.</param>
    public async Task<IReadOnlyList<FormCorrectionNote>> Of(IReadOnlyList<VersionRow> versions, DateTimeOffset since, CancellationToken cancellation)
    {
        var notes = new List<FormCorrectionNote>();
        foreach (var (was, now) in versions.Zip(versions.Skip(1)))
        {
            if (now.Reason is { } reason && now.PublishedAt > since)
            {
                notes.Add(new FormCorrectionNote(now.Number, now.PublishedAt, reason, await Changes(was.Id, now.Id, cancellation)));
            }
        }

        return notes;
    }

    private async Task<IReadOnlyList<string>> Changes(int was, int now, CancellationToken cancellation) =>
        _changes.TryGetValue((was, now), out var known)
            ? known
            : _changes.GetOrAdd((was, now), FormCompatibility.Check(
                await forms.Definition(was, cancellation), await forms.Definition(now, cancellation)).Differences);
}
