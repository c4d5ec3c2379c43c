using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Campaigns;

/// <summary>The form a statement is filled on, or would be.</summary>
public sealed record SimulatedForm(string Title, int Number, string Sha256);

/// <summary>One statement as its people would see it.</summary>
/// <param name="Obligation">Why it is owed or not, in words.</param>
/// <param name="State">Where the statement stands that day, in words.</param>
/// <param name="Outlook">Deadline, days left, late or not, reminders.</param>
/// <param name="Form">Null when none is published.</param>
/// <param name="Refusal">Why a signatory could not type nor submit that day; null when they could.</param>
public sealed record SimulatedStatement(
    string Title, bool Owes, string Obligation, string State, CampaignOutlook Outlook, SimulatedForm? Form,
    IReadOnlyList<DocumentLine> Documents, string? Refusal);

/// <param name="Body">Chosen, in the address; null before any choice.</param>
/// <param name="Day">Chosen, as typed.</param>
/// <param name="At">Noon of that day in Paris; null when nothing is simulated.</param>
public sealed record SimulationViewModel(
    CampaignHead Campaign, IReadOnlyList<BodyChoice> Bodies, string? Body, string? Day, DateTimeOffset? At,
    string StateWords, IReadOnlyList<SimulatedStatement> Statements);

/// <summary>
/// Shows a campaign as the people of one body would see it one day. The functions of the domain are asked, on the settings as
/// they stand; nothing is written.
/// </summary>
public sealed class SimulationQueries(SoffiDbContext database)
{
    private static readonly TimeOnly Noon = new(12, 0);

    /// <returns>Null when there is no such campaign.</returns>
    public async Task<SimulationViewModel?> Of(int id, string? body, string? day, CancellationToken cancellation)
    {
        var campaign = await database.Campaigns.AsNoTracking().AsSplitQuery().Include(c => c.Obligations).Include(c => c.Documents)
            .SingleOrDefaultAsync(c => c.Id == id, cancellation);
        if (campaign is null)
        {
            return null;
        }

        var bodies = CampaignPhrases.InReadingOrder(await database.Operators.AsNoTracking().ToListAsync(cancellation));
        var chosen = bodies.Find(b => b.Code == body);
        var at = TypedMoment.Day(day) is { } date ? ParisTime.At(date, Noon) : null;
        var page = new SimulationViewModel(
            new CampaignHead(campaign), [.. bodies.Select(b => new BodyChoice(b.Id, b.Name, campaign.DeadlineFor(b)) { Code = b.Code })],
            body, day, chosen is null ? null : at, "", []);
        return chosen is null || at is not { } instant
            ? page
            : page with
            {
                StateWords = CampaignWords.State(campaign, instant),
                Statements = await Statements(campaign, chosen, [.. bodies.Where(b => b.HostId == chosen.Id)], instant, cancellation),
            };
    }

    private async Task<IReadOnlyList<SimulatedStatement>> Statements(
        Campaign campaign, Operator chosen, IReadOnlyList<Operator> sections, DateTimeOffset at, CancellationToken cancellation)
    {
        var ids = sections.Select(s => s.Id).Append(chosen.Id).ToList();
        var declarations = await database.Declarations.AsNoTracking().Where(d => d.CampaignId == campaign.Id && ids.Contains(d.OperatorId))
            .ToDictionaryAsync(d => d.OperatorId, cancellation);
        var submissions = (await database.Submissions.AsNoTracking().Where(s => s.CampaignId == campaign.Id && ids.Contains(s.OperatorId))
            .Select(s => new { s.OperatorId, s.Number, s.SubmittedAt }).ToListAsync(cancellation))
            .Where(s => s.SubmittedAt <= at).ToLookup(s => s.OperatorId, s => s.SubmittedAt);
        var forms = await database.FormVersions.AsNoTracking().Where(f => f.Kind == campaign.Kind && f.Exercise == campaign.Exercise)
            .Select(f => new { f.Id, f.OperatorType, f.Number, f.Title, f.Sha256 }).ToListAsync(cancellation);
        return
        [
            .. sections.Prepend(chosen).Select(body =>
            {
                var declaration = declarations.GetValueOrDefault(body.Id);
                var form = forms.Where(f => declaration is null ? f.OperatorType == body.Type : f.Id == declaration.FormVersionId).MaxBy(f => f.Number);
                DateTimeOffset? submitted = submissions[body.Id].Any() ? submissions[body.Id].Min() : null;
                var known = form is null ? null : new SimulatedForm(form.Title, form.Number, form.Sha256);
                return Statement(campaign, body, body.Id == chosen.Id ? null : chosen.Name, declaration, submitted, known, at);
            }),
        ];
    }

    private static SimulatedStatement Statement(
        Campaign campaign, Operator body, string? hostName, Declaration? declaration, DateTimeOffset? submitted, SimulatedForm? form, DateTimeOffset at)
    {
        var obligation = campaign.Obligations.FirstOrDefault(o => o.OperatorId == body.Id);
        var signatory = new Actor(Guid.Empty, "", "", [new Grant("simulation@exemple.invalid", Role.Signatory, at, body.Id)]);
        var standing = declaration ?? new Declaration(body.Id, campaign.Id, 0, at);
        var access = DeclarationAccess.Of(signatory, body, standing, campaign, at);
        var name = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{campaign.Kind.ToString().ToUpperInvariant()}\u00a0{CampaignWords.Family(body.Type)}\u00a0{campaign.Exercise}");
        return new SimulatedStatement(
            hostName is null ? $"{body.Name} – {name}" : $"{body.Name} (section de {hostName}) – {name}", obligation?.Owes == true,
            obligation is null ? "Hors campagne" : $"{CampaignPhrases.Of(obligation.Reason)}{(obligation.Note.Length == 0 ? "" : $"\u00a0: {obligation.Note}")}",
            State(declaration, submitted, at), CampaignOutlook.Of(campaign, body, submitted, at), form,
            [.. campaign.Documents.Where(d => d.OperatorType == body.Type).OrderBy(d => d.Need).ThenBy(d => d.Id)
                .Select(d => new DocumentLine(d.Id, d.OperatorType, d.Code, d.Label, d.LegalBasis, d.Need, d.Extensions))],
            access.EditRefusal);
    }

    private static string State(Declaration? declaration, DateTimeOffset? submitted, DateTimeOffset at) => declaration switch
    {
        null => "Pas encore créée",
        { Status: DeclarationStatus.Waived } => "Sans objet",
        { IsCorrecting: true } => "Corrections demandées",
        _ when submitted is not null => "Déposée",
        { IsSealed: true } => "Pas encore déposée à cette date",
        { Status: DeclarationStatus.InProgress } => at < declaration.CreatedAt ? "Pas encore créée" : "En cours de saisie",
        _ => "À saisir",
    };
}
