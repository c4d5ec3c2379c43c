using Soffi.Domain.Declarations;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Home;

/// <summary>A statement that the person's operator owes now.</summary>
public sealed record StatementLine(
    Guid Id, string Name, string OperatorName, DeclarationStatus Status, string Deadline, bool Late, bool MaySign)
{
    public string Href => $"/declarations/{Id}";

    /// <summary>« Reprendre la saisie : ESF 2025 ».</summary>
    public string Title => $"{Next}\u00a0: {Name}";

    /// <summary>What to do next, as a link says it.</summary>
    public string Next => Status switch
    {
        DeclarationStatus.ToFill => "Commencer la saisie",
        DeclarationStatus.CorrectionsRequested => MaySign ? "Relire les corrections et déposer" : "Faire les corrections demandées",
        DeclarationStatus.InProgress => MaySign ? "Relire, certifier et déposer" : "Reprendre la saisie",
        _ => "Voir la déclaration déposée",
    };
}

/// <param name="Regions">Names; empty for the whole country.</param>
/// <param name="Coverage">Who has submitted in the campaigns that run.</param>
/// <param name="Tasks">What waits for somebody.</param>
public sealed record ReviewSummary(IReadOnlyList<string> Regions, IReadOnlyList<CoverageLine> Coverage, IReadOnlyList<AgentTask> Tasks);

/// <summary>A formal notice that runs against a body of the person.</summary>
public sealed record NoticeReminder(Guid Id, string Number, string OperatorName, DateTimeOffset DueAt, bool Expired);

public sealed record CampaignLine(int Id, string Name, string State, DateTimeOffset Deadline);

/// <summary>Terms of use published, not yet in force (CGU article 17).</summary>
public sealed record AnnouncedCgu(string Number, string Summary, DateTimeOffset EffectiveAt);

/// <summary>A breach of the terms notified to the person (CGU article 80).</summary>
public sealed record BreachLine(int Id, string Article, DateTimeOffset DueAt);

/// <summary>What the person has to do next, by what they may do.</summary>
public sealed record DashboardViewModel(
    string Name, IReadOnlyList<StatementLine> Statements, ReviewSummary? Review, IReadOnlyList<CampaignLine> Campaigns,
    bool Statistics, bool Accesses, bool Journal, bool Maintenance, AnnouncedCgu? Announced)
{
    public IReadOnlyList<BreachLine> Breaches { get; init; } = [];

    /// <summary>Formal notices received.</summary>
    public IReadOnlyList<NoticeReminder> Notices { get; init; } = [];

    /// <summary>The figures of the year; null for those who may not see statistics.</summary>
    public KeyFiguresViewModel? Figures { get; init; }

    /// <summary>Whether they write the terms.</summary>
    public bool Cgu { get; init; }
}
