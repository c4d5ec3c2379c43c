using System.Runtime.CompilerServices;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using static Soffi.Domain.Tests.Declarations.Given;

namespace Soffi.Domain.Tests.Declarations;

/// <summary>The nomenclature of the reasons of explanations, and what the evidence keeps of it.</summary>
public sealed class ExplanationReasonsTests
{
    private static readonly ExplanationReason Volume = new("VOLUME", "Effet volume", "", 1, 10, null);

    [Fact]
    public void Read_the_nomenclature_of_the_product_has_the_codes_given_for_ever()
    {
        var reasons = ExplanationReasons.Read("explanation-reasons.json", File.ReadAllText(Product()));

        // Append only: a code leaves by being retired, and never comes back with another meaning.
        Assert.Equal(
            ["PERIMETRE", "REFORME", "FUSION", "VOLUME", "PRIX", "EXCEPTIONNEL", "CALENDRIER", "METHODE", "ERREUR-N-1", "DONNEES", "AUTRE"],
            reasons.All.Where(r => r.Since == 1).Select(r => r.Code));
        Assert.All(reasons.All, r => Assert.False(string.IsNullOrWhiteSpace(r.Label)));
        Assert.Equal(30, reasons.Find("AUTRE")!.MinLength);
        Assert.False(reasons.Find(ExplanationReason.UnspecifiedCode)!.MayBeChosen);
        Assert.Null(reasons.Find("INCONNU"));
        Assert.Null(reasons.Find(null));
    }

    [Theory]
    [InlineData("", "clé inconnue ou absente")]
    [InlineData("""{"version":1,"reasons":[]}""", "aucun motif ne peut être choisi")]
    [InlineData("""{"version":1,"reasons":[{"code":"A","label":"Un","hint":"","since":1},{"code":"A","label":"Deux","hint":"","since":1}]}""", "employé deux fois")]
    [InlineData("""{"version":1,"reasons":[{"code":"é","label":"Un","hint":"","since":1}]}""", "majuscules sans accent")]
    [InlineData("""{"version":1,"reasons":[{"code":"ABCDEFGHIJKLMNOPQ","label":"Un","hint":"","since":1}]}""", "compte de 1 à 16")]
    [InlineData("""{"version":1,"reasons":[{"code":"A","label":" ","hint":"","since":1}]}""", "libellé")]
    [InlineData("""{"version":1,"reasons":[{"code":"A","label":"Un","hint":"","since":2}]}""", "version de 1 à 1")]
    [InlineData("""{"version":1,"reasons":[{"code":"A","label":"Un","hint":"","since":1,"retiredIn":1}]}""", "est retiré")]
    [InlineData("""{"version":1,"reasons":[{"code":"A","label":"Un","hint":"","since":1,"minLength":3}]}""", "longueur")]
    [InlineData("""{"version":1,"reasons":[{"code":"NON-PRECISE","label":"Un","hint":"","since":1}]}""", "réservé")]
    [InlineData("""{"version":1,"reasons":[{"code":"A","label":"Un","hint":"","since":1,"autre":1}]}""", "clé inconnue")]
    public void Read_a_faulty_file_is_refused_with_a_sentence(string json, string sentence)
    {
        var refused = Assert.Throws<ExplanationReasonsException>(() => ExplanationReasons.Read("motifs.json", json));
        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("motifs.json", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_a_retired_code_stays_known_and_is_not_offered()
    {
        var reasons = ExplanationReasons.Read("motifs.json", """{"version":2,"reasons":[{"code":"A","label":"Un","hint":"","since":1,"retiredIn":2},{"code":"B","label":"Deux","hint":"","since":2}]}""");

        Assert.Equal("Un", reasons.Find("A")!.Label);
        Assert.Equal(["B"], reasons.Choices.Select(r => r.Code));
        Assert.Equal(2, reasons.Version);
    }

    [Fact]
    public void Build_writes_the_reason_only_when_there_is_one_so_that_former_evidence_keeps_its_bytes()
    {
        var finding = Finding("T11:APP", Severity.ToExplain, "Écart de 50.");
        var declaration = Started((A, CellValue.Of(1)));
        declaration.Explain(finding, "Régularisation de l’exercice 2024.", Claire, Now);
        var before = Content(declaration, finding);
        Assert.DoesNotContain("motif", before, StringComparison.Ordinal);
        Assert.Null(Assert.Single(SealedContent.FindingsOf(before)).Reason);
        Assert.Equal("Régularisation de l’exercice 2024.", Assert.Single(SealedContent.FindingsOf(before)).Explained);

        declaration.Explain(finding, "Régularisation de l’exercice 2024.", Claire, Now, reason: Volume);
        var after = Content(declaration, finding);

        Assert.Contains("""{"auteur":"Claire Martin","constat":"Écart de 50.","instance":"T11:APP","le":"2026-05-04T07:42:00Z","motif":{"code":"VOLUME","libelle":"Effet volume"},"texte":"Régularisation de l’exercice 2024."}""", after, StringComparison.Ordinal);
        Assert.Equal("Effet volume. Régularisation de l’exercice 2024.", Assert.Single(SealedContent.FindingsOf(after)).Explained);
        Assert.Equal(after.Replace(""","motif":{"code":"VOLUME","libelle":"Effet volume"}""", "", StringComparison.Ordinal), before);
        Assert.Equal("T11:APP", Assert.Single(ContentDifference.Of(SealedContent.Of(before), SealedContent.Of(after)).Explained).Instance);
    }

    private static string Content(Declaration declaration, Finding finding) => SubmissionSnapshot.ContentOf(new SubmissionContent(
        declaration, Operator(), Campaign(), Header(), declaration.Values(), [finding], new SignedBy(Guid.Empty, "", ""), 0, Now));

    private static string Product([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/Soffi.Web/Features/Shared/explanation-reasons.json"));
}
