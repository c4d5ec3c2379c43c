using System.Collections.Concurrent;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

/// <summary>The definitions in use, read once: a published version never changes.</summary>
public sealed class PublishedForms
{
    private readonly ConcurrentDictionary<string, FormDefinition> _forms = new(StringComparer.Ordinal);

    public FormDefinition Of(FormVersion version) =>
        _forms.GetOrAdd(version.Sha256, static (_, v) => FormReader.ReadCanonical(v.DefinitionJson), version);
}
