using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Mail;

namespace Soffi.Web.Features.Declarations;

/// <summary>What became of an ask.</summary>
public enum WideningAskOutcome
{
    /// <summary>There is no such statement any more.</summary>
    Missing,

    Done,

    /// <summary>The statement is not under correction, or closed to that person.</summary>
    Closed,
}

/// <summary>What an operator asks to have opened besides, as typed.</summary>
/// <param name="Cadres">Codes of cadres.</param>
/// <param name="Cells">Codes of cells, as typed.</param>
public sealed record WideningAskForm(IReadOnlyList<string> Cadres, string Cells, bool Documents, string Reason)
{
    /// <summary>Least length of the reason, in characters.</summary>
    public const int Shortest = 10;

    public static WideningAskForm Read(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> fields)
    {
        var all = fields.ToDictionary(f => f.Key, f => f.Value);
        string Text(string name) => all.TryGetValue(name, out var value) ? value.ToString().ReplaceLineEndings("\n").Trim() : "";
        return new WideningAskForm(
            all.TryGetValue("cadres", out var cadres) ? [.. cadres.OfType<string>()] : [], Text("cellules"), Text("pieces") == "true", Text("motif"));
    }

    /// <summary>What is asked.</summary>
    /// <param name="faults">Name of the field and sentence; the list counts only when there are none.</param>
    public IReadOnlyList<ReopenedPart> Parts(FormDefinition form, DeclarationReopening standing, out IReadOnlyDictionary<string, string> faults)
    {
        var (unknown, found) = (new List<string>(), new Dictionary<string, string>());
        var parts = standing.NotOpen(OpenedParts.Read(form, Cadres, OpenedParts.Codes([Cells]), unknown));
        if (unknown.Count > 0)
        {
            found["cellules"] = string.Join(' ', unknown);
        }
        else if (string.Join(' ', parts).Length > WideningAsk.LongestParts)
        {
            found["cellules"] = "Cette liste de cellules est trop longue\u00a0: demandez plutôt leurs cadres.";
        }
        else if (parts.Count == 0 && !(Documents && !standing.OpensDocuments))
        {
            found["cadres"] = "Choisissez un cadre, une cellule ou les pièces, qui ne soient pas déjà rouverts.";
        }

        if (Reason.Length is < Shortest or > DeclarationReopening.LongestReason)
        {
            found["motif"] = Reason.Length < Shortest
                ? "Dites à la DGEFP, en une phrase, pourquoi il faut rouvrir aussi cela."
                : $"Ce texte ne peut pas dépasser {DeclarationReopening.LongestReason}\u00a0caractères.";
        }

        faults = found;
        return parts;
    }
}

/// <summary>Asks the DGEFP to open more while corrections are made: statement, journal and the mail to the agent in charge in one transaction, or nothing.</summary>
public sealed class WideningAsks(SoffiDbContext context, DeclarationRepository repository, Outbox outbox, TimeProvider clock)
{
    public async Task<WideningAskOutcome> Ask(Statement statement, IReadOnlyList<ReopenedPart> parts, WideningAskForm form, CancellationToken cancellation)
    {
        var agent = statement.Declaration.AgentId is { } id
            ? await context.Users.AsNoTracking().Where(u => u.Id == id && u.DeletedAt == null).Select(u => u.Email).SingleOrDefaultAsync(cancellation)
            : null;
        return await repository.Change(statement.Id, int.MaxValue, Act, cancellation);

        WideningAskOutcome Act(LoadedDeclaration loaded, AuditTrail trail)
        {
            var (now, actor, declaration) = (clock.GetUtcNow(), statement.Actor, loaded.Declaration);
            if (!loaded.AccessOf(actor, now).CanEdit || declaration.Correction is null || DeclarationTransitions.After(declaration.Status, DeclarationAct.AskWidening) is null)
            {
                return WideningAskOutcome.Closed;
            }

            if (declaration.AskWidening(parts, form.Documents && !declaration.Correction.OpensDocuments, form.Reason, actor, now) is not { } ask)
            {
                return WideningAskOutcome.Done; // Sent twice.
            }

            trail.Add(new AuditEntry(
                now, actor.UserId, actor.DisplayName, AuditAction.WideningAsked, "declaration", declaration.Id.ToString(), declaration.OperatorId,
                JsonSerializer.Serialize(new { rouvrir = ask.Words, motif = form.Reason, section = loaded.Section })));
            if (agent is { Length: > 0 })
            {
                outbox.Add($"demande-elargissement-{ask.Id}", agent, $"Soffi\u00a0: {loaded.Operator.Name} demande à rouvrir autre chose ({Words.Name(loaded.Campaign)})",
                    $"{actor.DisplayName} demande à rouvrir aussi {ask.Words} dans la déclaration {Words.Name(loaded.Campaign)} de {loaded.Operator.Name}.",
                    $"Motif\u00a0: {form.Reason}",
                    "Pour répondre, connectez-vous à Soffi\u00a0: «\u00a0Instruction\u00a0», la déclaration, «\u00a0Élargir la demande\u00a0».");
            }

            return WideningAskOutcome.Done;
        }
    }
}
