using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Web.Dsfr.Generators;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Review;

/// <summary>What an agent said of the explanation of a finding.</summary>
/// <param name="Question">Null when it is accepted.</param>
public sealed record JudgedExplanation(bool Accepted, string? Question, string By, DateTimeOffset At);

/// <summary>Where the review stands, and what the person may decide now.</summary>
/// <param name="Revision">What the forms stand on.</param>
/// <param name="Allowed">The acts that the status and the rights of the person allow.</param>
public sealed record ReviewPanel(
    Guid DeclarationId, int Revision, string Status, string? AgentName, bool IsMine, IReadOnlySet<DeclarationAct> Allowed, IReadOnlyList<Choice> Agents,
    IReadOnlyList<string> Decisions, IReadOnlyDictionary<string, JudgedExplanation> Judged)
{
    /// <summary>Identifier of the person who looks.</summary>
    public required Guid Me { get; init; }

    /// <summary>Why the decision sent was not taken; null for nothing.</summary>
    public string? Refusal { get; init; }

    /// <summary>The decisions taken since the page that it was sent from.</summary>
    public IReadOnlyList<string> Since { get; init; } = [];

    /// <summary>What was typed, not lost.</summary>
    public string? Typed { get; init; }

    /// <summary>What the public reads of the statement; null for nothing.</summary>
    public PublishedStatement? Public { get; init; }

    /// <summary>The person may publish, now or later.</summary>
    public bool MayPreview { get; init; }

    /// <summary>Its campaign still takes corrections, and the version shown is the latest.</summary>
    public bool CorrectionsTaken { get; init; } = true;

    /// <summary>Of the badge of its status.</summary>
    public Tone? Tone { get; init; }

    public bool May(DeclarationAct act) => Allowed.Contains(act);
}

/// <summary>Builds that part of the page of a submission.</summary>
public sealed class ReviewPanels(SoffiDbContext database, PublicationQueries publications, OperatorPeople people, CurrentUser current, TimeProvider clock)
{
    public async Task<ReviewPanel> Of(Guid declarationId, bool latest, CancellationToken cancellation)
    {
        var declaration = await database.Declarations.AsNoTracking().AsSplitQuery().Include(d => d.Decisions).Include(d => d.Explanations)
            .SingleAsync(d => d.Id == declarationId, cancellation);
        var actor = current.Actor;
        var published = await publications.Of(declarationId, cancellation);
        var allowed = Enum.GetValues<DeclarationAct>()
            .Where(a => latest && (published is not null || a != DeclarationAct.WithdrawPublication) && actor.Has(DeclarationRights.Needed(a)) && DeclarationTransitions.After(declaration.Status, a) is not null).ToHashSet();
        var agents = allowed.Contains(DeclarationAct.TakeCharge) ? await people.Agents(cancellation) : [];
        return new ReviewPanel(
            declarationId, declaration.Revision, StatusWords.Of(declaration.Status), declaration.AgentName, declaration.AgentId == actor.UserId, allowed,
            [.. agents.Select(a => new Choice(a.Id.ToString(), a.Name))],
            [.. declaration.Decisions.OrderByDescending(d => d.Revision).Select(Words)],
            declaration.Explanations.Where(e => e.IsAccepted is not null)
                .ToDictionary(e => e.Instance, e => new JudgedExplanation(e.IsAccepted == true, e.Question, e.JudgedBy ?? "", e.JudgedAt ?? default)))
        {
            Me = actor.UserId,
            Public = published,
            Tone = StatusWords.ToneOf(declaration.Status, declaration.IsCorrectionLate(clock.GetUtcNow())),
            MayPreview = actor.Has(Permission.PublishDeclaration),
        };
    }

    /// <summary>The same after a decision that was not taken: who decided what meanwhile, and what was typed.</summary>
    /// <param name="seen">Revision of the page it was sent from.</param>
    public async Task<ReviewPanel> Refused(Guid declarationId, DecisionOutcome outcome, int seen, string? typed, CancellationToken cancellation)
    {
        var since = await database.ReviewDecisions.AsNoTracking().Where(d => d.DeclarationId == declarationId && d.Revision > seen)
            .OrderBy(d => d.Revision).ToListAsync(cancellation);
        return await Of(declarationId, true, cancellation) with
        {
            Refusal = outcome == DecisionOutcome.Changed
                ? "Une décision a été prise depuis l’affichage de la page\u00a0: lisez-la, puis décidez de nouveau s’il y a lieu."
                : "L’état de la déclaration ne permet plus cette décision.",
            Since = [.. since.Select(Words)],
            Typed = typed,
        };
    }

    private static string Words(ReviewDecision decision)
    {
        var what = decision.Act switch
        {
            DeclarationAct.TakeCharge => $"a confié l’instruction à {decision.About}",
            DeclarationAct.RequestCorrections => "a demandé des corrections",
            DeclarationAct.WidenCorrections => "a élargi la demande de corrections",
            DeclarationAct.RefuseWidening => "a refusé d’élargir la demande de corrections",
            DeclarationAct.JudgeExplanation => $"{(decision.Text.Length == 0 ? "a accepté" : "a questionné")} la justification du contrôle {decision.About}",
            DeclarationAct.WaiveControl => $"a écarté le contrôle {decision.About} pour cette déclaration",
            DeclarationAct.Validate => "a validé la déclaration",
            DeclarationAct.LiftValidation => "a levé la validation",
            DeclarationAct.Publish => "a publié la déclaration",
            DeclarationAct.WithdrawPublication => "a retiré la publication",
            _ => throw new ArgumentOutOfRangeException(nameof(decision), decision.Act, "Not a decision of the review."),
        };
        return $"{ParisTime.DayAndHour(decision.At)}, {decision.ActorName} {what}{(decision.Text.Length == 0 ? "." : $"\u00a0: «\u00a0{decision.Text}\u00a0»")}";
    }
}
