namespace Soffi.Web.Features.Declarations;

/// <summary>Addresses of what proves a submission.</summary>
public static class ReceiptLinks
{
    /// <summary>The public page, open without an account.</summary>
    public const string Verification = "/declarations/verification";

    public static string Pdf(Guid id, int number) => $"{Links.Receipt(id, number)}/pdf";

    public static string Proof(Guid id, int number) => $"{Links.Receipt(id, number)}/preuve";

    public static string Resend(Guid id, int number) => $"{Links.Receipt(id, number)}/renvoi";
}
