using Soffi.Data;
using Soffi.Domain.Declarations;
using Soffi.Web.Infrastructure.Antivirus;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Declarations;

/// <summary>
/// The way into a statement, for every page and every verb: unknown, or not theirs to read, is null, which the pages answer
/// with the same 404.
/// </summary>
<<<<<<< HEAD
public sealed class StatementGate(DeclarationRepository repository, PublishedForms forms, CurrentUser current, AntivirusScan antivirus, TimeProvider clock)
=======
public sealed class StatementGate(
    DeclarationRepository repository, StatementContexts contexts, PublishedForms forms, CurrentUser current, TimeProvider clock)
>>>>>>> c0dddde (Cross axes, select their members, base a form on another, map last year's codes; parameters by body, dates, tolerance formulas)
{
    public async Task<Statement?> Open(Guid id, CancellationToken cancellation)
    {
        var actor = current.Actor;
        if (await repository.Load(id, cancellation) is not { } loaded)
        {
            return null;
        }

        var access = DeclarationAccess.Of(actor, loaded.Operator.Id, loaded.Declaration.Status, loaded.Campaign, clock.GetUtcNow());
        if (!access.CanRead)
        {
            return null;
        }

<<<<<<< HEAD
        var previous = await repository.PreviousValues(loaded.Operator.Id, loaded.Campaign.Kind, loaded.Campaign.Exercise, cancellation);
        return new Statement(loaded, forms.Of(loaded.FormVersion), previous, access, actor)
        {
            AcceptsUnscanned = antivirus.Options.Mode == AntivirusMode.None,
        };
=======
        var form = forms.Of(loaded.FormVersion);
        return new Statement(loaded, form, await contexts.Of(loaded, form, cancellation), access, actor);
>>>>>>> c0dddde (Cross axes, select their members, base a form on another, map last year's codes; parameters by body, dates, tolerance formulas)
    }
}
