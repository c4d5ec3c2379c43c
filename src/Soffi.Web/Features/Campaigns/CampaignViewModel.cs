using Soffi.Domain.Campaigns;
using Soffi.Domain.Operators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Campaigns;

/// <summary>A published form.</summary>
public sealed record FormLine(
    StatementKind Kind, int Exercise, OperatorType Type, int Number, string Title, string Sha256, DateTimeOffset PublishedAt);

/// <param name="State">In words.</param>
public sealed record CampaignViewModel(
    int Id, string Name, string State, DateTimeOffset OpensAt, DateTimeOffset Deadline, DateTimeOffset? ClosedAt, bool IsClosed,
    IReadOnlyList<FormLine> Forms, IReadOnlyList<CoverageLine> Coverage);

/// <summary>A campaign with what was typed in its forms, shown again when it was refused.</summary>
public sealed record CampaignPageViewModel(CampaignViewModel Campaign, DeadlineForm Deadline, ReasonForm Closing);
