using System.Globalization;
using Soffi.Domain.Declarations;

namespace Soffi.Web.Infrastructure.Pdf;

/// <summary>The receipt of a submission as a tagged PDF (RGAA 13.3): what its page says, to be kept and verified without an account.</summary>
public static class ReceiptPdf
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <param name="contact">Address of the assistance.</param>
    /// <param name="site">Its site.</param>
    /// <param name="recipients">To whom the law sends the statement.</param>
    public static byte[] Write(SealedReceipt receipt, IReadOnlyList<LegalRecipient> recipients, string contact, string site)
    {
        var title = $"Accusé de dépôt {receipt.ReceiptNumber}";
        var pdf = new TaggedPdf(title, $"{receipt.Kind} {receipt.Exercise}, {receipt.OperatorName}", title, receipt.SubmittedAt);
        pdf.Heading(1, "Accusé de dépôt");
        pdf.Paragraph(
            new PdfRun($"La déclaration {receipt.Kind} {receipt.Exercise} ({receipt.OperatorName}) a été déposée {receipt.Date} sous le ", false),
            new PdfRun($"n°\u00a0{receipt.ReceiptNumber}", true), new PdfRun(".", false));
        Facts(pdf, receipt);
        if (receipt.Certification is { } certification)
        {
            pdf.Paragraph(new PdfRun($"Le signataire a certifié\u00a0: «\u00a0{certification}\u00a0»", false));
        }

        pdf.Paragraph(new PdfRun(SealedReceipt.Worth, true));
        Documents(pdf, receipt.Content.Documents);
        Findings(pdf, receipt.Content.Findings);
        Sentences(pdf, "Cadres sans objet", receipt.Content.WithoutObject);
        Sentences(pdf, "Contrôles modifiés pendant la campagne", receipt.Content.Controls);
        Sentences(pdf, "Destinataires prévus par les textes", [.. recipients.Select(r => r.Words)]);
        pdf.Heading(2, "Vérifier cet accusé");
        pdf.Paragraph(new PdfRun("Sans compte, à l’adresse /declarations/verification de Soffi\u00a0: donnez le numéro et les 16 premiers signes, au moins, de l’empreinte du dépôt, ou déposez le dossier de preuve.", false));
        pdf.Heading(2, "Contact");
        pdf.Paragraph(new PdfRun($"Délégation générale à l’emploi et à la formation professionnelle (DGEFP). Assistance\u00a0: {contact}, {site}", false));
        return pdf.ToBytes();
    }

    private static void Facts(TaggedPdf pdf, SealedReceipt receipt)
    {
        pdf.Fact("Numéro", $"{receipt.ReceiptNumber} (dépôt n°\u00a0{receipt.Number} de cette déclaration)");
        pdf.Fact("Date et heure", $"{receipt.Date}, soit {receipt.Instant}");
        pdf.Fact("Opérateur", receipt.Body);
        pdf.Fact("Formulaire", receipt.Form);
        pdf.Fact("Empreinte du formulaire", receipt.Content.FormSha256);
        pdf.Fact("Signataire", $"{receipt.SignatoryName}, {receipt.SignatoryFunction}");
        pdf.Fact("Contenu", $"{receipt.Content.Values.Count.ToString("N0", French)}\u00a0{(receipt.Content.Values.Count == 1 ? "valeur" : "valeurs")}");
        pdf.Fact("Empreinte SHA-256 du dépôt", receipt.Sha256);
    }

    private static void Documents(TaggedPdf pdf, IReadOnlyList<SealedDocument> documents)
    {
        if (documents.Count == 0)
        {
            return;
        }

        pdf.Heading(2, $"Pièces déposées ({documents.Count})");
        pdf.List(documents.Select(d => new IReadOnlyList<PdfRun>[]
        {
            [new PdfRun(d.Label, true), new PdfRun($"\u00a0: {d.Name} ({d.Format}, {DocumentWords.Size(d.Size)})", false)],
            [new PdfRun($"SHA-256 {d.Sha256}", false)],
        }));
    }

    private static void Findings(TaggedPdf pdf, IReadOnlyList<SealedFinding> findings)
    {
        pdf.Heading(2, findings.Count == 0 ? "Constats au moment du dépôt" : $"Constats au moment du dépôt ({findings.Count})");
        if (findings.Count == 0)
        {
            pdf.Paragraph(new PdfRun("Aucun constat au moment du dépôt.", false));
            return;
        }

        pdf.List(findings.Select(f => (IReadOnlyList<IReadOnlyList<PdfRun>>)
        [
            [new PdfRun($"{f.Label} ({f.Severity})", true)],
            [new PdfRun(f.Message, false)],
            .. f.Explanation is null ? Array.Empty<IReadOnlyList<PdfRun>>() :
            [
                [new PdfRun($"Justification de {f.Author}\u00a0: ", true), new PdfRun($"{f.Explained}{(f.Support is null ? "" : $" Pièce à l’appui\u00a0: {f.Support}.")}", false)],
            ],
        ]));
    }

    private static void Sentences(TaggedPdf pdf, string title, IReadOnlyList<string> sentences)
    {
        if (sentences.Count > 0)
        {
            pdf.Heading(2, title);
            pdf.List(sentences.Select(s => new IReadOnlyList<PdfRun>[] { [new PdfRun(s, false)] }));
        }
    }
}
