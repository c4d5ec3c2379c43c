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
    Statement Statement, NextStep Next, IReadOnlyList<SubmissionRow> Submissions, IReadOnlyList<DeclarationReopening> Reopenings,
    DateTimeOffset Now)
{
    /// <summary>Conversations that wait for an answer, by table.</summary>
    public IReadOnlyList<OpenThreads> Threads { get; init; } = [];

    /// <summary>Those of a cadre.</summary>
    public int ThreadsOf(Cadre cadre) => Threads.Where(t => cadre.Tables.Any(table => table.Code == t.Table)).Sum(t => t.Count);

    /// <summary>A formal notice runs; null for none.</summary>
    public RunningNotice? Notice { get; init; }

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
