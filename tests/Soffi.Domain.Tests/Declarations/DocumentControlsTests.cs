using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Tests.Declarations;

/// <summary>Controls F05 and F06, and the documents of a statement through its life.</summary>
public sealed class DocumentControlsTests
{
    private static readonly CampaignDocument[] Asked =
    [
        Setting("BILAN", "Bilan, compte de résultat, annexe", DocumentNeed.Required),
        Setting("CAC", "Rapport et attestation du commissaire aux comptes", DocumentNeed.Required),
        Setting("STATUTS", "Statuts", DocumentNeed.IfModified),
        Setting("VERSEMENT", "Justificatif du versement à France compétences", DocumentNeed.IfSurplus),
        Setting("COM", "Convention d’objectifs et de moyens", DocumentNeed.Optional),
    ];

    private static readonly CellValues Surplus = new([KeyValuePair.Create(DocumentChecklist.SurplusCell, CellValue.Of(66666.67m))]);

    [Fact]
    public void Check_nothing_joined_asks_for_what_is_required_and_only_that()
    {
        var findings = DocumentControls.Check(List(Given.Declaration()));

        Assert.Equal(["F05:BILAN", "F06:CAC"], findings.Select(f => f.Instance));
        Assert.All(findings, f => Assert.Equal(Severity.Blocking, f.Severity));
        Assert.Contains("« Bilan, compte de résultat, annexe »", findings[0].Message.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("R. 6332-30", findings[0].Message, StringComparison.Ordinal);
        Assert.Contains("Joignez-la", findings[0].Message, StringComparison.Ordinal);
        Assert.All(findings, f => Assert.True(DocumentControls.IsAbout(f)));
    }

    [Fact]
    public void Check_surplus_asks_for_the_proof_of_its_payment()
    {
        var finding = Assert.Single(DocumentControls.Check(List(With("BILAN", "CAC"), Surplus)));

        Assert.Equal("F05:VERSEMENT", finding.Instance);
        Assert.Contains("66\u202f666,67\u00a0€", finding.Message, StringComparison.Ordinal);
        Assert.Equal([DocumentChecklist.SurplusCell], finding.Cells);
        Assert.Empty(DocumentControls.Check(List(With("BILAN", "CAC", "VERSEMENT"), Surplus)));
    }

    [Theory]
    [InlineData(ScanVerdict.Waiting, false, "F05:COM:analyse")]
    [InlineData(ScanVerdict.Waiting, true, "F05:COM:analyse")]
    [InlineData(ScanVerdict.Infected, true, "F05:COM:menace")]
    [InlineData(ScanVerdict.NotScanned, false, "F05:COM:analyse")]
    [InlineData(ScanVerdict.NotScanned, true, null)]
    [InlineData(ScanVerdict.Clean, false, null)]
    public void Check_file_not_proved_sound_blocks_even_when_optional(ScanVerdict verdict, bool acceptsUnscanned, string? instance)
    {
        var declaration = With("BILAN", "CAC");
        declaration.AddDocument(Received("COM", verdict), Given.Claire, Given.Now);

        var findings = DocumentControls.Check(DocumentChecklist.Of(Asked, declaration.Documents, CellValues.Empty, acceptsUnscanned));

        Assert.Equal(instance is null ? [] : [instance], findings.Select(f => f.Instance));
        Assert.Equal(instance is null, SubmissionReadiness.Of(declaration, findings).IsReady);
    }

    [Fact]
    public void Check_control_switched_off_or_downgraded_follows_it_but_for_the_antivirus()
    {
        var declaration = Given.Declaration();
        declaration.AddDocument(Received("COM", ScanVerdict.Waiting), Given.Claire, Given.Now);
        var changes = new Dictionary<string, ControlChange>
        {
            ["F05"] = new("F05", null, "Campagne d’essai.", Given.Now),
            ["F06"] = new("F06", Severity.ToExplain, "Attestation attendue en juin.", Given.Now),
        };

        var findings = DocumentControls.Check(List(declaration), changes);

        Assert.Equal([("F06:CAC", Severity.ToExplain), ("F05:COM:analyse", Severity.Blocking)], findings.Select(f => (f.Instance, f.Severity)));
    }

    [Fact]
    public void Check_infected_required_document_is_still_missing()
    {
        var declaration = With("CAC");
        declaration.AddDocument(Received("BILAN", ScanVerdict.Infected), Given.Claire, Given.Now);

        Assert.Equal(["F05:BILAN", "F05:BILAN:menace"], DocumentControls.Check(List(declaration)).Select(f => f.Instance));
    }

    [Fact]
    public void Count_says_how_many_required_ones_are_joined()
    {
        var list = List(With("CAC", "STATUTS", "ANCIEN"));

        Assert.Equal((1, 2), (list.Provided, list.Required));
        Assert.Equal("ANCIEN", Assert.Single(list.Others).Code);
        Assert.Equal(3, List(With(), Surplus).Required);
    }

    [Fact]
    public void Add_and_remove_count_as_changes_of_the_statement()
    {
        var declaration = With("BILAN");
        var bilan = Assert.Single(declaration.Documents);

        Assert.Equal((DeclarationStatus.InProgress, 1), (declaration.Status, declaration.Revision));
        Assert.NotNull(declaration.SameContent(bilan.Sha256));
        Assert.Null(declaration.SameContent(bilan.Sha256, except: bilan.Id));
        Assert.NotNull(declaration.RemoveDocument(bilan.Id, Given.Now));
        Assert.Null(declaration.RemoveDocument(bilan.Id, Given.Now));
        Assert.Equal(2, declaration.Revision);
        Assert.Null(declaration.FindDocument(bilan.Id));
    }

    [Fact]
    public void Submit_seals_documents_and_closes_their_changes()
    {
        var declaration = With("BILAN");
        declaration.Submit(Given.Now);
        var bilan = Assert.Single(declaration.Documents);

        Assert.Equal(Given.Now, bilan.SealedAt);
        Assert.Throws<InvalidOperationException>(() => declaration.AddDocument(Received("COM"), Given.Claire, Given.Now));
        Assert.Throws<InvalidOperationException>(() => declaration.RemoveDocument(bilan.Id, Given.Now));
        Assert.Null(declaration.RecordScan(bilan.Id, new ScanResult(ScanVerdict.Infected, "X"), Given.Now));
    }

    [Fact]
    public void Record_scan_of_waiting_file_writes_the_verdict_once()
    {
        var declaration = Given.Declaration();
        var document = declaration.AddDocument(Received("COM", ScanVerdict.Waiting), Given.Claire, Given.Now);

        Assert.False(document.MayBeRead);
        Assert.NotNull(declaration.RecordScan(document.Id, new ScanResult(ScanVerdict.Clean), Given.Now));
        Assert.True(document.MayBeRead);
        Assert.Null(declaration.RecordScan(document.Id, new ScanResult(ScanVerdict.Infected, "X"), Given.Now));
    }

    [Fact]
    public void Snapshot_holds_name_size_and_hash_of_every_document()
    {
        var declaration = With("BILAN", "CAC");
        declaration.Submit(Given.Now);

        var submission = SubmissionSnapshot.Build(new SubmissionContent(
            declaration, Given.Operator(), Given.Campaign(), Given.Header(), CellValues.Empty, [], new SignedBy(Guid.NewGuid(), "Marc Petit", "Directeur"), 1, Given.Now));

        using var json = System.Text.Json.JsonDocument.Parse(submission.CanonicalJson);
        var documents = json.RootElement.GetProperty("pieces").EnumerateArray().ToList();
        Assert.Equal(["BILAN", "CAC"], documents.Select(d => d.GetProperty("code").GetString()));
        Assert.Equal(Received("BILAN").Sha256, documents[0].GetProperty("sha256").GetString());
        Assert.Equal(("BILAN.pdf", 10), (documents[0].GetProperty("nom").GetString(), documents[0].GetProperty("taille").GetInt32()));
    }

    private static DocumentChecklist List(Declaration declaration, CellValues? values = null) =>
        DocumentChecklist.Of(Asked, declaration.Documents, values ?? CellValues.Empty, acceptsUnscanned: false);

    private static Declaration With(params string[] codes)
    {
        var declaration = Given.Declaration();
        foreach (var code in codes)
        {
            declaration.AddDocument(Received(code), Given.Claire, Given.Now);
        }

        return declaration;
    }

    private static ReceivedDocument Received(string code, ScanVerdict verdict = ScanVerdict.Clean) => new(
        code, code, $"{code}.pdf", FileFormat.Pdf, 10, SubmissionSnapshot.HashOf(code), 1, Guid.NewGuid(), new ScanResult(verdict));

    private static CampaignDocument Setting(string code, string label, DocumentNeed need) =>
        new(OperatorType.Opco, code, label, "R. 6332-30 du code du travail", need, ["pdf"]);
}
