using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Declarations;

/// <summary>« Conversations » of a statement, those that wait for an answer first.</summary>
[RequirePermission(Permission.EditDeclaration)]
[Route("declarations/{id:guid}/conversations")]
public sealed class ConversationsController(StatementGate gate, ConversationQueries queries) : Controller
{
    /// <param name="state">« en-cours », « resolues »; anything else shows all.</param>
    /// <param name="cadre">Code of a cadre; anything else shows all.</param>
    [HttpGet("")]
    public async Task<IActionResult> Index(
        Guid id, [FromQuery(Name = "etat")] string? state, [FromQuery(Name = "cadre")] string? cadre, CancellationToken cancellation)
    {
        if (await gate.Open(id, cancellation) is not { } statement)
        {
            return NotFound();
        }

        var campaign = statement.Loaded.Campaign;
        var reader = statement.Actor.UserId;
        var all = await queries.All(id, statement.Exercise, reader, cancellation);
        var earlier = await queries.Open(statement.Loaded.Operator.Id, campaign.Kind, campaign.Exercise - 1, reader, cancellation);
        return View("Conversations", new ConversationsViewModel(statement, all, earlier, new ConversationFilter(state, cadre)));
    }
}

/// <param name="State">« en-cours », « resolues », or all.</param>
/// <param name="Cadre">Code of a cadre, or all.</param>
public sealed record ConversationFilter(string? State, string? Cadre)
{
    public const string OpenOnly = "en-cours";
    public const string SettledOnly = "resolues";

    public bool Keeps(ThreadView thread, string? cadre) =>
        (State switch
        {
            OpenOnly => thread.State == ConversationState.Open,
            SettledOnly => thread.State != ConversationState.Open,
            _ => true,
        }) && (string.IsNullOrEmpty(Cadre) || Cadre == cadre);
}

/// <summary>A conversation of the list.</summary>
/// <param name="Cell">Null for a cell that the form no longer has.</param>
public sealed record ListedThread(ThreadView Thread, Domain.Forms.FormCell? Cell, Domain.Forms.Cadre? Cadre, string Href);

/// <summary>The conversations of a statement.</summary>
public sealed record ConversationsViewModel
{
    public ConversationsViewModel(
        Statement statement, IReadOnlyList<ThreadView> all, IReadOnlyList<ThreadView> earlier, ConversationFilter filter)
    {
        Statement = statement;
        Filter = filter;
        Total = all.Count;
        Shown =
        [
            .. all.Select(t => Listed(t, t.Code, CellLinks.Thread(statement.Id, t.Code))).Where(l => filter.Keeps(l.Thread, l.Cadre?.Code))
                .OrderBy(l => l.Thread.State != ConversationState.Open).ThenByDescending(l => l.Thread.Messages.Max(m => m.Id)),
        ];
        Open = all.Count(t => t.State == ConversationState.Open);
        Earlier =
        [
            .. earlier.Select(t => statement.Form.Mapping.Now(t.Code) is { } now && statement.Form.Find(now) is not null
                ? Listed(t, now, CellLinks.Thread(statement.Id, now))
                : new ListedThread(t, null, null, CellLinks.Thread(t.DeclarationId, t.Code))),
        ];
    }

    public Statement Statement { get; }

    public ConversationFilter Filter { get; }

    /// <summary>Before the filter.</summary>
    public int Total { get; }

    public int Open { get; }

    public IReadOnlyList<ListedThread> Shown { get; }

    /// <summary>Questions of the exercise before still open: they go on beside this year's cell.</summary>
    public IReadOnlyList<ListedThread> Earlier { get; }

    private ListedThread Listed(ThreadView thread, Domain.Forms.CellCode code, string href) =>
        new(thread, Statement.Form.Find(code), Statement.Form.CadreOf(code), href);
}
