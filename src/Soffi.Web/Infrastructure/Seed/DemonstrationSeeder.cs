using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Cgu;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.Demonstration;

namespace Soffi.Web.Infrastructure.Seed;

/// <summary>
/// Brings the database to a state worth showing: bodies, campaigns, terms of use, access, statements. Running it again
/// adds what is missing and touches nothing that people did; only a deadline that has passed is moved forward.
/// </summary>
public sealed class DemonstrationSeeder(
    SoffiDbContext context, DeclarationRepository repository, DocumentContents contents, AuditTrail trail, FormCatalog forms, ExplanationReasons reasons,
    TimeProvider clock)
{
    private const string CguNumber = "1.0";
    private const string CguResource = "Soffi.Web.Infrastructure.Demonstration.cgu-1.0.md";
    private const int FirstExercise = 2021;
    private const int OpenExercise = 2025;

    /// <summary>Its statements went all the way: validated, then published.</summary>
    private const int PublishedExercise = 2023;
    private static readonly int[] CsaExercises = [2020, 2021, 2022];

    /// <summary>All or nothing: a demonstration half seeded would not be worth showing.</summary>
    public async Task Seed(CancellationToken cancellation = default)
    {
        try
        {
            await SeedAtOnce(cancellation);
        }
        catch (DbUpdateException error) when (UniqueViolation.Is(error))
        {
            // Another instance started at the same time and was first: what it made is now found.
            await SeedAtOnce(cancellation);
        }
    }

    private Task<bool> SeedAtOnce(CancellationToken cancellation) => context.InTransaction(
        async token =>
        {
            context.ChangeTracker.Clear();
            await SeedOperators(token);
            await SeedCampaigns(token);
            await SeedCsaCampaigns(token);
            await context.SaveChangesAsync(token);
            await SeedObligations(token);
            await SeedCgu(token);
            await SeedGrants(token);
            await SeedReviews(token);
            await context.SaveChangesAsync(token);
            await OpenStatements(token);
            await context.SaveChangesAsync(token);
            await new StatementFiller(context, repository, forms, contents, reasons, clock).Fill(OpenExercise, token);
            await new DemoPublications(context, trail).Publish(PublishedExercise, token);
            await new DemoReferences(context, trail, clock).Seed([OpenExercise - 1, OpenExercise], token);
            await new DemoSeries(context, trail, clock).Seed(token);
            return true;
        },
        cancellation);

    private async Task SeedOperators(CancellationToken cancellation)
    {
        var known = await context.Operators.Select(o => o.Code).ToListAsync(cancellation);
        context.Operators.AddRange(DemoOperators.All.Where(o => !known.Contains(o.Code))
            .Select(o => new Operator(o.Code, o.Name, o.Type, o.Siren, o.RegionCode)));
        await context.SaveChangesAsync(cancellation);
        var all = await context.Operators.ToDictionaryAsync(o => o.Code, cancellation);
        foreach (var (section, host) in DemoOperators.Hosts.Where(h => !all[h.Key].IsSection))
        {
            all[section].CarriedBy(all[host].Id);
        }
    }

    private async Task SeedCampaigns(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var known = await context.Campaigns.Where(c => c.Kind == StatementKind.Esf).ToListAsync(cancellation);
        for (var exercise = FirstExercise; exercise <= OpenExercise; exercise++)
        {
            var campaign = known.SingleOrDefault(c => c.Exercise == exercise);
            if (campaign is null)
            {
                context.Campaigns.Add(exercise == OpenExercise ? OpenCampaign(now) : ClosedCampaign(exercise));
            }
            else if (exercise == OpenExercise && campaign.ClosedAt is null && campaign.Deadline < now)
            {
                var before = campaign.Deadline;
                campaign.MoveDeadline(DemoCalendar.NextDeadline(now));
                trail.Add(Entry(AuditAction.DeadlineMoved, "campagne", $"ESF-{exercise}", new { avant = before, apres = campaign.Deadline }));
            }
        }
    }

    /// <summary>
    /// The CSA left the OPCO with the exercise 2022: its campaigns are closed and accept corrections only. Only those whose
    /// form is published are made.
    /// </summary>
    private async Task SeedCsaCampaigns(CancellationToken cancellation)
    {
        var known = await context.Campaigns.Where(c => c.Kind == StatementKind.Csa).Select(c => c.Exercise).ToListAsync(cancellation);
        var published = await context.FormVersions.Where(f => f.Kind == StatementKind.Csa && CsaExercises.Contains(f.Exercise))
            .Select(f => f.Exercise).Distinct().ToListAsync(cancellation);
        foreach (var exercise in published.Except(known).Order())
        {
            var campaign = new Campaign(
                StatementKind.Csa, exercise, DemoCalendar.At(exercise + 1, 1, 15, 8), DemoCalendar.DeadlineOf(exercise + 1));
            campaign.Close(DemoCalendar.At(exercise + 1, 7, 1, 8));
            campaign.AcceptCorrections(true, campaign.ClosedAt!.Value);
            foreach (var document in DefaultDocuments.Of(StatementKind.Csa))
            {
                campaign.Add(document);
            }

            context.Campaigns.Add(campaign);
            trail.Add(Entry(AuditAction.CorrectionsOpened, "campagne", $"CSA-{exercise}", new { cloture = campaign.ClosedAt }));
        }
    }

    /// <summary>Campaigns that have no list yet get the one the law gives by type.</summary>
    private async Task SeedObligations(CancellationToken cancellation)
    {
        var operators = await context.Operators.AsNoTracking().OrderBy(o => o.Id).ToListAsync(cancellation);
        var bare = await context.Campaigns.Where(c => c.Obligations.Count == 0).ToListAsync(cancellation);
        foreach (var (campaign, body) in bare.SelectMany(c => operators.Select(o => (c, o))))
        {
            campaign.Oblige(
                body.Id, CampaignObligation.IsOwedBy(body.Type, campaign.Kind), ObligationReason.ByType, "", AuditEntry.System, campaign.OpensAt);
        }
    }

    private Campaign ClosedCampaign(int exercise)
    {
        var campaign = new Campaign(
            StatementKind.Esf, exercise, DemoCalendar.At(exercise + 1, 1, 15, 8), DemoCalendar.DeadlineOf(exercise + 1));
        campaign.Close(DemoCalendar.At(exercise + 1, 7, 1, 8));
        AskDocuments(campaign);
        trail.Add(Entry(AuditAction.CampaignClosed, "campagne", $"ESF-{exercise}", new { cloture = campaign.ClosedAt }));
        return campaign;
    }

    private Campaign OpenCampaign(DateTimeOffset now)
    {
        var legal = DemoCalendar.At(OpenExercise + 1, 1, 15, 8);
        var opensAt = legal < now ? legal : now.AddDays(-StatementFiller.DaysOfOpenCampaign);
        var campaign = new Campaign(StatementKind.Esf, OpenExercise, opensAt, DemoCalendar.NextDeadline(now));
        AskDocuments(campaign);
        trail.Add(Entry(
            AuditAction.CampaignOpened, "campagne", $"ESF-{OpenExercise}", new { ouverture = campaign.OpensAt, echeance = campaign.Deadline }));
        return campaign;
    }

    private static void AskDocuments(Campaign campaign)
    {
        foreach (var document in Enum.GetValues<OperatorType>().SelectMany(DemoDocuments.Asked))
        {
            campaign.Add(document);
        }
    }

    private async Task SeedCgu(CancellationToken cancellation)
    {
        if (await context.CguVersions.AnyAsync(v => v.Number == CguNumber, cancellation))
        {
            return;
        }

        using var text = new StreamReader(typeof(DemonstrationSeeder).Assembly.GetManifestResourceStream(CguResource)
            ?? throw new InvalidOperationException($"Missing resource {CguResource}."));
        var now = clock.GetUtcNow();
        var version = new CguVersion(CguNumber, await text.ReadToEndAsync(cancellation), now, now);
        context.CguVersions.Add(version);
        trail.Add(Entry(AuditAction.CguPublished, "cgu", CguNumber, new { numero = CguNumber, sha256 = version.Sha256 }));
    }

    private async Task SeedGrants(CancellationToken cancellation)
    {
        var operators = await context.Operators.ToDictionaryAsync(o => o.Code, o => o.Id, cancellation);
        var known = await context.Grants.AsNoTracking().ToListAsync(cancellation);
        foreach (var wanted in DemoGrant.All)
        {
            int? operatorId = wanted.OperatorCode is { } code ? operators[code] : null;
            var email = User.NormaliseEmail(wanted.Account.Email);

            // A grant that an administrator revoked stays revoked.
            if (known.Exists(g => (g.Email, g.Role, g.OperatorId, g.RegionCode) == (email, wanted.Role, operatorId, wanted.RegionCode)))
            {
                continue;
            }

            context.Grants.Add(new Grant(email, wanted.Role, clock.GetUtcNow(), operatorId, wanted.RegionCode));
            trail.Add(Entry(
                AuditAction.AccessGranted, "habilitation", email,
                new { profil = wanted.Role.ToString(), operateur = wanted.OperatorCode, region = wanted.RegionCode }, operatorId));
        }
    }

    /// <summary>
    /// The review of accesses of the campaign that is open from the start is over: the accounts of the demonstration keep
    /// their accesses, however long it runs. That of a campaign opened later runs as it would.
    /// </summary>
    private async Task SeedReviews(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        foreach (var campaign in await context.Campaigns.Where(c => !context.AccessReviews.Any(r => r.CampaignId == c.Id)).ToListAsync(cancellation))
        {
            if (campaign.IsOpen(now) && campaign.Exercise == OpenExercise)
            {
                var review = new AccessReview(campaign.Id, now);
                review.Close(now);
                context.AccessReviews.Add(review);
            }
        }
    }

    /// <summary>A statement for every body that owes one and whose type has a published form for the exercise of a campaign.</summary>
    private async Task OpenStatements(CancellationToken cancellation)
    {
        var latest = (await context.FormVersions.AsNoTracking()
                .Select(f => new { f.Id, f.Kind, f.OperatorType, f.Exercise, f.Number }).ToListAsync(cancellation))
            .GroupBy(f => (f.Kind, f.OperatorType, f.Exercise))
            .ToDictionary(g => g.Key, g => g.MaxBy(f => f.Number)!.Id);
        var operators = await context.Operators.AsNoTracking().OrderBy(o => o.Id).ToListAsync(cancellation);
        var campaigns = await context.Campaigns.AsNoTracking().OrderBy(c => c.Exercise).ToListAsync(cancellation);
        var known = (await context.Declarations.Select(d => new { d.OperatorId, d.CampaignId }).ToListAsync(cancellation)).ToHashSet();
        var owed = (await context.CampaignObligations.Where(o => o.Owes).Select(o => new { o.OperatorId, o.CampaignId }).ToListAsync(cancellation)).ToHashSet();
        foreach (var (campaign, body) in campaigns.SelectMany(c => operators.Select(o => (c, o))).Where(p => owed.Contains(new { OperatorId = p.o.Id, CampaignId = p.c.Id })))
        {
            if (!latest.TryGetValue((campaign.Kind, body.Type, campaign.Exercise), out var form)
                || known.Contains(new { OperatorId = body.Id, CampaignId = campaign.Id }))
            {
                continue;
            }

            var declaration = new Declaration(body.Id, campaign.Id, form, campaign.OpensAt);
            repository.Add(declaration);
            trail.Add(Entry(
                AuditAction.DeclarationOpened, "declaration", declaration.Id.ToString(),
                new { exercice = campaign.Exercise, operateur = body.Code }, body.Id, campaign.OpensAt));
        }
    }

    private AuditEntry Entry(
        string action, string objectType, string objectId, object details, int? operatorId = null, DateTimeOffset? at = null) =>
        new(at ?? clock.GetUtcNow(), null, AuditEntry.System, action, objectType, objectId, operatorId, JsonSerializer.Serialize(details));
}
