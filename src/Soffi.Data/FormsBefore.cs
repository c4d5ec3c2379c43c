using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Forms;

namespace Soffi.Data;

/// <summary>The form that a form comes from: that of the exercise its mapping names, or of the year before.</summary>
public sealed class FormsBefore(SoffiDbContext context, FormCatalog forms)
{
    /// <summary>Its latest version; null when none was published.</summary>
    public async Task<FormDefinition?> Of(FormDefinition form, CancellationToken cancellation = default)
    {
        var header = form.Header;
        var id = await context.FormVersions.AsNoTracking()
            .Where(f => f.Kind == header.Kind && f.OperatorType == header.OperatorType && f.Exercise == form.PreviousExercise)
            .OrderByDescending(f => f.Number).Select(f => (int?)f.Id).FirstOrDefaultAsync(cancellation);
        return id is { } found ? await forms.Definition(found, cancellation) : null;
    }
}
