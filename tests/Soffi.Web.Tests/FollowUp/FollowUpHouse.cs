using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.Demonstration;
using Soffi.Web.Infrastructure.Jobs;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Features.Account;

namespace Soffi.Web.Tests.FollowUp;

/// <summary>
/// An open campaign whose deadline is thirty days away, at noon in Paris: AKTO with Claire (declarant) and Marc (signatory), and
/// Transitions Pro of Auvergne-Rhône-Alpes with nobody; agents of the ministry, of that region, an administrator.
/// </summary>
public abstract class FollowUpHouse : IAsyncLifetime, IDisposable
{
    protected SignInFactory Factory { get; } = new();

    protected int Campaign { get; private set; }

    protected int Akto { get; private set; }

    protected int Tpara { get; private set; }

    protected Guid AktoStatement { get; private set; }

    protected Guid TparaStatement { get; private set; }

    protected DateTimeOffset Now => Factory.Clock.GetUtcNow();

    public async Task InitializeAsync()
    {
        var noon = ParisTime.At(DateOnly.FromDateTime(ParisTime.Of(Now).DateTime).AddDays(1), new TimeOnly(12, 0))!.Value;
        Factory.Clock.SetUtcNow(noon);
        await Factory.PublishCguAsync();
        Akto = await Factory.OperatorAsync("AKTO", OperatorType.Opco);
        Tpara = await Factory.OperatorAsync("TPARA", OperatorType.Atpro, "84");
        Campaign = await Factory.CampaignAsync();
        await Factory.GrantAsync(DemoAccounts.DeclarantOpco, Role.Declarant, Akto);
        await Factory.GrantAsync(DemoAccounts.SignataireOpco, Role.Signatory, Akto);
        await Factory.GrantAsync(DemoAccounts.AgentDgefp, Role.AgentDgefp);
        await Factory.GrantAsync(DemoAccounts.AgentDreets, Role.AgentDreets, regionCode: "84");
        await Factory.GrantAsync(DemoAccounts.Administrateur, Role.Administrator);
        AktoStatement = await Open(Akto);
        TparaStatement = await Open(Tpara);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        Factory.Dispose();
        GC.SuppressFinalize(this);
    }

    protected Task<HttpClient> Agent() => Factory.EnteredAsync(DemoAccounts.AgentDgefp);

    protected async Task<string?> Run<TJob>() where TJob : class, IScheduledJob
    {
        await using var scope = Factory.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TJob>().Run(CancellationToken.None);
    }

    protected Task<List<Soffi.Data.Rows.OutgoingMessage>> Messages(string prefix) =>
        Factory.DatabaseAsync(d => d.OutgoingMessages.AsNoTracking().Where(m => m.Key.StartsWith(prefix)).OrderBy(m => m.Id).ToListAsync());

    /// <summary>A statement that is owed, on the OPCO form of 2025, in which nothing is typed.</summary>
    protected Task<Guid> Open(int operatorId) => Factory.DatabaseAsync(async database =>
    {
        var body = await database.Operators.SingleAsync(o => o.Id == operatorId);
        var version = await database.FormVersions.SingleOrDefaultAsync(f => f.OperatorType == body.Type);
        if (version is null)
        {
            var header = House.Form.Header;
            version = new FormVersion(StatementKind.Esf, body.Type, 2025, 1, header.Title, header.CanonicalJson, header.Sha256, Now);
            database.FormVersions.Add(version);
            await database.SaveChangesAsync();
        }

        var declaration = new Declaration(operatorId, Campaign, version.Id, Now);
        database.Declarations.Add(declaration);
        await database.SaveChangesAsync();
        return declaration.Id;
    });

    /// <summary>Types the whole of it, and explains what is to be explained.</summary>
    protected async Task Fill(Guid id)
    {
        var actor = new Actor(Guid.CreateVersion7(), "Claire Martin", DemoAccounts.DeclarantOpco.Email, []);
        var inputs = DemoStatements.Build(House.Form, "AKTO", 2025, CellValues.Empty);
        var findings = FormChecker.Check(House.Form, FormCalculator.Calculate(House.Form, inputs, CellValues.Empty), CellValues.Empty);
        await Change(id, loaded =>
        {
            loaded.Declaration.SaveCells(new CellSave(inputs.ToDictionary(v => v.Key, v => v.Value), 0, new HashSet<CellCode>()), actor, Now);
            foreach (var finding in findings.Where(f => f.Severity == Severity.ToExplain))
            {
                loaded.Declaration.Explain(finding, "Explication fictive d’essai, lue par l’agent.", actor, Now);
            }
        });
    }

    /// <summary>Submits it, through the one door of submissions.</summary>
    protected async Task Submit(Guid id)
    {
        await Fill(id);
        await using var scope = Factory.Services.CreateAsyncScope();
        var repository = scope.ServiceProvider.GetRequiredService<DeclarationRepository>();
        await repository.Change(id, int.MaxValue, (loaded, _) =>
        {
            var values = FormCalculator.Calculate(House.Form, loaded.Declaration.Values(), CellValues.Empty).Values;
            loaded.Declaration.Submit(Now);
            repository.Add(SubmissionSnapshot.Build(new SubmissionContent(
                loaded.Declaration, loaded.Operator, loaded.Campaign, House.Form.Header, values, [], new SignedBy(Guid.CreateVersion7(), "Marc Bernard", "Directeur"), 1, Now)));
            return true;
        });
    }

    private async Task Change(Guid id, Action<LoadedDeclaration> act)
    {
        await using var scope = Factory.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DeclarationRepository>().Change(id, int.MaxValue, (loaded, _) =>
        {
            act(loaded);
            return true;
        });
    }
}
