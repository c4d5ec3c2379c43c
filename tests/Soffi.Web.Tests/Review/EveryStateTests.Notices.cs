using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Notices;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Review;

/// <summary>The acts of formal notices: their lines of the journal bear the number of the notice, and the statement stays where it is.</summary>
public sealed partial class EveryStateTests
{
    /// <param name="Given">How the notice stands before; null for none.</param>
    /// <param name="Path">After the address of the statement, when there is no notice, else after that of the notice.</param>
    private sealed record NoticeAct(DeclarationAct Act, Role[] Roles, string From, NoticeState? Given, string Path, string Action, NoticeState After, string Choice = "");

    private static readonly NoticeAct[] NoticeGrid =
    [
        new(DeclarationAct.ProposeNotice, [Role.AgentDreets], "SE", null, "/proposition", "mise-en-demeure.proposition", NoticeState.Proposed),
        new(DeclarationAct.GiveNotice, Agent, "SE", null, "", "mise-en-demeure.preparation", NoticeState.Prepared),
        new(DeclarationAct.GiveNotice, Agent, "SE", NoticeState.Prepared, "/notification", "mise-en-demeure.notification", NoticeState.Issued),
        new(DeclarationAct.AnswerNotice, [Role.Declarant, Role.Signatory], "SE", NoticeState.Issued, "", "mise-en-demeure.observations", NoticeState.Issued),
        new(DeclarationAct.CloseNotice, Agent, "SEO", NoticeState.Prepared, "/cloture", "mise-en-demeure.abandon", NoticeState.Abandoned, "abandon"),
        new(DeclarationAct.CloseNotice, Agent, "SEO", NoticeState.Issued, "/cloture", "mise-en-demeure.levee", NoticeState.Lifted, "levee"),
    ];

    [Fact]
    [Trait("CGU", "CGU-61")]
    public async Task Every_act_on_a_notice_by_every_role_in_every_status_does_what_the_grid_says_and_nothing_else()
    {
        await SetUp();
        await _factory.DatabaseAsync(async d =>
        {
            var moved = await d.Campaigns.ExecuteUpdateAsync(s => s.SetProperty(c => c.Deadline, _factory.Clock.GetUtcNow().AddDays(-1)));
            await d.DrawStamps();
            return moved;
        });
        foreach (var act in NoticeGrid)
        {
            foreach (var status in Never + Sent)
            {
                var target = Never.Contains(status, StringComparison.Ordinal) ? _never : _sent;
                await Put(target, status);
                foreach (var (role, _) in People)
                {
                    await TryNotice(act, status, role, target.Declaration);
                }
            }
        }

        Assert.True(_faults.Count == 0, string.Join('\n', _faults));
    }

    private async Task TryNotice(NoticeAct act, char status, Role role, Guid declaration)
    {
        var given = await GiveNotice(declaration, act.Given);
        var before = await NoticesOf(declaration, act.Action);
        var code = await SendNotice(act, role, declaration, given);
        var after = await NoticesOf(declaration, act.Action);
        var allowed = act.From.Contains(status, StringComparison.Ordinal) && act.Roles.Contains(role);
        var wanted = allowed ? act.After : act.Given;
        if (after.State != wanted || after.Status != Statuses[status] || after.Written - before.Written != (allowed ? 1 : 0) || code >= 500 || (!allowed && after.Revision != before.Revision))
        {
            _faults.Add($"{act.Action} by {role} in {Statuses[status]}: {code}, {after.State} instead of {wanted}, {after.Written - before.Written} line(s), {after.Status}");
        }
    }

    private async Task<int> SendNotice(NoticeAct act, Role role, Guid declaration, FormalNotice? given)
    {
        var (browser, token) = _people[role];
        var root = given is null ? $"/instruction/declarations/{declaration}/mise-en-demeure"
            : act.Act == DeclarationAct.AnswerNotice ? $"/declarations/mises-en-demeure/{given.Id}" : $"/instruction/mises-en-demeure/{given.Id}";
        var text = $"Motif d’essai de mise en demeure numéro {++_count}.";
        if (act.Act == DeclarationAct.AnswerNotice)
        {
            using var content = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { new StringContent(text), "Text" } };
            using var received = await browser.PostAsync(new Uri(root, UriKind.Relative), content);
            return (int)received.StatusCode;
        }

        using var answer = await browser.SendFieldsAsync(root + act.Path, Pairs(token, ("Text", text), ("Act", act.Choice), ("Revision", $"{given?.Revision}")));
        return (int)answer.StatusCode;
    }

    /// <summary>Puts one notice on the statement, whatever it had before.</summary>
    private Task<FormalNotice?> GiveNotice(Guid declaration, NoticeState? state) => _factory.DatabaseAsync(async d =>
    {
        var known = await d.FormalNotices.Where(n => n.DeclarationId == declaration).Select(n => n.Id).ToListAsync();
        await d.NoticeObservations.Where(o => known.Contains(o.NoticeId)).ExecuteDeleteAsync();
        await d.NoticeFiles.Where(f => known.Contains(f.NoticeId)).ExecuteDeleteAsync();
        await d.FormalNotices.Where(n => known.Contains(n.Id)).ExecuteDeleteAsync();
        if (state is null)
        {
            return null;
        }

        var (ines, now) = (new Actor(Guid.NewGuid(), "Inès Rousseau", "", []), _factory.Clock.GetUtcNow());
        var statement = await d.Declarations.SingleAsync(x => x.Id == declaration);
        var body = await d.Operators.Where(o => o.Id == statement.OperatorId).Select(o => o.Code).SingleAsync();
        var notice = FormalNotice.Prepare(statement, FormalNotice.NumberOf(await d.Campaigns.SingleAsync(), body, 1), "L’état n’a pas été transmis.", ines, now);
        if (state == NoticeState.Issued)
        {
            notice.Issue(ines, now);
        }

        d.FormalNotices.Add(notice);
        await d.SaveChangesAsync();
        return notice;
    });

    private Task<(DeclarationStatus Status, NoticeState? State, int? Revision, int Written)> NoticesOf(Guid declaration, string action) => _factory.DatabaseAsync(async d =>
    {
        var head = await d.Declarations.Where(x => x.Id == declaration).Select(x => new { x.Status, x.OperatorId }).SingleAsync();
        var notice = await d.FormalNotices.Where(n => n.DeclarationId == declaration).Select(n => new { n.State, n.Revision }).SingleOrDefaultAsync();
        var written = await d.Set<AuditEntry>().CountAsync(e => e.Action == action && e.OperatorId == head.OperatorId && e.Result == AuditEntry.Success && e.ObjectId.StartsWith("MED-"));
        return (head.Status, notice?.State, notice?.Revision, written);
    });
}
