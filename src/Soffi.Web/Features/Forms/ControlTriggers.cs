using Soffi.Data;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.Antivirus;

namespace Soffi.Web.Features.Forms;

/// <summary>A statement on which a control triggers.</summary>
public sealed record Trigger(StartedStatement Statement, Finding Finding);

/// <summary>
/// On which statements each control of a form triggers now, as the form has it: what was switched off is checked like the
/// rest, so that one sees what restoring it would do. Nothing is kept: it is computed at each request.
/// </summary>
public sealed class ControlTriggers(
    ControlQueries queries, DeclarationRepository repository, StatementContexts contexts, FormCatalog forms, AntivirusScan antivirus)
{
    /// <summary>The findings by code of control, statement by statement; each is computed on its own version of the form.</summary>
    /// <returns>The statements checked, and what was found.</returns>
    public async Task<(IReadOnlyList<StartedStatement> Checked, ILookup<string, Trigger> Found)> Of(
        int campaignId, OperatorType type, CancellationToken cancellation)
    {
        var statements = await queries.Started(campaignId, type, cancellation);
        var found = new List<Trigger>();
        foreach (var statement in statements)
        {
            found.AddRange((await Check(statement.Id, cancellation)).Select(f => new Trigger(statement, f)));
        }

        return (statements, found.ToLookup(t => t.Finding.ControlCode));
    }

    private async Task<IReadOnlyList<Finding>> Check(Guid id, CancellationToken cancellation)
    {
        if (await repository.Load(id, cancellation) is not { } loaded)
        {
            return [];
        }

        var form = await forms.Definition(loaded.Declaration.FormVersionId, cancellation);
        var context = await contexts.Of(loaded, form, cancellation) with { ControlChanges = new Dictionary<string, ControlChange>(), ForAgents = true };
        var evaluation = FormEvaluation.Of(form, loaded.Declaration.Values(), context);
        var documents = loaded.Checklist(evaluation.Calculation.Values, antivirus.Options.Mode == AntivirusMode.None);
        return StatementControls.Check(evaluation, loaded.Declaration, documents, loaded.Campaign.Exercise);
    }
}
