using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Declarations;

/// <summary>Everything a submission seals.</summary>
/// <param name="Declaration">The statement, already in the status « déposée ».</param>
/// <param name="Operator">Who owes it.</param>
/// <param name="Campaign">Its campaign.</param>
/// <param name="Form">Identity of the form version it was filled on.</param>
/// <param name="Values">Every value, computed and carried-over ones included.</param>
/// <param name="Findings">Result of the full check on those values.</param>
/// <param name="Signatory">Who certifies.</param>
/// <param name="Number">1 for the first submission of the statement.</param>
/// <param name="At">Instant of the submission.</param>
/// <param name="Host">The body that carries the operator as a section; null for a body of its own.</param>
public sealed record SubmissionContent(
    Declaration Declaration, Operator Operator, Campaign Campaign, FormHeader Form, CellValues Values,
    IReadOnlyList<Finding> Findings, SignedBy Signatory, int Number, DateTimeOffset At,
    Operator? Host = null)
{
    /// <summary>Controls that were switched off or downgraded by then: the proof says which were not applied as the form has them.</summary>
    public IReadOnlyList<ChangedControl> ChangedControls { get; init; } = [];

    /// <summary>Cadres that do not concern the operator.</summary>
    public IReadOnlyList<CadreWithoutObject> WithoutObject { get; init; } = [];

    /// <summary>The request that this submission answers; the signatory certified that it was met. Null for a first submission.</summary>
    public DeclarationReopening? Correction { get; init; }

    /// <summary>What the signatory certifies, and the version they had read; null for what is only about to be signed.</summary>
    public Certification? Certification { get; init; }
}

/// <param name="Text">The sentence ticked, word for word.</param>
/// <param name="FingerprintRead">SHA-256 of the content shown (see <see cref="SealedContent"/>).</param>
public sealed record Certification(string Text, string FingerprintRead);

/// <summary>
/// Builds the evidence of a submission: canonical JSON (keys sorted, invariant numbers, no white space), its SHA-256 and
/// the receipt number whose last part comes from that hash, so that anyone holding the JSON can check the number. The keys
/// are French words, unaccented: experts may be handed this file (R. 6332-32 c. trav.).
/// </summary>
public static class SubmissionSnapshot
{
    /// <summary>Version of the layout of the JSON, first thing a reader must check.</summary>
    public const string Layout = "soffi-depot/2";

    // Crockford's alphabet: no I, L, O, U, so that a number read over the telephone is not misheard.
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int CheckLength = 6;

