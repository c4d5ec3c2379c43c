using Soffi.Domain.Forms;

namespace Soffi.Domain.Tests.Forms;

/// <summary>Edges where a silent guess or an exception would reach someone's statement.</summary>
public sealed class ValueEdgesTests
{
    private const string Computed = """
        { "code": "A", "title": "Cadre A", "tables": [
          { "code": "T", "title": "Tableau", "type": "amount",
            "columns": [{ "code": "VAL", "label": "Montant" }],
            "rows": [
              { "code": "A", "label": "a", "signed": true }, { "code": "B", "label": "b" }, { "code": "NOM", "label": "Nom", "type": "text" },
              { "code": "DIV", "label": "Rapport", "formula": "T.A.VAL / T.B.VAL" },
              { "code": "PART", "label": "Partie", "formula": "T.A.VAL / T.B.VAL + 5" },
              { "code": "BIG", "label": "Produit", "formula": "T.A.VAL * T.A.VAL" },
              { "code": "HUGE", "label": "Produit immense", "formula": "T.A.VAL * T.A.VAL * T.A.VAL" },
              { "code": "NAMED", "label": "Nommé", "formula": "if(blank(T.NOM.VAL), 0, 1)" } ] } ] }
        """;

    private static readonly FormDefinition Form = SmallForm.Read(Computed);

    [Theory]
    [InlineData("12€50")]
    [InlineData("5%5")]
    [InlineData("12 € 50")]
    [InlineData("(-5)")]
    [InlineData("12,")]
    [InlineData("1 2345")]
    public void Read_sign_out_of_place_is_kept_never_guessed(string typed) =>
        Assert.Equal(CellValue.Unreadable(typed), CellReader.Read(Cell(CellType.Amount), typed));

    [Theory]
    [InlineData("-€ 12", -12)]
    [InlineData("(12 €)", -12)]
    [InlineData("(12) €", -12)]
    [InlineData("€-12", -12)]
    [InlineData("-0", 0)]
    public void Read_unit_and_sign_in_any_usual_order_gives_the_number(string typed, int expected) =>
        Assert.Equal(CellValue.Of(expected), CellReader.Read(Cell(CellType.Amount), typed));

