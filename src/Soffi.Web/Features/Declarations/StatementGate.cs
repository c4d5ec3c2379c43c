using Soffi.Data;
using Soffi.Web.Infrastructure.Antivirus;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Declarations;

/// <summary>
/// The way into a statement, for every page and every verb: unknown, or not theirs to read, is null, which the pages answer
/// with the same 404.
/// </summary>
public sealed class StatementGate(
    DeclarationRepository repository, StatementContexts contexts, FormCatalog forms, StandingStatements standing, CurrentUser current, AntivirusScan antivirus,
    AuditTrail trail, TimeProvider clock)
{
    public async Task<Statement?> Open(Guid id, CancellationToken cancellation)
    {
        if (await repository.Load(id, cancellation) is not { } loaded)
        {
            return null;
        }

        var actor = current.Actor.InFrontOf(loaded.Operator);
        if (actor.ActingFor is { } body)
        {
            trail.ActsFor(actor.UserId, body);
        }

        var access = loaded.AccessOf(actor, clock.GetUtcNow());
        if (!access.CanRead)
        {
            return null;
        }

        var form = await forms.Definition(loaded.FormVersion.Id, cancellation);
        var context = await contexts.Of(loaded, form, cancellation);
        return new Statement(loaded, form, context, access, actor)
        {
            Evaluation = standing.Evaluate(loaded.Declaration, form, context),
            AcceptsUnscanned = antivirus.Options.Mode == AntivirusMode.None,
        };
    }
}
