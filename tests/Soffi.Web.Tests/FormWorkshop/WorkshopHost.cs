using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;
using Soffi.Domain.Forms.Drafts;
using Soffi.Portal.Accounts;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Features.Account;

namespace Soffi.Web.Tests.FormWorkshop;

/// <summary>The application with published forms and two analysts; each test prepares a form of its own.</summary>
public sealed class WorkshopHost : IAsyncLifetime, IDisposable
{
    private readonly ConcurrentDictionary<string, HttpClient> _browsers = new();
    private int _exercise = 2030;

    public static FormFiles Product { get; } = FormFiles.FromFolder(Path.Combine(House.Root, "src/Soffi.Web/Forms"));

    public SignInFactory Factory { get; } = new();

    public static DemoAccount Anne => DemoAccounts.Administrateur;

    /// <summary>The second analyst, whose other rights do not matter here.</summary>
    public static DemoAccount Other => DemoAccounts.GestionnaireAcces;

    public static DemoAccount Agent => DemoAccounts.AgentDgefp;

    public async Task InitializeAsync()
    {
        await Factory.PublishCguAsync();
        await Factory.GrantAsync(Anne, Role.Administrator);
        await Factory.GrantAsync(Other, Role.Administrator);
        await Factory.GrantAsync(Agent, Role.AgentDgefp);
        await Publish("2025/CSA");
        await Publish("2026/CSA");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => Factory.Dispose();

    /// <summary>A browser where that person is signed in; one per person.</summary>
    public async Task<HttpClient> As(DemoAccount account)
    {
        if (_browsers.TryGetValue(account.Email, out var known))
        {
            return known;
        }

        return _browsers.GetOrAdd(account.Email, await Factory.EnteredAsync(account));
    }

    /// <summary>Publishes a form of the product.</summary>
    public Task<int> Publish(string path, Func<FormDefinition, FormDefinition>? change = null)
    {
        var form = FormReader.Read(Product, path).Definition!;
        var header = (change?.Invoke(form) ?? form).Header;
        return Factory.DatabaseAsync(async d =>
        {
            var version = new FormVersion(
                header.Kind, header.OperatorType, header.Exercise, header.Version, header.Title, header.CanonicalJson, header.Sha256, Factory.Clock.GetUtcNow());
            d.Add(version);
            await d.SaveChangesAsync();
            return version.Id;
        });
    }

    public Task<int> VersionId(StatementKind kind, int exercise) =>
        Factory.DatabaseAsync(d => d.FormVersions.Where(f => f.Kind == kind && f.Exercise == exercise).OrderByDescending(f => f.Number).Select(f => f.Id).FirstAsync());

    /// <summary>A draft of an exercise that no other test prepares, cloned from the CSA of 2026; some files may be given instead.</summary>
    public async Task<FormDraft> Draft(params (string Name, string? Text)[] files)
    {
        var exercise = Interlocked.Increment(ref _exercise);
        var from = await VersionId(StatementKind.Csa, 2026);
        return await Factory.DatabaseAsync(async d =>
        {
            var version = await d.FormVersions.SingleAsync(f => f.Id == from);
            var texts = FormSplitter.Clone(FormSplitter.Split(version.DefinitionJson), 2026, exercise).ToDictionary(f => f.Key, f => f.Value);
            foreach (var (name, text) in files)
            {
                texts.Remove(name);
                if (text is not null)
                {
                    texts[name] = text.Replace("{exercice}", $"{exercise}", StringComparison.Ordinal);
                }
            }

            var draft = new FormDraft(
                version.Kind, version.OperatorType, exercise, 1, from, texts, new Actor(Guid.CreateVersion7(), "Zoé Essai", "zoe@exemple.invalid", []), Factory.Clock.GetUtcNow());
            d.Add(draft);
            await d.SaveChangesAsync();
            return draft;
        });
    }

    /// <summary>The draft as stored; null when it is gone.</summary>
    public Task<FormDraft?> Stored(int id) => Factory.DatabaseAsync(d => d.FormDrafts.AsNoTracking().Include(f => f.Files).SingleOrDefaultAsync(f => f.Id == id));

    public async Task<string?> Text(int id, string file) => (await Stored(id))?.Find(file);

    /// <summary>The journal of that draft, oldest first.</summary>
    public Task<List<AuditEntry>> Journal(FormDraft draft, string action)
    {
        var name = $"{draft.Kind}-{draft.OperatorType}-{draft.Exercise}-{draft.Number}".ToUpperInvariant();
        return Factory.DatabaseAsync(d => d.Set<AuditEntry>().AsNoTracking()
            .Where(e => e.Action == action && e.ObjectId == name).OrderBy(e => e.Id).ToListAsync());
    }

    public static string Root(FormDraft draft) => $"/campagnes/formulaires/brouillons/{draft.Id}";
}
