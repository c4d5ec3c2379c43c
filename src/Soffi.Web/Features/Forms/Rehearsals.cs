using System.Globalization;
using System.Text.Json;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Forms;

/// <summary>What to try.</summary>
/// <param name="Form">A draft, or a published version.</param>
/// <param name="Reference">The form it is compared with, to know which controls are new or changed; null when there is none.</param>
/// <param name="Choice">As asked.</param>
public sealed record RehearsalRequest(FormDefinition Form, FormDefinition? Reference, RehearsalChoice Choice);

/// <summary>Which controls to try.</summary>
/// <param name="Code">One control; null for a set of them.</param>
/// <param name="All">All of them, rather than those new or changed.</param>
public sealed record RehearsalChoice(string? Code, bool All)
{
    public const string EveryControl = "tous";

    public static RehearsalChoice Read(string? text) => new(
        string.IsNullOrWhiteSpace(text) || text == EveryControl ? null : text.Trim().ToUpperInvariant(), text == EveryControl);

    /// <summary>As written in an address; empty for those new or changed.</summary>
    public string Value => Code ?? (All ? EveryControl : "");
}

/// <param name="Planned">Statements that could be tried.</param>
/// <param name="Apart">Statements left out, for want of a correspondence.</param>
/// <param name="Elapsed">Time it took.</param>
public sealed record RehearsalOutcome(RehearsalResult Result, int Planned, IReadOnlyList<PastSubmission> Apart, TimeSpan Elapsed)
{
    /// <summary>False when the time allowed ran out before the last statement.</summary>
    public bool IsComplete => Result.Statements == Planned;
}

/// <summary>Tries controls on the past, within a bounded time; nothing of the result is kept but the line of the journal.</summary>
public sealed class Rehearsals(PastStatements past, SoffiDbContext database, AuditTrail trail, TimeProvider clock)
{
    /// <summary>After that long, what was tried is shown as it is, with how much is missing.</summary>
    public static readonly TimeSpan Allowed = TimeSpan.FromSeconds(30);

    public async Task<RehearsalOutcome> Run(RehearsalRequest request, CancellationToken cancellation)
    {
        var start = clock.GetTimestamp();
        var rehearsal = new ControlRehearsal(request.Form, Codes(request));
        var plan = await past.Prepare(request.Form, cancellation);
        var done = new List<RehearsedStatement>();
        if (rehearsal.Controls.Count > 0)
        {
            await foreach (var statement in past.Of(plan, cancellation))
            {
                done.Add(rehearsal.Run(statement));
                if (clock.GetElapsedTime(start) > Allowed)
                {
                    break;
                }
            }
        }

        var planned = rehearsal.Controls.Count == 0 ? 0 : plan.Ready.Count;
        return new RehearsalOutcome(RehearsalResult.Of(rehearsal, done), planned, plan.Apart, clock.GetElapsedTime(start));
    }

    /// <summary>Figures of submitted statements were read: the journal says by whom, for what (CGU article 83).</summary>
    /// <param name="format">« page » or « xlsx ».</param>
    public Task Note(RehearsalRequest request, RehearsalOutcome outcome, string format, Actor actor, CancellationToken cancellation)
    {
        var header = request.Form.Header;
        trail.Add(new AuditEntry(
            clock.GetUtcNow(), actor.UserId, actor.DisplayName, AuditAction.ControlsRehearsed, "formulaire",
            string.Create(CultureInfo.InvariantCulture, $"{header.Kind}-{header.OperatorType}-{header.Exercise}-{header.Version}").ToUpperInvariant(), null,
            JsonSerializer.Serialize(new
            {
                controles = outcome.Result.Controls.Select(c => c.Control.Code),
                declarations = outcome.Result.Statements,
                operateurs = outcome.Result.Operators,
                format,
            })));
        return database.SaveChangesAsync(cancellation);
    }

    private static IReadOnlySet<string>? Codes(RehearsalRequest request) => request.Choice switch
    {
        { Code: { } code } => new HashSet<string> { code },
        { All: true } => null,
        _ => request.Reference is null ? null : ControlRehearsal.NewOrChanged(request.Reference, request.Form),
    };
}
