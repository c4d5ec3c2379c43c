using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Declarations;

/// <summary>A statement that waits for its declarants.</summary>
public sealed record DueStatement(Statement Statement, NextStep Next);

/// <summary>A statement submitted, or whose campaign is closed.</summary>
public sealed record EarlierStatement(StatementRow Row, SubmissionRow? Submission);

public sealed record DeclarationsViewModel(IReadOnlyList<DueStatement> Due, IReadOnlyList<EarlierStatement> Earlier, DateTimeOffset Now)
{
    /// <summary>The person also declares for sections of the operator.</summary>
    public bool HasSections => Due.Any(d => d.Statement.Loaded.Operator.IsSection) || Earlier.Any(e => e.Row.Operator.IsSection);
}

public sealed record OverviewViewModel(
    Statement Statement, NextStep Next, IReadOnlyList<TimelineEvent> Timeline, IReadOnlyList<SubmissionRow> Submissions,
    IReadOnlyList<DeclarationReopening> Reopenings, DateTimeOffset Now)
{
    /// <summary>Conversations that wait for an answer, by table.</summary>
    public IReadOnlyList<OpenThreads> Threads { get; init; } = [];

    /// <summary>Those of a cadre.</summary>
    public int ThreadsOf(Cadre cadre) => Threads.Where(t => cadre.Tables.Any(table => table.Code == t.Table)).Sum(t => t.Count);

    /// <summary>Corrections of the form since the statement was opened.</summary>
    public IReadOnlyList<FormCorrectionNote> Corrections { get; init; } = [];
}

/// <param name="LastYear">The form of the exercise before; null when none was published.</param>
public sealed record ChangesViewModel(Statement Statement, FormDefinition? LastYear, IReadOnlyList<Difference> Differences);

public sealed record LifeViewModel(Statement Statement, StatementTimeline Timeline);

public sealed record HistoryViewModel(Statement Statement, HistoryPage Page);

/// <summary>What the person has to do next, never more than one thing.</summary>
/// <param name="Label">Text of the link.</param>
/// <param name="Note">A sentence that goes with it; null for none.</param>
public sealed record NextStep(string Label, string Href, string? Note = null)
{
    public static NextStep Of(Statement statement, IReadOnlyList<string> signatories, IReadOnlyList<SubmissionRow>? submissions = null)
    {
        if (submissions is { Count: > 0 } && statement.Declaration.IsSealed)
        {
            return new NextStep("Voir l’accusé de dépôt", Links.Receipt(statement.Id, submissions[^1].Number));
        }

        if (!statement.Access.CanEdit)
        {
            return new NextStep("Consulter la déclaration", Links.Cadre(statement.Id, statement.Form.Cadres[0]), statement.Access.EditRefusal);
        }

        if (statement.Declaration.Status == DeclarationStatus.ToFill)
        {
            return new NextStep("Commencer la saisie", Links.Cadre(statement.Id, statement.Form.Cadres[0]));
        }

        var next = statement.Progress.Cadres.FirstOrDefault(c => c.Inputs > 0 && !c.IsComplete);
        if (next is not null)
        {
            return new NextStep($"Continuer la saisie\u00a0: cadre {next.Cadre.Code}", Links.Cadre(statement.Id, next.Cadre));
        }

        if (statement.Readiness is { Blocking.Count: > 0, Unexplained.Count: 0 } readiness && readiness.Blocking.All(DocumentControls.IsAbout))
        {
            return new NextStep("Joindre les pièces", Links.Documents(statement.Id));
        }

        return statement.Readiness.IsReady ? Sign(statement, signatories) : new NextStep("Traiter les constats", Links.Findings(statement.Id));
    }

    private static NextStep Sign(Statement statement, IReadOnlyList<string> signatories)
    {
        if (statement.Access.CanSubmit)
        {
            return new NextStep("Certifier et déposer", Links.Signature(statement.Id));
        }

        var whom = signatories.Count == 0 ? "une personne habilitée à signer" : string.Join(" ou ", signatories);
        return new NextStep("Relire avant signature", Links.Signature(statement.Id), $"Tout est prêt\u00a0: demandez à {whom} de certifier et de déposer.");
    }
}

/// <summary>Something that happened to the statement.</summary>
public sealed record TimelineEvent(DateTimeOffset At, string Text, string? Href = null);

/// <summary>The few dates that matter, oldest first.</summary>
public static class Timeline
{
    public static IReadOnlyList<TimelineEvent> Of(
        Statement statement, (CellChange First, CellChange Last)? ends, IReadOnlyList<SubmissionRow> submissions,
        IReadOnlyList<DeclarationReopening> reopenings)
    {
        var events = new List<TimelineEvent> { new(statement.Loaded.Campaign.OpensAt, "Ouverture de la campagne") };
        if (ends is { } typed)
        {
            events.Add(new TimelineEvent(typed.First.At, $"Première saisie, par {typed.First.AuthorName}"));
            events.Add(new TimelineEvent(typed.Last.At, $"Dernière saisie, par {typed.Last.AuthorName}"));
        }

        events.AddRange(statement.Declaration.Explanations.Select(e => new TimelineEvent(e.At, $"Justification du constat {e.Instance}, par {e.AuthorName}")));
        events.AddRange(statement.Declaration.CadresWithoutObject.Select(c => new TimelineEvent(c.At, $"Cadre {c.Cadre} déclaré sans objet, par {c.AuthorName}")));
        events.AddRange(submissions.Select(s => new TimelineEvent(
            s.SubmittedAt, $"Dépôt n°\u00a0{s.ReceiptNumber}, par {s.SignatoryName}", Links.Receipt(statement.Id, s.Number))));
        events.AddRange(reopenings.Select(r => new TimelineEvent(r.At, $"Dépôt n°\u00a0{r.Number} rouvert pour rectification, par {r.ActorName}")));
        return [.. events.OrderBy(e => e.At)];
    }
}
