using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;

namespace Soffi.Data;

/// <summary>The published forms, read once per process: a published version never changes.</summary>
public sealed class FormCatalog(IServiceScopeFactory scopes)
{
    private readonly ConcurrentDictionary<int, FormVersion> _versions = new();
    private readonly ConcurrentDictionary<int, FormDefinition> _definitions = new();

    /// <summary>The version of that identifier.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public async ValueTask<FormVersion> Version(int formVersionId, CancellationToken cancellation = default)
    {
        if (_versions.TryGetValue(formVersionId, out var known))
        {
            return known;
        }

        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SoffiDbContext>();
        var version = await context.FormVersions.AsNoTracking().SingleAsync(f => f.Id == formVersionId, cancellation);
        return _versions.GetOrAdd(formVersionId, version);
    }

    /// <summary>The definition of that version.</summary>
    /// <exception cref="InvalidOperationException">There is none, or it is not what was published.</exception>
    public async ValueTask<FormDefinition> Definition(int formVersionId, CancellationToken cancellation = default)
    {
        if (_definitions.TryGetValue(formVersionId, out var known))
        {
            return known;
        }

        var version = await Version(formVersionId, cancellation);
        var definition = FormReader.ReadCanonical(version.DefinitionJson);
        return definition.Header.Sha256 == version.Sha256
            ? _definitions.GetOrAdd(formVersionId, definition)
            : throw new InvalidOperationException($"The form version {formVersionId} does not have the hash it was published with.");
    }
}
