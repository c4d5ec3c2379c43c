using Soffi.Domain.Campaigns;
using Soffi.Domain.Operators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Campaigns;

/// <summary>A published form.</summary>
public sealed record FormLine(
    int Id, StatementKind Kind, int Exercise, OperatorType Type, int Number, string Title, string Sha256, DateTimeOffset PublishedAt);

/// <param name="State">In words.</param>
public sealed record CampaignViewModel(Campaign Campaign, string Name, string State, IReadOnlyList<FormLine> Forms, IReadOnlyList<CoverageLine> Coverage)
{
    public int Id => Campaign.Id;
}

/// <summary>What was typed in the forms of the page of a campaign, shown again when it was refused.</summary>
public sealed record CampaignPageForms
{
    public DeadlineForm? Deadline { get; init; }

    public OpeningForm? Opening { get; init; }

    public ReasonForm Reasons { get; init; } = new();

    /// <summary>Why nothing was done, when it is not for a field.</summary>
    public string? Refusal { get; init; }
}

/// <param name="Stage">Where it stands now.</param>
/// <param name="Blocking">Why it cannot be opened; null when it can.</param>
/// <param name="Owing">Bodies that owe a statement.</param>
/// <param name="ToOpen">Of these, those that have no statement yet.</param>
/// <param name="ExtensionCount">Extensions that hold.</param>
/// <param name="DocumentCount">Documents asked, all types together.</param>
public sealed record CampaignPageViewModel(
    CampaignViewModel Campaign, CampaignState Stage, string? Blocking, int Owing, int ToOpen, int ExtensionCount, int DocumentCount)
{
    public CampaignPageForms Forms { get; init; } = new();

    /// <summary>Windows of maintenance, running or to come, that take time from the deadline.</summary>
    public IReadOnlyList<OverlappingMaintenance> Maintenances { get; init; } = [];
}

/// <summary>A window of maintenance that takes time from the deadline.</summary>
/// <param name="Restored">The deadline that would give it back.</param>
public sealed record OverlappingMaintenance(string Sentence, string Period, DateTimeOffset Restored);
