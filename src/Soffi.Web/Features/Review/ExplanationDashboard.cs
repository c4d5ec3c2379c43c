using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Review;

/// <summary>The choices of the page, as they stand in its address; what cannot be read asks nothing.</summary>
/// <param name="Campaign">Identifier; null for the latest.</param>
/// <param name="Type">Family; null for all.</param>
/// <param name="Reason">Code of a reason whose explanations are listed; null for none.</param>
/// <param name="Control">Code of a control whose explanations are listed; null for none.</param>
/// <param name="Operator">Code of an operator whose explanations are listed; null for none.</param>
public sealed record ExplanationFilter(int? Campaign, OperatorType? Type, string? Reason, string? Control, string? Operator)
{
    /// <summary>Texts are listed: each of them is a reading of a statement.</summary>
    public bool Lists => Reason is not null || Control is not null || Operator is not null || Unread;

    /// <summary>Only those that await the opinion of an agent, listed.</summary>
    public bool Unread { get; init; }

    /// <param name="opinion">« a-lire » for those that await an opinion.</param>
    public static ExplanationFilter Read(string? campaign, string? type, string? reason, string? control, string? body, string? opinion = null) => new(
        int.TryParse(campaign, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null,
        Enum.TryParse<OperatorType>(type, ignoreCase: true, out var family) && Enum.IsDefined(family) ? family : null,
        Given(reason), Given(control), Given(body))
    { Unread = opinion == "a-lire" };

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>How the explanations of some findings stand.</summary>
/// <param name="Findings">Findings « à justifier ».</param>
/// <param name="Unexplained">Those without any explanation that holds.</param>
/// <param name="Questioned">Explanations that an agent questions.</param>
/// <param name="Main">The reason given most often; empty when there is none.</param>
public sealed record ExplanationCount(int Findings, int Unexplained, int Accepted, int Questioned, int Unread, string Main)
{
    /// <summary>« 12,5 % »; « – » without a finding.</summary>
    public string UnexplainedRate => Rate(Unexplained, Findings);

    /// <summary>Of those explained.</summary>
    public string QuestionedRate => Rate(Questioned, Findings - Unexplained);

    public static ExplanationCount Of(IReadOnlyCollection<SealedExplanation> findings) => new(
        findings.Count, Number(findings, ExplanationOpinion.Unexplained), Number(findings, ExplanationOpinion.Accepted),
        Number(findings, ExplanationOpinion.Questioned), Number(findings, ExplanationOpinion.Unread),
        findings.Where(f => f.Reason is not null).GroupBy(f => f.Reason).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .FirstOrDefault()?.First().ReasonLabel ?? "");

    public static string Rate(int part, int whole) =>
        whole == 0 ? "–" : $"{(100m * part / whole).ToString("0.0", CultureInfo.GetCultureInfo("fr-FR"))}\u00a0%";

    private static int Number(IEnumerable<SealedExplanation> findings, ExplanationOpinion opinion) => findings.Count(f => f.Opinion == opinion);
}

/// <param name="Share">Of the explanations.</param>
public sealed record ReasonLine(string Code, string Label, int Explanations, string Share, ExplanationCount Count);

/// <param name="SubmissionId">Null while the statement was never submitted: its findings are counted, nothing of it is read.</param>
public sealed record OperatorLine(string Code, string Name, string Family, Guid? SubmissionId, string State, ExplanationCount Count);

public sealed record ControlLine(string Code, string Label, int Operators, ExplanationCount Count);

/// <summary>« Justifications »: reasons, rates and texts of one campaign.</summary>
/// <param name="Texts">The explanations asked for; empty when none are.</param>
public sealed record ExplanationsViewModel(
    ExplanationFilter Filter, IReadOnlyList<Campaign> Campaigns, Campaign? Campaign, ExplanationCount Total, IReadOnlyList<ReasonLine> Reasons,
    IReadOnlyList<OperatorLine> Operators, IReadOnlyList<ControlLine> Controls, IReadOnlyList<SealedExplanation> Texts)
{
    /// <summary>« ESF 2025 ».</summary>
    public string Name => Campaign is null ? "" : CampaignWords.Name(Campaign.Kind, Campaign.Exercise);

    /// <summary>The page with another choice.</summary>
    public string Href(string? name = null, string? value = null) => Address("", name, value);

    public string ExportHref => Address(".xlsx");

    /// <summary>Those that await an opinion, whether they are listed or not.</summary>
    public int Awaiting { get; init; }

    private string Address(string ending, string? name = null, string? value = null)
    {
        List<KeyValuePair<string, string?>> parts = [new("campagne", Campaign?.Id.ToString(CultureInfo.InvariantCulture))];
        if (Filter.Type is { } type)
        {
            parts.Add(new("type", type.ToString()));
        }

        if (name is not null)
        {
            parts.Add(new(name, value));
        }

        return $"/instruction/justifications{ending}{QueryString.Create(parts)}";
    }
}

/// <summary>
/// Counts the findings « à justifier » of a campaign within what the person may read: those sealed in the submissions that count,
/// and, in number only, those of the statements still being filled in.
/// </summary>
public sealed class ExplanationDashboard(
    SoffiDbContext database, SealedExplanations explanations, DeclarationRepository repository, StatementContexts contexts, FormCatalog forms,
    StandingStatements standing, ExplanationReasons reasons)
{
    /// <param name="everyText">Whether every explanation is given, for the workbook; else those that the filter asks for.</param>
    public async Task<ExplanationsViewModel> Of(ReviewScope scope, ExplanationFilter filter, bool everyText, CancellationToken cancellation)
    {
        var campaigns = await database.Campaigns.AsNoTracking().OrderByDescending(c => c.Exercise).ThenBy(c => c.Kind).ToListAsync(cancellation);
        var campaign = campaigns.Find(c => c.Id == filter.Campaign) ?? campaigns.FirstOrDefault();
        if (campaign is null)
        {
            return new ExplanationsViewModel(filter, campaigns, null, ExplanationCount.Of([]), [], [], [], []);
        }

        var sealedOnes = (await explanations.Of(campaign.Kind, filter.Type, [campaign.Exercise], [], cancellation)).Where(e => scope.Covers(e.Operator)).ToList();
        var drafts = await Drafts(scope, campaign, filter.Type, cancellation);
        var all = sealedOnes.Concat(drafts).ToList();
        return new ExplanationsViewModel(
            filter, campaigns, campaign, ExplanationCount.Of(all), [.. Reasons(sealedOnes)],
            [.. all.GroupBy(e => e.Operator.Id).Select(g => Line([.. g]))],
            [.. all.GroupBy(e => e.Finding.Control).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new ControlLine(g.Key, g.First().Finding.Label, g.Select(e => e.Operator.Id).Distinct().Count(), ExplanationCount.Of([.. g])))],
            [.. sealedOnes.Where(e => everyText || (filter.Lists && Asked(e, filter)))])
        { Awaiting = sealedOnes.Count(e => e.AwaitsOpinion) };
    }

    private static bool Asked(SealedExplanation e, ExplanationFilter filter) =>
        (filter.Reason is null || e.Reason == filter.Reason) && (filter.Control is null || e.Finding.Control == filter.Control)
        && (filter.Operator is null || e.Operator.Code == filter.Operator) && (!filter.Unread || e.AwaitsOpinion);

    /// <summary>In the order of the nomenclature; a code that left it comes last.</summary>
    private IEnumerable<ReasonLine> Reasons(List<SealedExplanation> sealedOnes)
    {
        var explained = sealedOnes.Where(e => e.Reason is not null).ToList();
        var order = reasons.All.Select(r => r.Code).ToList();
        return from reason in explained.GroupBy(e => e.Reason!)
               orderby order.IndexOf(reason.Key) is var rank && rank < 0 ? int.MaxValue : rank
               select new ReasonLine(
                   reason.Key, reasons.Find(reason.Key)?.Label ?? reason.First().ReasonLabel!, reason.Count(),
                   ExplanationCount.Rate(reason.Count(), explained.Count), ExplanationCount.Of([.. reason]));
    }

    private static OperatorLine Line(List<SealedExplanation> findings)
    {
        var (body, submission) = (findings[0].Operator, findings[0].SubmissionId);
        return new OperatorLine(
            body.Code, body.Name, CampaignWords.Family(body.Type), submission == Guid.Empty ? null : submission,
            submission == Guid.Empty ? "En cours de saisie" : "Déposée", ExplanationCount.Of(findings));
    }

    /// <summary>The findings of the statements never submitted: whether they are explained, and nothing of what is written.</summary>
    private async Task<List<SealedExplanation>> Drafts(ReviewScope scope, Campaign campaign, OperatorType? type, CancellationToken cancellation)
    {
        var rows = await (
            from declaration in database.Declarations
            join body in database.Operators on declaration.OperatorId equals body.Id
            where declaration.CampaignId == campaign.Id && declaration.Status == DeclarationStatus.InProgress && (type == null || body.Type == type)
            orderby body.Code
            select new { declaration.Id, Operator = body }).AsNoTracking().ToListAsync(cancellation);
        var found = new List<SealedExplanation>();
        foreach (var row in rows.Where(r => scope.Covers(r.Operator)))
        {
            if (await repository.Load(row.Id, cancellation) is not { } loaded)
            {
                continue;
            }

            var form = await forms.Definition(loaded.FormVersion.Id, cancellation);
            var evaluation = standing.Evaluate(loaded.Declaration, form, await contexts.Of(loaded, form, cancellation));
            var findings = StatementControls.Check(evaluation, loaded.Declaration, loaded.Checklist(evaluation.Calculation.Values, acceptsUnscanned: true), campaign.Exercise);
            found.AddRange(SubmissionReadiness.Of(loaded.Declaration, findings).ToExplain.Select(f => new SealedExplanation(
                Guid.Empty, loaded.FormVersion.Id, row.Operator, campaign.Kind, campaign.Exercise,
                new Domain.Declarations.SealedFinding(f.Finding.Instance, f.Finding.ControlCode, "", f.Finding.Label, ""),
                f.State == ExplanationState.Valid ? ExplanationOpinion.Unread : ExplanationOpinion.Unexplained)));
        }

        return found;
    }
}