    [Theory]
    [InlineData("a\0b")]
    [InlineData("a\u001bb")]
    [InlineData("a\ud800")]
    [InlineData("a\uffff")]
    public void Read_text_with_a_character_no_workbook_can_hold_is_refused(string typed)
    {
        Assert.Equal(CellKind.Unreadable, CellReader.Read(Cell(CellType.Text), typed).Kind);
        Assert.Contains("invisible", CellReader.Reason(Cell(CellType.Text), typed), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_text_of_several_lines_and_emoji_is_accepted() =>
        Assert.Equal(CellValue.OfText("un\r\n\tdeux 👍"), CellReader.Read(Cell(CellType.Text), "un\r\n\tdeux 👍"));

    [Fact]
    public void Read_siren_of_zeros_is_refused_though_its_key_is_right() =>
        Assert.Equal(CellKind.Unreadable, CellReader.Read(Cell(CellType.Siren), "000 000 000").Kind);

    [Fact]
    public void Calculate_division_by_zero_says_what_the_cell_shows()
    {
        var calculation = Calculate(("T.A.VAL", 4), ("T.B.VAL", 0));

        Assert.True(calculation.Values[SmallForm.Code("T.DIV.VAL")].IsBlank);
        Assert.Equal(CellValue.Of(5), calculation.Values[SmallForm.Code("T.PART.VAL")]);
        Assert.Equal(["CALCUL:T.DIV.VAL", "CALCUL:T.PART.VAL"], calculation.Notes.Select(n => n.Instance));
        Assert.Contains("reste vide", calculation.Notes[0].Message, StringComparison.Ordinal);
        Assert.DoesNotContain("reste vide", calculation.Notes[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Calculate_result_out_of_bounds_is_unavailable_and_said()
    {
        var calculation = Calculate(("T.A.VAL", 999_999_999_999));

        Assert.Contains(SmallForm.Code("T.BIG.VAL"), calculation.Unavailable);
        Assert.Contains(SmallForm.Code("T.HUGE.VAL"), calculation.Unavailable);
        Assert.Equal(["CALCUL:T.BIG.VAL", "CALCUL:T.HUGE.VAL"], calculation.Notes.Select(n => n.Instance));
        Assert.All(calculation.Notes, n => Assert.Equal(Severity.Information, n.Severity));
    }

    [Fact]
    public void Calculate_blank_sees_a_text_as_an_answer()
    {
        var named = new CellValues([KeyValuePair.Create(SmallForm.Code("T.NOM.VAL"), CellValue.OfText("Claire"))]);

        Assert.Equal(CellValue.Of(1), FormCalculator.Calculate(Form, named, CellValues.Empty).Values[SmallForm.Code("T.NAMED.VAL")]);
        Assert.Equal(CellValue.Of(0), Calculate().Values[SmallForm.Code("T.NAMED.VAL")]);
    }

    [Theory]
    [InlineData("79228162514264337593543950335 > -79228162514264337593543950335")]
    [InlineData("79228162514264337593543950335 = -79228162514264337593543950335")]
    [InlineData("-79228162514264337593543950335 - 79228162514264337593543950335")]
    [InlineData("SUM(79228162514264337593543950335, 79228162514264337593543950335)")]
    [InlineData("1 / 0.0000000000000000000000000001 * 79228162514264337593543950335")]
    public void Evaluate_beyond_decimals_is_unavailable_never_an_exception(string formula)
    {
        var value = Formula.Parse(formula, new FormulaContext()).Formula!.Evaluate(new NoCells());

        Assert.True(value.IsUnavailable);
        Assert.True(value.Overflowed);
    }

    [Fact]
    public void Parse_number_of_forty_digits_is_refused_with_its_place() =>
        Assert.Equal("nombre trop grand au caractère 5.", Formula.Parse("1 + " + new string('9', 40), new FormulaContext()).Error);

    [Fact]
    public void Evaluate_longest_chain_of_signs_does_not_exhaust_the_stack()
    {
        var formula = Formula.Parse("1" + string.Concat(Enumerable.Repeat("+1", 1_999)), new FormulaContext()).Formula!;

        Assert.Equal(2_000, formula.Evaluate(new NoCells()).Number);
    }

    [Fact]
    public void Of_cadre_all_carried_over_is_complete()
    {
        var form = SmallForm.Read(Computed.Replace("\"label\": \"a\", \"signed\": true", "\"label\": \"a\", \"signed\": true, \"carryOver\": \"N-1:T.A.VAL\"", StringComparison.Ordinal)
            .Replace("{ \"code\": \"B\", \"label\": \"b\" }, { \"code\": \"NOM\", \"label\": \"Nom\", \"type\": \"text\" },", "", StringComparison.Ordinal)
            .Replace("T.B.VAL", "2", StringComparison.Ordinal).Replace("blank(T.NOM.VAL)", "1 = 1", StringComparison.Ordinal));

        var progress = FormProgress.Of(form, FormCalculator.Calculate(form, CellValues.Empty, SmallForm.Values(("T.A.VAL", 3))));

        Assert.True(progress.IsComplete);
        Assert.True(Assert.Single(progress.Cadres).IsComplete);
    }

    private static Calculation Calculate(params (string Code, decimal Number)[] cells) =>
        FormCalculator.Calculate(Form, SmallForm.Values(cells), CellValues.Empty);

    private static FormCell Cell(CellType type) =>
        new(new CellCode("T", "A", "X"), type, "Ligne", "", Signed: true, false, true, false, null, null);

    private sealed class NoCells : IFormulaScope
    {
        public FormulaValue Read(CellReference reference) => FormulaValue.Blank;

        public decimal Parameter(string name) => 0;
    }
}
