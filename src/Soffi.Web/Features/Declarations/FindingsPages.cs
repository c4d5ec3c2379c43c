using Soffi.Domain.Declarations;

namespace Soffi.Web.Features.Declarations;

/// <summary>Builds the page of controls, with the reasons to choose from and what was written last year.</summary>
public sealed class FindingsPages(ExplanationReasons reasons, PastExplanations past)
{
    public async Task<FindingsViewModel> Of(Statement statement, CancellationToken cancellation) =>
        FindingsViewModel.Of(statement, reasons) with { Past = await past.Of(statement, cancellation) };

    /// <summary>With what was typed and is not saved.</summary>
    public async Task<FindingsViewModel> Unsaved(Statement statement, ExplanationsForm form, UnsavedReason reason, CancellationToken cancellation) =>
        FindingsViewModel.Unsaved(statement, form, reason, reasons) with { Past = await past.Of(statement, cancellation) };

    /// <summary>With last year's explanation in the fields of that finding, to be read again and saved; nothing else changes.</summary>
    public async Task<FindingsViewModel> TakenOver(Statement statement, ExplanationsForm form, string instance, CancellationToken cancellation)
    {
        var found = await past.Of(statement, cancellation);
        return found.TryGetValue(instance, out var last)
            ? FindingsViewModel.Unsaved(statement, form.With(instance, last), UnsavedReason.None, reasons) with { Past = found, TakenOver = instance }
            : FindingsViewModel.Unsaved(statement, form, UnsavedReason.None, reasons) with { Past = found };
    }
}
