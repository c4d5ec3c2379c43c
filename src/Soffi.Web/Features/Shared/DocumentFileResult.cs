using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Soffi.Data;
using Soffi.Domain.Declarations;

namespace Soffi.Web.Features.Shared;

/// <summary>A file received, whatever it was joined to.</summary>
public sealed record StoredFile(string Name, FileFormat Format, int Size, string Sha256, Guid ContentId);

/// <summary>
/// Sends the bytes of a document, never to be opened in the page: saved under the name it was joined with, under the type its
/// content was found to be, in a policy that would let nothing run.
/// </summary>
public sealed class DocumentFileResult(StoredFile document, DocumentContents contents) : ActionResult
{
    public DocumentFileResult(Document document, DocumentContents contents)
        : this(new StoredFile(document.Name, document.Format, document.Size, document.Sha256, document.ContentId), contents)
    {
    }

    public override async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(document.Name);
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers.ContentType = TypeOf(document.Format);
        response.Headers.ContentLength = document.Size;
        response.Headers["Repr-Digest"] = string.Create(CultureInfo.InvariantCulture, $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(document.Sha256))}:");
        await using var bytes = contents.Open(document.ContentId);
        await bytes.CopyToAsync(response.Body, context.HttpContext.RequestAborted);
    }

    private static string TypeOf(FileFormat format) => format switch
    {
        FileFormat.Pdf => "application/pdf",
        FileFormat.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        FileFormat.Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        FileFormat.Ods => "application/vnd.oasis.opendocument.spreadsheet",
        FileFormat.Odt => "application/vnd.oasis.opendocument.text",
        _ => "text/csv",
    };
}
