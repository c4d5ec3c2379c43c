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

public sealed record DraftViewModel(DraftFacts Draft, IReadOnlyList<OutlinePart> General, IReadOnlyList<OutlinePart> Cadres, IReadOnlyList<OutlinePart> Files);

/// <summary>The page that asks whether to delete a draft.</summary>
public sealed record DraftDeletionViewModel(DraftFacts Draft);
