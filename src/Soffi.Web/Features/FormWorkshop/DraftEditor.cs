using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Forms.Drafts;

namespace Soffi.Web.Features.FormWorkshop;

/// <summary>What an act on a draft comes to.</summary>
/// <param name="Files">The files it changes, by name; null text takes one away. Empty when there is nothing to change.</param>
/// <param name="What">In French, for the journal: « Cadre B2, ligne 010 ».</param>
/// <param name="Refusal">Why it is not done; then nothing is written.</param>
public sealed record DraftEdit(IReadOnlyDictionary<string, string?> Files, string What, string? Refusal = null, bool Overtaken = false)
{
    /// <summary>It cannot be done as asked.</summary>
    public static DraftEdit Refused(string sentence) => new(new Dictionary<string, string?>(), "", sentence);

    /// <summary>Somebody changed or removed the thing meanwhile.</summary>
    public static DraftEdit Late(string sentence) => Refused(sentence) with { Overtaken = true };
}

/// <summary>The draft after an act, or why it was refused.</summary>
public sealed record EditOutcome(FormDraft Draft, DraftEdit Edit)
{
    public bool IsDone => Edit.Refusal is null;

    public bool HasChanged => IsDone && Edit.Files.Count > 0;
}

/// <summary>Acts on the files of a draft as they are at that moment, and again when somebody saved in between.</summary>
public sealed class DraftEditor(FormDrafts drafts, DraftRegister register)
{
    private const int Attempts = 8;

    /// <returns>Null when there is no open draft of that identifier.</returns>
    public async Task<EditOutcome?> Apply(int id, Actor actor, Func<FormDraft, DraftTree, DraftEdit> act, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await drafts.Find(id, cancellation) is not { IsOpen: true } draft)
            {
                return null;
            }

            var edit = act(draft, new DraftTree(draft));
            if (edit.Refusal is null && Limits(draft, edit) is { } limit)
            {
                edit = DraftEdit.Refused(limit);
            }

            if (edit.Refusal is not null || edit.Files.Count == 0 || await register.Save(draft, edit, actor, cancellation))
            {
                return new EditOutcome(draft, edit);
            }

            if (attempt == Attempts)
            {
                return new EditOutcome(draft, DraftEdit.Late("Plusieurs personnes enregistrent ce brouillon en même temps. Enregistrez de nouveau."));
            }
        }
    }

    private static string? Limits(FormDraft draft, DraftEdit edit) =>
        edit.Files.FirstOrDefault(f => f.Value?.Length > Soffi.Domain.Forms.FormFiles.MaxLength) is { Key: { } large }
            ? $"Le fichier {large} dépasserait {Soffi.Domain.Forms.FormFiles.MaxLength / 1_000_000} millions de caractères\u00a0: partagez-le en plusieurs cadres."
        : draft.Files.Select(f => f.Name).Concat(edit.Files.Where(f => f.Value is not null).Select(f => f.Key)).Distinct(StringComparer.Ordinal).Count() > FormDraft.MostFiles
            ? $"Un brouillon a {FormDraft.MostFiles} fichiers au plus."
        : null;
}
