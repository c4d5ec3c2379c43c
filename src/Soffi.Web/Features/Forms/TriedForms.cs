using Soffi.Data;
using Soffi.Domain.Forms;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Features.Forms;

/// <summary>Finds the form that the pages of rehearsal and preview try.</summary>
public sealed class TriedForms(RehearsalQueries queries, FormCatalog catalog, FormsBefore formsBefore)
{
    /// <summary>A published version; null when there is none of that identifier.</summary>
    public async Task<TriedForm?> Version(int id, CancellationToken cancellation)
    {
        if (await queries.Version(id, cancellation) is null)
        {
            return null;
        }

        var form = await catalog.Definition(id, cancellation);
        var name = TriedForm.NameOf(form.Header);
        return new TriedForm(form, $"/campagnes/formulaires/versions/{id}", name, [new Crumb("Campagnes", "/campagnes"), new Crumb(name)]);
    }

    /// <summary>The form that one is compared with: its former version, else that of the exercise before; null when there is none.</summary>
    public async Task<FormDefinition?> Reference(FormDefinition form, CancellationToken cancellation)
    {
        var header = form.Header;
        var family = await queries.Family(header.Kind, header.OperatorType, header.Exercise, cancellation);
        var former = family.FirstOrDefault(v => v.Exercise == header.Exercise && v.Number < header.Version);
        return former is null ? await formsBefore.Of(form, cancellation) : await catalog.Definition(former.Id, cancellation);
    }
}
