using Soffi.Domain.Access;
using Soffi.Domain.Declarations;

namespace Soffi.Domain.Tests.Declarations;

/// <summary>
/// The tables of transitions and of rights against two grids written by hand: every status × act, every role × act. The same
/// grids are gone through over HTTP by the tests of the web.
/// </summary>
public sealed class TransitionTests
{
    // S: à saisir, E: en cours, D: déposée, O: sans objet, I: en instruction, C: corrections demandées, V: validée, P: publiée.
    private const string Status = "SEDOICVP";

    // One line an act, one column a status in the order above: the status it leads to, or nothing.
    private static readonly Dictionary<DeclarationAct, string> Transitions = new()
    {
        [DeclarationAct.SaveCells] = "EE---C--",
        [DeclarationAct.ExplainFinding] = "EE---C--",
        [DeclarationAct.ChangeDocuments] = "EE---C--",
        [DeclarationAct.JudgeCadre] = "EE---C--",
        [DeclarationAct.Submit] = "-D---D--",
        [DeclarationAct.TakeCharge] = "--I-IC--",
        [DeclarationAct.RequestCorrections] = "--C-C--C",
        [DeclarationAct.JudgeExplanation] = "----I---",
        [DeclarationAct.WaiveControl] = "SED-IC--",
        [DeclarationAct.Validate] = "----V---",
        [DeclarationAct.LiftValidation] = "------I-",
        [DeclarationAct.Publish] = "------P-",
        [DeclarationAct.WithdrawPublication] = "--D-ICVV",
        [DeclarationAct.Waive] = "OO------",
        [DeclarationAct.Reinstate] = "---E----",
        [DeclarationAct.ChangeForm] = "SE-O-C--",
        [DeclarationAct.WidenCorrections] = "-----C--",
        [DeclarationAct.AskWidening] = "-----C--",
        [DeclarationAct.RefuseWidening] = "-----C--",
        [DeclarationAct.ProposeNotice] = "SE------",
        [DeclarationAct.GiveNotice] = "SE------",
        [DeclarationAct.AnswerNotice] = "SE------",
        [DeclarationAct.CloseNotice] = "SE-O----",
    };

    // One line an act: declarant, signatory, agent of the DGEFP, agent of a DREETS, access manager, administrator, entry agent.
    private static readonly Role[] Roles =
        [Role.Declarant, Role.Signatory, Role.AgentDgefp, Role.AgentDreets, Role.AccessManager, Role.Administrator, Role.EntryAgent];

    private static readonly Dictionary<DeclarationAct, string> Rights = new()
    {
        [DeclarationAct.SaveCells] = "xx....x",
        [DeclarationAct.ExplainFinding] = "xx....x",
        [DeclarationAct.ChangeDocuments] = "xx....x",
        [DeclarationAct.JudgeCadre] = "xx....x",
        [DeclarationAct.Submit] = ".x.....",
        [DeclarationAct.TakeCharge] = "..x....",
        [DeclarationAct.RequestCorrections] = "..x....",
        [DeclarationAct.JudgeExplanation] = "..x....",
        [DeclarationAct.WaiveControl] = "..x....",
        [DeclarationAct.Validate] = "..x....",
        [DeclarationAct.LiftValidation] = "..x....",
        [DeclarationAct.Publish] = "..x....",
        [DeclarationAct.WithdrawPublication] = "..x....",
        [DeclarationAct.Waive] = ".....x.",
        [DeclarationAct.Reinstate] = ".....x.",
        [DeclarationAct.ChangeForm] = ".....x.",
        [DeclarationAct.WidenCorrections] = "..x....",
        [DeclarationAct.AskWidening] = "xx....x",
        [DeclarationAct.RefuseWidening] = "..x....",
        [DeclarationAct.ProposeNotice] = "...x...",
        [DeclarationAct.GiveNotice] = "..x....",
        [DeclarationAct.AnswerNotice] = "xx....x", // The page refuses the entry agent: the State does not answer the State.
        [DeclarationAct.CloseNotice] = "..x....",
    };

    private static readonly DeclarationStatus[] Statuses =
    [
        DeclarationStatus.ToFill, DeclarationStatus.InProgress, DeclarationStatus.Submitted, DeclarationStatus.Waived,
        DeclarationStatus.UnderReview, DeclarationStatus.CorrectionsRequested, DeclarationStatus.Validated, DeclarationStatus.Published,
    ];

    public static TheoryData<DeclarationAct> Acts => [.. Enum.GetValues<DeclarationAct>()];

    [Fact]
    public void Grids_name_every_status_and_every_role()
    {
        Assert.Equal(Enum.GetValues<DeclarationStatus>().Order(), Statuses.Order());
        Assert.Equal(Enum.GetValues<Role>().Order(), Roles.Order());
    }

    [Theory]
    [MemberData(nameof(Acts))]
    public void Act_leads_from_every_status_where_the_grid_says(DeclarationAct act)
    {
        var actual = string.Concat(Statuses.Select(s => DeclarationTransitions.After(s, act) is { } to ? Status[Array.IndexOf(Statuses, to)] : '-'));

        Assert.Equal(Transitions[act], actual);
    }

    [Theory]
    [MemberData(nameof(Acts))]
    public void Act_is_for_the_roles_that_the_grid_says(DeclarationAct act)
    {
        var actual = string.Concat(Roles.Select(r => DeclarationRights.Allows(r, act) ? 'x' : '.'));

        Assert.Equal(Rights[act], actual);
    }

    [Fact]
    public void Status_that_is_sealed_lets_nobody_write()
    {
        Assert.Equal("D,I,V,P".Split(',').Order(), DeclarationTransitions.Sealed.Select(s => Status[Array.IndexOf(Statuses, s)].ToString()).Order());
        Assert.All(DeclarationTransitions.Sealed, s => Assert.Null(DeclarationTransitions.After(s, DeclarationAct.SaveCells)));
    }
}
