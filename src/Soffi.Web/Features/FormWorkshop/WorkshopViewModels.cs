using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.FormWorkshop;

/// <summary>A form of one family for one exercise, whatever its version.</summary>
public sealed record FormName(StatementKind Kind, OperatorType Type, int Exercise)
{
    /// <summary>« OPCO », « ATPRO », « FAF », « CSA ».</summary>
    public string Family => FormTypes.Folder(Kind, Type);

    /// <summary>« ESF 2026, OPCO ».</summary>
    public string Words => Kind == StatementKind.Csa ? CampaignWords.Name(Kind, Exercise) : $"{CampaignWords.Name(Kind, Exercise)}, {Family}";
}

/// <summary>A published version, with its size.</summary>
public sealed record VersionLine(
    int Id, FormName Name, int Number, string Title, string Sha256, DateTimeOffset PublishedAt, int Inputs, int Computed, int Tables, int Controls);

/// <summary>A draft in the list.</summary>
/// <param name="Faults">Number of faults of its files.</param>
public sealed record DraftLine(int Id, FormName Name, int Number, string UpdatedBy, DateTimeOffset UpdatedAt, int Faults)
{
    public string State => Faults switch
    {
        0 => "Prêt à publier",
        1 => "1\u00a0défaut",
        _ => $"{Faults}\u00a0défauts",
    };
}

/// <summary>An exercise that may be prepared, with the version it would start from.</summary>
public sealed record NextYear(FormName Name, int FromVersionId, int FromExercise);

/// <param name="Refusal">Why the last request was not carried out; null when none was made.</param>
/// <param name="StandingDraftId">The draft that prevents it, to be opened.</param>
public sealed record WorkshopViewModel(
    IReadOnlyList<VersionLine> Versions, IReadOnlyList<DraftLine> Drafts, IReadOnlyList<NextYear> Next, string? Refusal = null, int? StandingDraftId = null);

/// <summary>A published version.</summary>
/// <param name="Latest">Whether no later version of the same exercise was published.</param>
public sealed record VersionViewModel(VersionLine Version, bool Latest, string? CorrectionReason, FormDefinition Form, FormName? Against, IReadOnlyList<Difference> Differences);

/// <summary>What is asked to be begun.</summary>
public sealed class NewDraftForm
{
    /// <summary>The published version to start from.</summary>
    public int? Version { get; set; }

    /// <summary>The exercise to prepare; that of the version for a new version of it.</summary>
    public int? Exercise { get; set; }
}
