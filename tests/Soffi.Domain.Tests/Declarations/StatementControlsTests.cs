using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Domain.Tests.Forms;

namespace Soffi.Domain.Tests.Declarations;

/// <summary>What an administrator may do with a control, and how it is told and sealed.</summary>
public sealed class StatementControlsTests
{
    private const string Controls = """
        [ { "code": "P01", "severity": "bloquant", "label": "Plafond", "condition": "T.1.X <= 10", "message": "{T.1.X}", "cells": ["T.1.X"] },
          { "code": "P02", "severity": "à justifier", "label": "Ligne", "forEach": { "of": "T", "row": ["1", "2"] }, "condition": "T.*.X <= 5", "when": "not blank(T.*.X)", "message": "{T.*.X}", "cells": ["T.*.X"] },
          { "code": "P03", "severity": "information", "label": "Repère", "condition": "T.2.X <= 5", "message": "{T.2.X}", "cells": ["T.2.X"] },
          { "code": "V01", "severity": "à justifier", "audience": "agents", "label": "Écart", "condition": "T.1.Y <= 5", "message": "{T.1.Y}", "cells": ["T.1.Y"] } ]
        """;

    private static readonly FormDefinition Form = SmallForm.Read(SmallForm.Grid, Controls);

    [Fact]
    public void Of_lists_each_control_once_with_those_of_the_engine_and_of_documents()
    {
        var all = StatementControls.Of(Form);

        Assert.Equal(["F01", "F02", "F03", "F09", "F10", "R06", "F05", "F06", "P01", "P02", "P03", "V01"], all.Select(c => c.Code));
        Assert.Equal(["F01", "F02", "F03", "F09", "F10", "R06"], all.Where(c => !c.MayChange).Select(c => c.Code));
        Assert.Equal((2, "T.1.X <= 5, si not blank(T.1.X)"), (all.Single(c => c.Code == "P02").Instances, all.Single(c => c.Code == "P02").Condition));
    }

    [Theory]
    [InlineData("F01", null)]
    [InlineData("F02", Severity.Information)]
    [InlineData("F03", null)]
    [InlineData("P01", Severity.Blocking)]
    [InlineData("P02", Severity.Blocking)]
    [InlineData("P02", Severity.ToExplain)]
    [InlineData("P03", Severity.Blocking)]
    public void Refusal_of_what_raises_a_control_or_touches_the_form_of_data_is_a_sentence(string code, Severity? severity) =>
        Assert.NotNull(StatementControls.Refusal(StatementControls.Find(Form, code)!, severity));

    [Theory]
    [InlineData("P01", null)]
    [InlineData("P01", Severity.ToExplain)]
    [InlineData("P02", Severity.Information)]
    [InlineData("P03", null)]
    [InlineData("F05", null)]
    [InlineData("V01", null)]
    public void Refusal_of_what_lowers_a_control_is_none(string code, Severity? severity) =>
        Assert.Null(StatementControls.Refusal(StatementControls.Find(Form, code)!, severity));

    [Fact]
    public void Changed_names_what_operators_meet_and_leaves_out_the_controls_of_agents_and_of_other_forms()
    {
        var changes = new[] { "P01", "V01", "Z99" }.ToDictionary(c => c, c => new ControlChange(c, null, "Motif", Given.Now));

        var changed = Assert.Single(StatementControls.Changed(Form, changes));

        Assert.Equal(("P01", "Plafond", Severity.Blocking, true), (changed.Code, changed.Label, changed.Standing, changed.IsOff));
    }

    [Fact]
    public void Check_with_a_change_skips_or_lowers_all_the_instances()
    {
        var values = SmallForm.Values(("T.1.X", 20), ("T.2.X", 20));
        var context = new StatementContext
        {
            ControlChanges = new Dictionary<string, ControlChange>
            {
                ["P01"] = new("P01", null, "Motif", Given.Now),
                ["P02"] = new("P02", Severity.Information, "Motif", Given.Now),
            },
        };

        var findings = FormChecker.Check(Form, FormCalculator.Calculate(Form, values, context), context);

        Assert.DoesNotContain(findings, f => f.ControlCode == "P01");
        Assert.All(findings.Where(f => f.ControlCode == "P02"), f => Assert.Equal(Severity.Information, f.Severity));
        Assert.Equal(2, findings.Count(f => f.ControlCode == "P02"));
    }

    [Fact]
    public void Build_with_changed_controls_seals_them_and_without_any_keeps_the_same_bytes()
    {
        var plain = Build([]);
        var changed = Build([new ChangedControl("Plafond", Severity.Blocking, new ControlChange("P01", Severity.ToExplain, "Barème à revoir", Given.Now))]);

        Assert.DoesNotContain("controlesModifies", plain, StringComparison.Ordinal);
        Assert.Contains(
            """
            "controlesModifies":[{"controle":"P01","depuis":"2026-05-04T07:42:00Z","devient":"à justifier","gravite":"bloquant","libelle":"Plafond","motif":"Barème à revoir"}]
            """.Trim(), changed, StringComparison.Ordinal);
    }

    [Fact]
    public void End_keeps_the_decision_with_who_ended_it()
    {
        var change = new CampaignControlChange(1, OperatorType.Opco, "P01", null, "Motif", Given.Claire, Given.Now);

        change.End("Rétabli", Given.Marc, Given.Now.AddDays(1));

        Assert.False(change.IsActive);
        Assert.Equal(("Motif", "Rétabli", Given.Marc.DisplayName), (change.Reason, change.EndReason, change.EndedBy));
        Assert.Equal(new ControlChange("P01", null, "Motif", Given.Now), change.ToChange());
    }

    private static string Build(IReadOnlyList<ChangedControl> changed)
    {
        var declaration = Given.Started((Given.A, CellValue.Of(1)));
        declaration.Submit(Given.Now);
        typeof(Declaration).GetProperty(nameof(Declaration.Id))!.SetValue(declaration, Guid.Empty);
        return SubmissionSnapshot.Build(new SubmissionContent(
            declaration, Given.Operator(), Given.Campaign(), Given.Header(), declaration.Values(), [],
            new SignedBy(Guid.Empty, "Marc", "Directeur"), 1, Given.Now)
        {
            ChangedControls = changed,
        }).CanonicalJson;
    }
}
