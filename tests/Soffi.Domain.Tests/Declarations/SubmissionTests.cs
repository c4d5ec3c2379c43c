using System.Text.Json;
using FsCheck.Xunit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using static Soffi.Domain.Tests.Declarations.Given;

namespace Soffi.Domain.Tests.Declarations;

public sealed class SubmissionTests
{
    private static readonly Finding ToExplain = Finding("T11:APP", Severity.ToExplain);

    [Fact]
    public void Readiness_blocking_finding_is_not_ready()
    {
        var readiness = SubmissionReadiness.Of(Started((A, CellValue.Of(1))), [Finding("T07", Severity.Blocking)]);

        Assert.False(readiness.IsReady);
        Assert.Single(readiness.Blocking);
    }

    [Fact]
    public void Readiness_unexplained_finding_is_not_ready_until_explained()
    {
        var declaration = Started((A, CellValue.Of(1)));
        Assert.Equal(ExplanationState.Missing, Assert.Single(SubmissionReadiness.Of(declaration, [ToExplain]).Unexplained).State);

        declaration.Explain(ToExplain, "  Régularisation de l’exercice 2024.  ", Claire, Now);

        var readiness = SubmissionReadiness.Of(declaration, [ToExplain, Finding("R07", Severity.Information)]);
        Assert.True(readiness.IsReady);
        Assert.Equal("Régularisation de l’exercice 2024.", Assert.Single(readiness.Explanations).Text);
    }

    [Fact]
    public void Readiness_explanation_of_other_values_is_stale()
    {
        var declaration = Started((A, CellValue.Of(1)));
        declaration.Explain(ToExplain, "Régularisation de l’exercice 2024.", Claire, Now);

        var readiness = SubmissionReadiness.Of(declaration, [Finding("T11:APP", Severity.ToExplain, "Écart de 60\u00a0€.")]);

        Assert.False(readiness.IsReady);
        Assert.Equal(ExplanationState.Stale, Assert.Single(readiness.Unexplained).State);
        Assert.Empty(readiness.Explanations);
    }

    [Fact]
    public void Readiness_untouched_statement_is_not_ready() =>
        Assert.False(SubmissionReadiness.Of(Declaration(), []).IsReady);

    [Fact]
    public void Build_same_content_gives_same_hash_whatever_the_order()
    {
        var declaration = Started((A, CellValue.Of(12.50m)), (B, CellValue.NotApplicable));
        var one = Submission(declaration, (A, CellValue.Of(12.50m)), (B, CellValue.NotApplicable));
        var two = Submission(declaration, (B, CellValue.NotApplicable), (A, CellValue.Of(12.5m)));

        Assert.Equal(one.CanonicalJson, two.CanonicalJson);
        Assert.Equal(one.Sha256, two.Sha256);
        Assert.Equal(one.ReceiptNumber, two.ReceiptNumber);
    }

    [Fact]
    public void Build_writes_sorted_keys_and_invariant_numbers()
    {
        var submission = Submission(Started((A, CellValue.Of(1))), (A, CellValue.Of(-1234.50m)), (B, CellValue.NotApplicable));

        Assert.Contains("""{"B2.010.ALT":-1234.5,"B2.011.ALT":{"sansObjet":true}}""", submission.CanonicalJson, StringComparison.Ordinal);
        Assert.Contains("\"deposeLe\":\"2026-05-04T07:42:00Z\"", submission.CanonicalJson, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(submission.CanonicalJson);
        var keys = document.RootElement.EnumerateObject().Select(p => p.Name).ToList();
        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
        Assert.Equal("Directrice générale", document.RootElement.GetProperty("signataire").GetProperty("fonction").GetString());
    }

    [Fact]
    public void Build_receipt_number_is_checkable()
    {
        var submission = Submission(Started((A, CellValue.Of(1))), (A, CellValue.Of(1)));

        Assert.Matches("^ESF-2025-AKTO-1-[0-9A-HJKMNP-TV-Z]{6}$", submission.ReceiptNumber);
        Assert.True(SubmissionSnapshot.IsIntact(submission));
        Assert.Equal(SubmissionSnapshot.HashOf(submission.CanonicalJson), submission.Sha256);
    }

    [Fact]
    public void ReceiptNumber_takes_the_first_thirty_bits_of_the_hash()
    {
        static string Check(string start) => SubmissionSnapshot.ReceiptNumber(
            Domain.Campaigns.StatementKind.Csa, 2024, "AFDAS", 2, start + new string('0', 56));

        Assert.Equal("CSA-2024-AFDAS-2-ZZZZZZ", Check("ffffffff"));
        Assert.Equal("CSA-2024-AFDAS-2-000000", Check("00000003"));
        Assert.Equal("CSA-2024-AFDAS-2-G00001", Check("80000004"));
    }

    [Fact]
    public void Build_keeps_only_explanations_that_hold()
    {
        var declaration = Started((A, CellValue.Of(1)));
        declaration.Explain(ToExplain, "Régularisation de l’exercice 2024.", Claire, Now);
        declaration.Explain(Finding("P01", Severity.ToExplain), "Ce constat a disparu depuis.", Claire, Now);

        using var document = JsonDocument.Parse(Submission(declaration, (A, CellValue.Of(1))).CanonicalJson);

        var written = Assert.Single(document.RootElement.GetProperty("justifications").EnumerateArray());
        Assert.Equal("T11:APP", written.GetProperty("instance").GetString());
    }

    [Fact]
    public void Build_stores_one_cell_per_value()
    {
        var submission = Submission(Started((A, CellValue.Of(1))), (A, CellValue.Of(1)), (B, CellValue.OfText("texte")));

        Assert.Equal([A, B], submission.Cells.Select(c => c.Code).Order());
        Assert.True(submission.IsLatest);
    }

    [Property]
    public bool Write_any_decimal_reads_back_the_same(decimal number) =>
        decimal.Parse(CanonicalJson.Write(number), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture) == number;

    [Property]
    public bool Write_any_text_is_valid_json(string? text) =>
        JsonDocument.Parse(CanonicalJson.Write(CanonicalJson.Object(("clé", text)))).RootElement.TryGetProperty("clé", out _);

    [Fact]
    public void Day_and_hour_are_those_of_Paris_across_clock_change()
    {
        Assert.Equal("31\u00a0mai 2026 à 23\u00a0h\u00a059", ParisTime.DayAndHour(new DateTimeOffset(2026, 5, 31, 21, 59, 59, TimeSpan.Zero)));
        Assert.Equal("1er\u00a0juin 2026 à 0\u00a0h\u00a000", ParisTime.DayAndHour(new DateTimeOffset(2026, 5, 31, 22, 0, 0, TimeSpan.Zero)));
        Assert.Equal("25\u00a0octobre 2026 à 2\u00a0h\u00a030", ParisTime.DayAndHour(new DateTimeOffset(2026, 10, 25, 1, 30, 0, TimeSpan.Zero)));
        Assert.Equal(1, ParisTime.DaysBetween(new DateTimeOffset(2026, 3, 28, 23, 30, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 29, 22, 30, 0, TimeSpan.Zero)));
    }

    private static Submission Submission(Declaration declaration, params (CellCode Code, CellValue Value)[] values) =>
        SubmissionSnapshot.Build(new SubmissionContent(
            declaration, Operator(), Campaign(), Header(), new CellValues(values.Select(v => KeyValuePair.Create(v.Code, v.Value))),
            [ToExplain], new SignedBy(Marc.UserId, "Marc Petit", "Directrice générale"), 1, Now.AddMilliseconds(350)));
}