    public static Submission Build(SubmissionContent content)
    {
        // Whole seconds: both engines read the column back exactly as the JSON says it.
        var at = new DateTimeOffset(content.At.UtcTicks - (content.At.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        var json = CanonicalJson.Write(Tree(content, at));
        var sha256 = HashOf(json);
        var receipt = ReceiptNumber(content.Form.Kind, content.Form.Exercise, content.Operator.Code, content.Number, sha256);
        return new Submission(content.Declaration, content.Number, receipt, content.Signatory, json, sha256, content.Values, at);
    }

    /// <summary>Canonical JSON of what a signatory reads and certifies: the content of the evidence, without who signs nor when.</summary>
    public static string ContentOf(SubmissionContent content) =>
        SealedContent.TextOf(CanonicalJson.Write(Tree(content, content.At)));

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public static string HashOf(string canonicalJson) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalJson)));

    /// <summary>« ESF-2025-AKTO-1-7F3K9Q »: the last six characters are the first thirty bits of the hash.</summary>
    public static string ReceiptNumber(StatementKind kind, int exercise, string operatorCode, int number, string sha256) =>
        string.Create(CultureInfo.InvariantCulture, $"{Upper(kind)}-{exercise}-{operatorCode}-{number}-{CheckOf(sha256)}");

    /// <summary>True when the stored JSON still has the stored hash and the receipt number ends with its digits.</summary>
    public static bool IsIntact(Submission submission) =>
        HashOf(submission.CanonicalJson) == submission.Sha256
        && submission.ReceiptNumber.EndsWith("-" + CheckOf(submission.Sha256), StringComparison.Ordinal);

    private static string CheckOf(string sha256)
    {
        var bits = Convert.ToUInt64(sha256[..8], 16) >> 2;
        var check = new char[CheckLength];
        for (var i = CheckLength - 1; i >= 0; i--)
        {
            check[i] = Crockford[(int)(bits & 31)];
            bits >>= 5;
        }

        return new string(check);
    }

    /// <summary>« controlesModifies », « cadresSansObjet » and « certification » stand only when there are some: the snapshots of all the others keep the same bytes.</summary>
    private static SortedDictionary<string, object?> Tree(SubmissionContent c, DateTimeOffset at)
    {
        var tree = Members(c, at);
        if (c.ChangedControls.Count > 0)
        {
            tree["controlesModifies"] = c.ChangedControls.OrderBy(m => m.Code, StringComparer.Ordinal).Select(ChangeTree).ToList();
        }

        if (c.Correction is { } asked)
        {
            var corrections = CanonicalJson.Object(
                ("depot", asked.Number), ("demande", asked.Reason), ("motifs", (int)asked.Reasons), ("certifiees", true));
            if (asked.Widenings.Count > 0)
            {
                corrections["elargissements"] = asked.Widenings.OrderBy(w => w.At).Select(w => CanonicalJson.Object(
                    ("le", w.At), ("par", w.ActorName), ("motif", w.Reason), ("rouvert", w.Opened), ("avant", w.DueAt))).ToList();
            }

            tree["corrections"] = corrections;
        }

        if (c.WithoutObject.Count > 0)
        {
            tree["cadresSansObjet"] = c.WithoutObject.OrderBy(w => w.Cadre, StringComparer.Ordinal).Select(CadreTree).ToList();
        }

        if (c.Certification is { } certification)
        {
            tree["certification"] = CanonicalJson.Object(("texte", certification.Text), ("empreinteLue", certification.FingerprintRead));
        }

        return tree;
    }

    private static SortedDictionary<string, object?> Members(SubmissionContent c, DateTimeOffset at) => CanonicalJson.Object(
        ("format", Layout),
        ("numero", c.Number),
        ("deposeLe", at),
        ("declaration", c.Declaration.Id.ToString()),
        ("revision", c.Declaration.Revision),
        ("operateur", Body(c.Operator, c.Host)),
        ("campagne", CanonicalJson.Object(
            ("nature", Upper(c.Campaign.Kind)), ("exercice", c.Campaign.Exercise), ("echeance", c.Campaign.DeadlineFor(c.Operator)))),
        ("formulaire", CanonicalJson.Object(
            ("nature", Upper(c.Form.Kind)), ("type", Upper(c.Form.OperatorType)), ("exercice", c.Form.Exercise),
            ("version", c.Form.Version), ("titre", c.Form.Title), ("sha256", c.Form.Sha256))),
        ("signataire", CanonicalJson.Object(
            ("identifiant", c.Signatory.UserId.ToString()), ("nom", c.Signatory.Name), ("fonction", c.Signatory.Function))),
        ("valeurs", CanonicalJson.Object([.. c.Values.Select(v => (v.Key.ToString(), ValueTree(v.Value)))])),
        ("pieces", c.Declaration.Documents.OrderBy(d => d.Code, StringComparer.Ordinal).ThenBy(d => d.Id).Select(DocumentTree).ToList()),
        ("constats", c.Findings.OrderBy(f => f.Instance, StringComparer.Ordinal).Select(FindingTree).ToList()),
        ("justifications", SubmissionReadiness.Of(c.Declaration, c.Findings).Explanations
            .OrderBy(e => e.Instance, StringComparer.Ordinal).Select(e => ExplanationTree(e, c.Declaration)).ToList()));

    /// <summary>« sectionDe » stands only for a section: the snapshots of all the others keep the same bytes.</summary>
    private static SortedDictionary<string, object?> Body(Operator body, Operator? host)
    {
        var tree = CanonicalJson.Object(
            ("code", body.Code), ("denomination", body.Name), ("siren", body.Siren), ("type", Upper(body.Type)));
        if (host is not null)
        {
            tree["sectionDe"] = CanonicalJson.Object(("code", host.Code), ("denomination", host.Name));
        }

        return tree;
    }

    /// <summary>A value as the evidence writes it: a number, a text, or an object that says why it is neither.</summary>
    public static object? ValueTree(CellValue value) => value.Kind switch
    {
        CellKind.Number => value.Number,
        CellKind.NotApplicable => CanonicalJson.Object(("sansObjet", true)),
        CellKind.Unreadable => CanonicalJson.Object(("illisible", value.Text)),
        _ => value.Text ?? "",
    };

    private static SortedDictionary<string, object?> FindingTree(Finding f) => CanonicalJson.Object(
        ("controle", f.ControlCode), ("instance", f.Instance), ("gravite", Severities.Word(f.Severity)), ("libelle", f.Label),
        ("message", f.Message), ("fondement", f.LegalBasis), ("cellules", f.Cells.Select(c => c.ToString()).ToList()));

    private static SortedDictionary<string, object?> ChangeTree(ChangedControl m) => CanonicalJson.Object(
        ("controle", m.Code), ("libelle", m.Label), ("gravite", Severities.Word(m.Standing)),
        ("devient", m.Change.Severity is { } severity ? Severities.Word(severity) : "désactivé"), ("motif", m.Change.Reason), ("depuis", m.Change.At));

    private static SortedDictionary<string, object?> CadreTree(CadreWithoutObject w) => CanonicalJson.Object(
        ("cadre", w.Cadre), ("motif", w.Reason), ("auteur", w.AuthorName), ("le", w.At));

    private static SortedDictionary<string, object?> DocumentTree(Document d) => CanonicalJson.Object(
        ("identifiant", d.Id.ToString()), ("code", d.Code), ("intitule", d.Label), ("nom", d.Name), ("format", Upper(d.Format)),
        ("taille", d.Size), ("sha256", d.Sha256), ("pages", d.Pages), ("ajouteePar", d.AuthorName), ("ajouteeLe", d.AddedAt),
        ("antivirus", Words(d.Verdict)));

    private static string Words(ScanVerdict verdict) => verdict switch
    {
        ScanVerdict.Clean => "aucune menace trouvée",
        ScanVerdict.NotScanned => "non analysé",
        ScanVerdict.Waiting => "en attente d’analyse",
        _ => "menace trouvée",
    };

    /// <summary>
    /// « piece » stands only for an explanation that a document bears out, « motif » for one whose reason is coded: all the others
    /// keep the same bytes.
    /// </summary>
    private static SortedDictionary<string, object?> ExplanationTree(Explanation e, Declaration declaration)
    {
        var tree = CanonicalJson.Object(
            ("instance", e.Instance), ("texte", e.Text), ("constat", e.FindingMessage), ("auteur", e.AuthorName), ("le", e.At));
        if (declaration.Documents.FirstOrDefault(d => d.Id == e.DocumentId) is { } document)
        {
            tree["piece"] = CanonicalJson.Object(("identifiant", document.Id.ToString()), ("nom", document.Name), ("sha256", document.Sha256));
        }

        if (e.HasReason)
        {
            tree["motif"] = CanonicalJson.Object(("code", e.Reason), ("libelle", e.ReasonLabel));
        }

        return tree;
    }

    private static string Upper<T>(T word)
        where T : struct, Enum => word.ToString().ToUpperInvariant();
}
