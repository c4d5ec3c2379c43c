using Microsoft.AspNetCore.Mvc;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Forms;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Declarations;

/// <summary>« Mes déclarations », then one statement: where it stands and its history.</summary>
[RequirePermission(Permission.EditDeclaration)]
[Route("declarations")]
public sealed class DeclarationsController(
    StatementGate gate, DeclarationQueries queries, ConversationQueries conversations, FormsBefore formsBefore, FormCorrectionNotes corrections, TimelineQueries timelines,
    CurrentUser current, TimeProvider clock) : Controller
{
    private const int ChangesPerPage = 50;

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var rows = await queries.Of(current.Actor.OperatorsFor(Permission.EditDeclaration), now, cancellation);
        var submissions = (await queries.Submissions([.. rows.Select(r => r.Id)], cancellation)).ToLookup(s => s.DeclarationId);
        var (due, earlier) = (new List<DueStatement>(), new List<EarlierStatement>());
        foreach (var row in rows)
        {
            var last = submissions[row.Id].LastOrDefault();
            if (row.IsDue(now) && await gate.Open(row.Id, cancellation) is { } statement)
            {
                var signatories = await queries.Signatories(row.Operator, now, cancellation);
                due.Add(new DueStatement(statement, NextStep.Of(statement, signatories)));
            }
            else
            {
                earlier.Add(new EarlierStatement(row, last));
            }
        }

        return View("Index", new DeclarationsViewModel(due, earlier, now));
    }

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Overview(Guid id, CancellationToken cancellation)
    {
        if (await gate.Open(id, cancellation) is not { } statement)
        {
            return NotFound();
        }

        var now = clock.GetUtcNow();
        var signatories = await queries.Signatories(statement.Loaded.Operator, now, cancellation);
        var submissions = await queries.Submissions([id], cancellation);
        var versions = await queries.Versions(statement.Declaration.FormVersionId, cancellation);
        var reopenings = await queries.Reopenings(id, cancellation);
        return View("Overview", new OverviewViewModel(
            statement, NextStep.Of(statement, signatories, submissions), submissions, reopenings, now)
        {
            Threads = await conversations.OpenByTable(id, cancellation),
            Notice = await queries.Notice(id, cancellation),
            Corrections = await corrections.Of(versions, statement.Declaration.CreatedAt, cancellation),
        });
    }

    /// <summary>« Ce qui change cette année »: the form against that of the exercise before.</summary>
    [HttpGet("{id:guid}/nouveautes")]
    public async Task<IActionResult> Changes(Guid id, CancellationToken cancellation)
    {
        if (await gate.Open(id, cancellation) is not { } statement)
        {
            return NotFound();
        }

        var lastYear = await formsBefore.Of(statement.Form, cancellation);
        return View("Changes", new ChangesViewModel(statement, lastYear, lastYear is null ? [] : FormDifference.Between(lastYear, statement.Form)));
    }

    /// <summary>All that happened to the statement, and what is awaited next; the agents read the same.</summary>
    [HttpGet("{id:guid}/chronologie")]
    public async Task<IActionResult> Life(Guid id, CancellationToken cancellation) =>
        await gate.Open(id, cancellation) is { } statement && await timelines.Of(id, forOperator: true, cancellation) is { } timeline
            ? View("Life", new LifeViewModel(statement, timeline))
            : NotFound();

    [HttpGet("{id:guid}/historique")]
    public async Task<IActionResult> History(Guid id, CancellationToken cancellation, int page = 1)
    {
        if (await gate.Open(id, cancellation) is not { } statement || page < 1)
        {
            return NotFound();
        }

        var history = await queries.History(id, page, ChangesPerPage, cancellation);
        return page > history.Pages ? NotFound() : View("History", new HistoryViewModel(statement, history));
    }
}
