using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Review;

/// <param name="Text">What was written; null when it was taken back, or for a decision.</param>
public sealed record ThreadLine(string Author, DateTimeOffset At, MessageKind Kind, string? Text);

public sealed record ThreadPage(string Code, string Label, bool Open, IReadOnlyList<ThreadLine> Lines);

/// <summary>The conversations about the cells of a submitted statement, as the agent in charge reads them.</summary>
public sealed record ThreadsViewModel(SubmissionHeader Header, IReadOnlyList<ThreadPage> Threads);

/// <summary>The conversations of the operator about its cells, once submitted: for the agent in charge only.</summary>
[RequirePermission(Permission.InstructDeclaration)]
public sealed class ThreadsController(ReviewQueries queries, SoffiDbContext database, ReviewTrace trace, CurrentUser current) : Controller
{
    [HttpGet("/instruction/{submissionId:guid}/conversations")]
    public async Task<IActionResult> Threads(Guid submissionId, CancellationToken cancellation)
    {
        if (await queries.Find(ReviewScope.Of(current.Actor), submissionId, cancellation) is not { } statement)
        {
            return NotFound();
        }

        var id = statement.Submission.DeclarationId;
        if (!await database.Declarations.AnyAsync(d => d.Id == id && d.AgentId == current.Actor.UserId, cancellation))
        {
            return Forbid();
        }

        var form = FormReader.ReadCanonical(statement.Form.DefinitionJson);
        var threads = await database.CellThreads.AsNoTracking().Include(t => t.Messages).Where(t => t.DeclarationId == id).ToListAsync(cancellation);
        await trace.Write(current.Actor, statement, "conversations", cancellation);
        return View(new ThreadsViewModel(
            new SubmissionReading(statement).Header(),
            [
                .. threads.OrderBy(t => t.State).ThenBy(t => t.Code).Select(t => new ThreadPage(
                    t.Code.ToString(), form.Find(t.Code)?.Label ?? "", t.State == ConversationState.Open,
                    [.. t.Messages.OrderBy(m => m.Id).Select(m => new ThreadLine(m.AuthorName, m.At, m.Kind, m.WithdrawnAt is null && m.Kind == MessageKind.Text ? m.Text : null))])),
            ]));
    }
}
