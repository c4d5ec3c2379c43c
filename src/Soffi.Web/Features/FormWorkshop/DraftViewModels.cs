using Soffi.Domain.Forms;
using Soffi.Domain.Forms.Drafts;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Features.FormWorkshop;

/// <summary>What every page of a draft says of it.</summary>
/// <param name="Faults">Number of faults; zero when it may be published.</param>
public sealed record DraftFacts(
    int Id, FormName Name, int Number, string AuthorName, DateTimeOffset CreatedAt, string UpdatedBy, DateTimeOffset UpdatedAt,
    int? BaseVersionId, string? BaseWords, int? PublishedVersionId, int Faults)
{
    /// <summary>« ESF 2027, OPCO, version 1 ».</summary>
    public string Words => $"{Name.Words}, version\u00a0{Number}";

    public bool IsOpen => PublishedVersionId is null;

    public string State => !IsOpen ? "Publié" : Faults switch
    {
        0 => "Prêt à publier\u00a0: aucun défaut",
        1 => "1\u00a0défaut à corriger avant de publier",
        _ => $"{Faults}\u00a0défauts à corriger avant de publier",
    };

    /// <summary>From the list of forms to that page of the draft.</summary>
    public IReadOnlyList<Crumb> Trail(params Crumb[] further) =>
    [
        new("Campagnes", "/campagnes"), new("Formulaires", Links.All), further.Length == 0 ? new($"Brouillon {Words}") : new($"Brouillon {Words}", Links.Draft(Id)), .. further,
    ];

    public static DraftFacts Of(FormDraft draft, PublishedVersion? from, int faults) => new(
        draft.Id, new FormName(draft.Kind, draft.OperatorType, draft.Exercise), draft.Number, draft.AuthorName, draft.CreatedAt, draft.UpdatedBy,
        draft.UpdatedAt, draft.BaseVersionId, from is null ? null : $"{from.Name.Words}, version\u00a0{from.Number}", draft.PublishedVersionId, faults);
}

/// <summary>A part of a draft in its outline.</summary>
/// <param name="Detail">Size: « 12 lignes, 9 colonnes »; null when there is nothing to say.</param>
/// <param name="Address">Place in the file; null when the part cannot be opened as a screen.</param>
public sealed record OutlinePart(string Title, string? Detail, string File, string? Address, int Faults, IReadOnlyList<OutlinePart> Parts);

/// <param name="Faults">All of them, each with the page where it is put right.</param>
/// <param name="Differences">How many there are with the form it is compared with; null when there is none, or when the draft cannot be read.</param>
public sealed record DraftViewModel(
    DraftFacts Draft, IReadOnlyList<OutlinePart> General, IReadOnlyList<OutlinePart> Cadres, IReadOnlyList<OutlinePart> Files, IReadOnlyList<FaultView> Faults,
    string? Reference, int? Differences)
{
    /// <summary>Why the last act was not carried out; null otherwise.</summary>
    public string? Refusal { get; init; }

    public string? Done { get; init; }

    /// <summary>What was typed, when there is no field left to show it in.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Typed { get; init; } = [];

    /// <summary>Whether the draft can be read, faults of the linter aside: then it may be tried.</summary>
    public bool CanBeTried { get; init; }
}

/// <summary>A fault and where to put it right.</summary>
/// <param name="Place">« Cadre B2, tableau B2, ligne 010 »; the file when it belongs to no screen.</param>
public sealed record FaultView(FormFault Fault, string File, string Place, string Href);

/// <summary>A file of a draft as text.</summary>
/// <param name="Lines">The lines that bear a fault, as they are stored.</param>
public sealed record FileViewModel(DraftFacts Draft, string Name, string Text, string Fingerprint, IReadOnlyList<FaultyLine> Lines, bool CanBeRemoved)
{
    /// <summary>What is stored, when somebody else's differs from what was typed; else null.</summary>
    public string? Stored { get; init; }

    public string? Refusal { get; init; }

    public string? Done { get; init; }

}

/// <param name="Text">The line as it is; empty when the fault is of the whole file.</param>
public sealed record FaultyLine(int Number, string Text, IReadOnlyList<string> Faults);

/// <summary>What changes with the form it is compared with.</summary>
public sealed record DifferencesViewModel(DraftFacts Draft, string? Reference, IReadOnlyList<Difference>? Differences);

/// <summary>The page that publishes.</summary>
/// <param name="Hash">The one the version will bear; null when it cannot be read.</param>
/// <param name="Compatibility">With the version in use; null when there is none.</param>
/// <param name="Moved">Statements begun that will pass to it.</param>
public sealed record PublicationViewModel(
    DraftFacts Draft, string? Hash, IReadOnlyList<FaultView> Faults, string? Reference, IReadOnlyList<Difference> Differences,
    FormCompatibility? Compatibility, int Moved, PublicationForm Form)
{
    public IReadOnlyList<string> Refusals { get; init; } = [];

    public bool MayPublish => Hash is not null && Faults.Count == 0 && Draft.IsOpen && Compatibility is null or { IsCompatible: true };
}

/// <summary>What is confirmed.</summary>
public sealed class PublicationForm
{
    /// <summary>Hash of what was read: what is published is what was shown.</summary>
    public string? Empreinte { get; set; }

    public string? Motif { get; set; }

    public bool Annonce { get; set; }
}

/// <summary>The page that asks whether to delete a draft.</summary>
public sealed record DraftDeletionViewModel(DraftFacts Draft);
