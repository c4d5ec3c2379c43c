using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Infrastructure.Database;

namespace Soffi.Web.Features.Declarations;

/// <summary>
/// Before this instance says that it is ready, plays a saved cell on each form in use, from the JSON that a page sends to the
/// one it is answered, in a transaction that is always given up: queries are then translated, programs compiled and forms
/// computed before the first person comes. Nothing is written, and a rehearsal that fails only says so in the log.
/// <c>Rehearsal:Enabled</c> (true by default) turns it off.
/// </summary>
public sealed partial class EntryRehearsal(
    IServiceScopeFactory scopes, IHostApplicationLifetime lifetime, Readiness readiness, IConfiguration configuration,
    ILogger<EntryRehearsal> logger) : BackgroundService
{
    /// <summary>What runs thirty times is compiled again for good.</summary>
    private const int Rounds = 40;

    /// <summary>Forms in use, the last ones typed on: a campaign has six of them.</summary>
    private const int MostForms = 6;

    /// <summary>No start waits longer.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Cells played so far.</summary>
    public int Played { get; private set; }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        var started = base.StartAsync(cancellationToken);
        readiness.After(ExecuteTask ?? Task.CompletedTask);
        return started;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!configuration.GetValue("Rehearsal:Enabled", true))
        {
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        try
        {
            await Started(stoppingToken);
            limit.CancelAfter(Limit);
            var watch = Stopwatch.StartNew();
            await Play(limit.Token);
            LogPlayed(Played, watch.ElapsedMilliseconds);
        }
        catch (OperationCanceledException)
        {
            LogCut();
        }
        catch (Exception error)
        {
            LogFailed(error);
        }
    }

    private async Task Play(CancellationToken cancellation)
    {
        var statements = await InUse(cancellation);
        for (var round = 0; statements.Count > 0 && round < Math.Max(Rounds, statements.Count); round++)
        {
            await using var scope = scopes.CreateAsyncScope();
            Played += await Play(scope.ServiceProvider, statements[round % statements.Count], round, cancellation) ? 1 : 0;
        }
    }

    /// <summary>A statement still to fill for each form in use.</summary>
    private async Task<IReadOnlyList<Guid>> InUse(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var open = await scope.ServiceProvider.GetRequiredService<SoffiDbContext>().Declarations
            .Where(d => d.Status == DeclarationStatus.ToFill || d.Status == DeclarationStatus.InProgress)
            .OrderByDescending(d => d.ModifiedAt).ThenBy(d => d.Id).Select(d => new { d.Id, d.FormVersionId }).ToListAsync(cancellation);
        return [.. open.DistinctBy(d => d.FormVersionId).Take(MostForms).Select(d => d.Id)];
    }

    private async Task<bool> Play(IServiceProvider services, Guid id, int round, CancellationToken cancellation)
    {
        if (await Open(services, id, cancellation) is not { } statement || Cell(statement, round) is not { } cell)
        {
            return false;
        }

        var revision = statement.Declaration.Revision;
        var sent = JsonSerializer.Serialize(new CellsPost(revision, [new CellPost(cell.Code.ToString(), $"{round + 1}", revision, "saisie", [])]), EntryJson.Default.CellsPost);
        var cadre = statement.Form.CadreOf(cell.Code)!;
        var form = TableFormBinder.Bind(JsonSerializer.Deserialize(sent, EntryJson.Default.CellsPost)!, statement, cadre);
        if (await services.GetRequiredService<EntrySaves>().Rehearse(statement, cadre, form, cancellation) is not { } saved)
        {
            return false;
        }

        JsonSerializer.SerializeToUtf8Bytes(services.GetRequiredService<CellAnswers>().Of(saved, cadre, form), EntryJson.Default.CellAnswer);
        return true;
    }

    /// <summary>As the declarant of that body would open it.</summary>
    private static async Task<Statement?> Open(IServiceProvider services, Guid id, CancellationToken cancellation)
    {
        if (await services.GetRequiredService<DeclarationRepository>().Load(id, cancellation) is not { } loaded)
        {
            return null;
        }

        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var actor = new Actor(Guid.Empty, AuditEntry.System, "", [new Grant("", Role.Declarant, now, loaded.Operator.Id)]);
        var form = await services.GetRequiredService<FormCatalog>().Definition(loaded.FormVersion.Id, cancellation);
        var context = await services.GetRequiredService<StatementContexts>().Of(loaded, form, cancellation);
        return new Statement(loaded, form, context, loaded.AccessOf(actor, now), actor)
        {
            Evaluation = services.GetRequiredService<StandingStatements>().Evaluate(loaded.Declaration, form, context),
        };
    }

    /// <summary>A number to type, another one each time.</summary>
    private static FormCell? Cell(Statement statement, int round)
    {
        var cells = statement.Form.Cells.Where(c => c.IsInput && !statement.CannotType(c.Code)).ToList();
        return cells.Count == 0 ? null : cells[round * 7 % cells.Count];
    }

    private async Task Started(CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var listening = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stopping);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Rehearsal: {Cells} cells played in {Milliseconds} ms, none kept")]
    private partial void LogPlayed(int cells, long milliseconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Rehearsal cut short")]
    private partial void LogCut();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The rehearsal failed: the first saves will be slower")]
    private partial void LogFailed(Exception error);
}
