using Soffi.Data;
using Soffi.Domain.Forms;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Features.Forms;

/// <summary>Finds the form that the pages of rehearsal and preview try.</summary>
public sealed class TriedForms(RehearsalQueries queries, FormCatalog catalog, FormsBefore formsBefore, FormDrafts drafts)
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
        return new TriedForm(form, $"/campagnes/formulaires/versions/{id}", name, [.. Trail, new Crumb(name, $"/campagnes/formulaires/versions/{id}")]);
    }

    /// <summary>A draft as it was last saved, faults of the linter aside; null when there is none of that identifier, or when it cannot be read.</summary>
    public async Task<TriedForm?> Draft(int id, CancellationToken cancellation)
    {
        if (await drafts.Find(id, cancellation) is not { } draft || (await drafts.Read(draft, cancellation)).Form is not { } form)
        {
            return null;
        }

        var root = $"/campagnes/formulaires/brouillons/{id}";
        var name = TriedForm.NameOf(form.Header);
        return new TriedForm(form, root, $"brouillon {name}", [.. Trail, new Crumb($"Brouillon {name}", root)]);
    }

    /// <summary>The version or the draft of the address.</summary>
    public Task<TriedForm?> Find(int? version, int? draft, CancellationToken cancellation) =>
        draft is { } id ? Draft(id, cancellation) : Version(version ?? 0, cancellation);

    private static IReadOnlyList<Crumb> Trail => [new Crumb("Campagnes", "/campagnes"), new Crumb("Formulaires", "/campagnes/formulaires")];

    /// <summary>The form that one is compared with: its former version, else that of the exercise before; null when there is none.</summary>
    public async Task<FormDefinition?> Reference(FormDefinition form, CancellationToken cancellation)
    {
        var header = form.Header;
        var family = await queries.Family(header.Kind, header.OperatorType, header.Exercise, cancellation);
        var former = family.FirstOrDefault(v => v.Exercise == header.Exercise && v.Number < header.Version);
        return former is null ? await formsBefore.Of(form, cancellation) : await catalog.Definition(former.Id, cancellation);
    }
}
