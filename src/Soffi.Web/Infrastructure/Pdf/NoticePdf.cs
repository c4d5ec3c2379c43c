using Soffi.Domain.Notices;

namespace Soffi.Web.Infrastructure.Pdf;

/// <summary>The letter of a formal notice as a tagged PDF (RGAA 13.3): what its page says.</summary>
public static class NoticePdf
{
    /// <param name="madeAt">When it is sent; when it is shown, for one that is not.</param>
    /// <param name="contact">Address of the assistance.</param>
    public static byte[] Write(NoticeLetter letter, DateTimeOffset madeAt, string contact)
    {
        var title = $"Mise en demeure {letter.Number}";
        var pdf = new TaggedPdf(title, letter.Subject, title, madeAt);
        pdf.Paragraph(new PdfRun("Délégation générale à l’emploi et à la formation professionnelle", true));
        pdf.Heading(1, $"Mise en demeure n°\u00a0{letter.Number}");
        pdf.Fact("Date", letter.Date);
        pdf.Fact("Destinataire", $"{letter.Body}, SIREN {letter.Siren}");
        pdf.Fact("Objet", letter.Subject);
        pdf.Paragraph(new PdfRun("Madame, Monsieur,", false));
        foreach (var paragraph in letter.Paragraphs)
        {
            pdf.Paragraph(new PdfRun(paragraph, false));
        }

        pdf.Paragraph(new PdfRun("Pour le ministre chargé de la formation professionnelle,", false));
        pdf.Paragraph(new PdfRun("la Délégation générale à l’emploi et à la formation professionnelle (DGEFP)", true));
        pdf.Heading(2, "Contact");
        pdf.Paragraph(new PdfRun($"Assistance de Soffi\u00a0: {contact}", false));
        return pdf.ToBytes();
    }
}
