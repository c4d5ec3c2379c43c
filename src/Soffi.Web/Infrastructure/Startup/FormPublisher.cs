using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;

namespace Soffi.Web.Infrastructure.Startup;

/// <summary>Forms that cannot be read or published, each fault with its file, line and sentence.</summary>
public sealed class FormFaultsException(IReadOnlyList<FormFault> faults)
    : Exception(string.Join(Environment.NewLine, faults.Select(f => f.ToString())))
{
    public IReadOnlyList<FormFault> Faults { get; } = faults;
}

/// <summary>Publishes forms: the same path serves the folder of the product and a folder given by an administrator.</summary>
public sealed class FormPublisher(SoffiDbContext context, AuditTrail trail, TimeProvider clock)
{
    /// <summary>
    /// Reads all the forms of the folder and publishes those that are not yet. A version already published must be the
    /// same, hash for hash: statements point to it for ever.
    /// </summary>
    /// <param name="files">The files of the forms folder.</param>
    /// <param name="paths">« 2025/OPCO »; those to publish.</param>
    /// <param name="author">Who publishes, for the journal.</param>
    /// <returns>The versions newly published.</returns>
    /// <exception cref="FormFaultsException">At least one form has a fault: nothing is published.</exception>
    public async Task<IReadOnlyList<FormVersion>> Publish(
        FormFiles files, IReadOnlyList<string> paths, string author, CancellationToken cancellation = default)
    {
        var definitions = Read(files, paths);
        return await context.InTransaction(
            async token =>
            {
                context.ChangeTracker.Clear();
                var published = await context.FormVersions.AsNoTracking()
                    .Select(f => new { f.Kind, f.OperatorType, f.Exercise, f.Number, f.Sha256 }).ToListAsync(token);
                var added = new List<FormVersion>();
                var faults = new List<FormFault>();
                foreach (var (path, form) in definitions)
                {
                    var header = form.Header;
                    var same = published.SingleOrDefault(f => (f.Kind, f.OperatorType, f.Exercise, f.Number)
                        == (header.Kind, header.OperatorType, header.Exercise, header.Version));
                    if (same is null)
                    {
                        added.Add(Add(header, author));
                    }
                    else if (same.Sha256 != header.Sha256)
                    {
                        faults.Add(Changed(files, path, header, same.Sha256));
                    }
                }

                if (faults.Count > 0)
                {
                    throw new FormFaultsException(faults);
                }

                await context.SaveChangesAsync(token);
                return added;
            },
            cancellation);
    }

    /// <summary>The definitions at those paths.</summary>
    /// <exception cref="FormFaultsException">At least one has a fault.</exception>
    public static IReadOnlyList<(string Path, FormDefinition Form)> Read(FormFiles files, IReadOnlyList<string> paths)
    {
        var readings = paths.Select(path => (Path: path, Reading: FormReader.Read(files, path))).ToList();
        var faults = readings.SelectMany(r => r.Reading.Faults).Distinct().ToList(); // A file that others name is read again with each of them.
        return faults.Count > 0
            ? throw new FormFaultsException(faults)
            : [.. readings.Select(r => (r.Path, r.Reading.Definition!))];
    }

    private FormVersion Add(FormHeader header, string author)
    {
        var now = clock.GetUtcNow();
        var version = FormVersion.Of(header, now);
        context.FormVersions.Add(version);
        trail.Add(new AuditEntry(
            now, null, author, AuditAction.FormPublished, "formulaire", version.Reference, null,
            JsonSerializer.Serialize(new { titre = header.Title, exercice = header.Exercise, version = header.Version, sha256 = header.Sha256 })));
        return version;
    }

    private static FormFault Changed(FormFiles files, string path, FormHeader header, string published)
    {
        var file = $"{path}/form.json";
        var lines = (files.Find(file) ?? "").Split('\n');
        var line = Array.FindIndex(lines, l => l.Contains("\"version\"", StringComparison.Ordinal)) + 1;
        return new FormFault(
            file, line,
            $"La version {header.Version} de ce formulaire est déjà publiée avec un autre contenu (empreinte {published[..12]}…, "
            + $"ici {header.Sha256[..12]}…). Un formulaire publié ne change plus : rétablissez ses fichiers, ou augmentez « version ».");
    }
}
