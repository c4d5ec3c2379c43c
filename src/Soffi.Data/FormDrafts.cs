using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;
using Soffi.Domain.Forms.Drafts;

namespace Soffi.Data;

/// <summary>What a draft gives when it is read.</summary>
/// <param name="Form">The form; null when a fault prevents it from being read.</param>
/// <param name="Faults">All of them, those of the linter included; none when it may be published.</param>
/// <param name="Reference">The version it is compared with: the former one of the exercise, else that of the year it comes from; null when there is none.</param>
/// <param name="LastYear">That of the exercise it comes from; null when none is published.</param>
public sealed record DraftReading(FormDefinition? Form, IReadOnlyList<FormFault> Faults, FormDefinition? Reference, FormDefinition? LastYear)
{
    public bool IsReady => Form is not null && Faults.Count == 0;
}

/// <summary>Readings of drafts, kept as long as they are the last revisions read: reading and linting a large form takes a second.</summary>
public sealed class DraftReadings
{
    private const int Most = 24;

    private readonly ConcurrentDictionary<(int Id, int Revision), FormReading> _readings = new();
    private readonly ConcurrentDictionary<(int Id, int Revision, string LastYear), IReadOnlyList<FormFault>> _faults = new();

    internal FormReading Reading(FormDraft draft, Func<FormReading> read) => Bounded(_readings).GetOrAdd((draft.Id, draft.Revision), _ => read());

    internal IReadOnlyList<FormFault> Faults(FormDraft draft, string lastYear, Func<IReadOnlyList<FormFault>> lint) =>
        Bounded(_faults).GetOrAdd((draft.Id, draft.Revision, lastYear), _ => lint());

    private static ConcurrentDictionary<TKey, TValue> Bounded<TKey, TValue>(ConcurrentDictionary<TKey, TValue> known)
        where TKey : notnull
    {
        if (known.Count >= Most)
        {
            known.Clear();
        }

        return known;
    }
}

/// <summary>Finds and reads the drafts of forms.</summary>
public sealed class FormDrafts(SoffiDbContext context, FormCatalog forms, FormsBefore before, DraftReadings readings)
{
    /// <summary>The draft with its files, to be changed; null when there is none.</summary>
    public Task<FormDraft?> Find(int id, CancellationToken cancellation = default) =>
        context.FormDrafts.Include(d => d.Files).SingleOrDefaultAsync(d => d.Id == id, cancellation);

    /// <summary>Reads and lints it against the form it comes from.</summary>
    public async Task<DraftReading> Read(FormDraft draft, CancellationToken cancellation = default)
    {
        var files = await Files(draft, cancellation);
        var reading = readings.Reading(draft, () => FormReader.Read(files, draft.Path));
        if (reading.Definition is not { } form)
        {
            return new DraftReading(null, reading.Faults, null, null);
        }

        var lastYear = await before.Of(form, cancellation);
        var faults = readings.Faults(draft, lastYear?.Header.Sha256 ?? "", () =>
            [.. Identity(draft, form.Header), .. FormLinter.Lint(form, reading.Places, draft.Path + "/form.json", lastYear)]);
        return new DraftReading(form, faults, await Former(draft, cancellation) ?? lastYear, lastYear);
    }

    /// <summary>Its files, with those of the form it is based on when it names one.</summary>
    public async Task<FormFiles> Files(FormDraft draft, CancellationToken cancellation = default)
    {
        var texts = draft.Files.ToDictionary(f => $"{draft.Path}/{f.Name}", f => f.Text, StringComparer.Ordinal);
        if (DraftNode.Parse(draft.Find(FormSplitter.FormFile) ?? "")?["basedOn"]?.Text is { } model && FormPath.TryParse(model, out var path)
            && await Published(path, cancellation) is { } published)
        {
            foreach (var (name, text) in FormSplitter.Split(published.DefinitionJson))
            {
                texts.TryAdd($"{model}/{name}", text);
            }
        }

        return new FormFiles(texts);
    }

    /// <summary>The latest version published there.</summary>
    private Task<FormVersion?> Published(FormPath path, CancellationToken cancellation)
    {
        var (kind, type) = (path.Kind, path.Type);
        return context.FormVersions.AsNoTracking()
            .Where(f => f.Exercise == path.Exercise && f.Kind == kind && f.OperatorType == type)
            .OrderByDescending(f => f.Number).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>The version of that exercise published before it.</summary>
    private async Task<FormDefinition?> Former(FormDraft draft, CancellationToken cancellation)
    {
        var id = await context.FormVersions.AsNoTracking()
            .Where(f => f.Kind == draft.Kind && f.OperatorType == draft.OperatorType && f.Exercise == draft.Exercise && f.Number < draft.Number)
            .OrderByDescending(f => f.Number).Select(f => (int?)f.Id).FirstOrDefaultAsync(cancellation);
        return id is { } found ? await forms.Definition(found, cancellation) : null;
    }

    /// <summary>The files say what the draft was begun for.</summary>
    private static IEnumerable<FormFault> Identity(FormDraft draft, FormHeader header)
    {
        if ((header.Kind, header.OperatorType, header.Version) != (draft.Kind, draft.OperatorType, draft.Number))
        {
            var line = DraftNode.Parse(draft.Find(FormSplitter.FormFile) ?? "")?[header.Version != draft.Number ? "version" : "operatorType"]?.Line ?? 0;
            yield return new FormFault($"{draft.Path}/{FormSplitter.FormFile}", line,
                $"Ce brouillon prépare la version {draft.Number} du formulaire {FormTypes.Folder(draft.Kind, draft.OperatorType)} : le fichier dit version {header.Version}, {FormTypes.Folder(header.Kind, header.OperatorType)}. Rétablissez « version » et « operatorType ».");
        }
    }
}
