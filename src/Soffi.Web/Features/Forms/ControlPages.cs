using Soffi.Data;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Forms;

/// <summary>A control of the form of one type of operators in one campaign.</summary>
public sealed record FoundControl(Campaign Campaign, CampaignForm Form, ListedControl Control);

/// <summary>Builds the pages of controls.</summary>
public sealed class ControlPages(ControlQueries queries, ControlTriggers triggers, FormCatalog catalog)
{
    /// <param name="type">Whose form to show; the first one when it says nothing that is published.</param>
    /// <returns>Null when there is no such campaign.</returns>
    public async Task<ControlsViewModel?> All(int campaignId, string? type, CancellationToken cancellation)
    {
        if (await queries.Campaign(campaignId, cancellation) is not { } campaign)
        {
            return null;
        }

        var forms = await queries.Forms(campaignId, cancellation);
        var name = CampaignWords.Name(campaign.Kind, campaign.Exercise);
        var shown = forms.FirstOrDefault(f => Is(f.Type, type)) ?? (forms.Count > 0 ? forms[0] : null);
        if (shown is null)
        {
            return new ControlsViewModel(campaignId, name, forms, null, [], 0);
        }

        var controls = StatementControls.Of(await catalog.Definition(shown.VersionId, cancellation));
        var active = (await queries.Changes(campaignId, shown.Type, cancellation)).Where(c => c.IsActive).ToDictionary(c => c.ControlCode);
        var (statements, found) = await triggers.Of(campaignId, shown.Type, cancellation);
        return new ControlsViewModel(campaignId, name, forms, shown, [.. controls.Select(Line)], statements.Count);

        ControlLine Line(ListedControl control)
        {
            var hit = found[control.Code].Select(t => t.Statement).Distinct().ToList();
            return new ControlLine(
                control, active.TryGetValue(control.Code, out var change) ? ControlDecision.Of(change, control.Severity) : null,
                hit.Count(s => !DeclarationTransitions.IsSealed(s.Status)), hit.Count(s => DeclarationTransitions.IsSealed(s.Status)));
        }
    }

    /// <summary>Null when the campaign, its form or the control does not exist.</summary>
    public async Task<FoundControl?> Find(int campaignId, string type, string code, CancellationToken cancellation)
    {
        if (await queries.Campaign(campaignId, cancellation) is not { } campaign
            || (await queries.Forms(campaignId, cancellation)).FirstOrDefault(f => Is(f.Type, type)) is not { } form)
        {
            return null;
        }

        var control = StatementControls.Find(await catalog.Definition(form.VersionId, cancellation), code);
        return control is null ? null : new FoundControl(campaign, form, control);
    }

    public async Task<ControlViewModel> One(FoundControl found, string? refusal, CancellationToken cancellation)
    {
        var (campaign, form, control) = found;
        var changes = (await queries.Changes(campaign.Id, form.Type, cancellation)).Where(c => c.ControlCode == control.Code).ToList();
        var (statements, triggered) = await triggers.Of(campaign.Id, form.Type, cancellation);
        var active = changes.Find(c => c.IsActive);
        return new ControlViewModel(
            campaign.Id, CampaignWords.Name(campaign.Kind, campaign.Exercise), form.Type, control,
            active is null ? null : ControlDecision.Of(active, control.Severity),
            [.. changes.Where(c => !c.IsActive).Select(c => ControlDecision.Of(c, control.Severity))],
            [.. triggered[control.Code].GroupBy(t => t.Statement).Select(g => new ControlTrigger(
                g.Key.OperatorName, DeclarationTransitions.IsSealed(g.Key.Status), [.. g.Select(t => t.Finding.Message)]))],
            statements.Count, refusal);
    }

    private static bool Is(OperatorType type, string? word) => string.Equals(CampaignWords.Family(type), word, StringComparison.OrdinalIgnoreCase);
}
