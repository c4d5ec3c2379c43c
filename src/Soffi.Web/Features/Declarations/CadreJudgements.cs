using System.Text.Json;
using Soffi.Data;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

/// <summary>What came of saying that a cadre is « sans objet », or that it is not.</summary>
public enum JudgementOutcome
{
    Done,

    /// <summary>The statement was closed meanwhile.</summary>
    Closed,

    /// <summary>A value is typed in the cadre, or nothing was declared of it.</summary>
    Refused,
}

/// <summary>Says that cadres do not concern the operator, or that they do, with the entry of the journal, in one transaction.</summary>
public sealed class CadreJudgements(DeclarationRepository repository, TimeProvider clock)
{
    public Task<JudgementOutcome> Declare(Statement statement, Cadre cadre, string reason, CancellationToken cancellation) => Change(
        statement, cadre, AuditAction.CadreSetAside, new { cadre = cadre.Code, motif = reason.Trim(), section = statement.Loaded.Section },
        (declaration, now) => declaration.DeclareWithoutObject(cadre, reason, statement.Actor, now), cancellation);

    public Task<JudgementOutcome> TakeBack(Statement statement, Cadre cadre, CancellationToken cancellation) => Change(
        statement, cadre, AuditAction.CadreTakenBack, new { cadre = cadre.Code, section = statement.Loaded.Section },
        (declaration, now) => declaration.WithdrawWithoutObject(cadre, now), cancellation);

    private Task<JudgementOutcome> Change(
        Statement statement, Cadre cadre, string action, object details, Func<Declaration, DateTimeOffset, bool> act, CancellationToken cancellation) =>
        repository.Change(statement.Id, int.MaxValue, (loaded, trail) =>
        {
            var now = clock.GetUtcNow();
            if (!loaded.AccessOf(statement.Actor, now).CanEdit || !loaded.Declaration.MayJudge(cadre))
            {
                return JudgementOutcome.Closed;
            }

            if (!act(loaded.Declaration, now))
            {
                return JudgementOutcome.Refused;
            }

            trail.Add(new AuditEntry(
                now, statement.Actor.UserId, statement.Actor.DisplayName, action, "declaration", statement.Id.ToString(),
                loaded.Declaration.OperatorId, JsonSerializer.Serialize(details)));
            return JudgementOutcome.Done;
        }, cancellation);
}
