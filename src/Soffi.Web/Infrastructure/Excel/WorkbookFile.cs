using ClosedXML.Excel;

namespace Soffi.Web.Infrastructure.Excel;

/// <summary>What every workbook made by Soffi has in common.</summary>
public static class WorkbookFile
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>An empty workbook whose properties name the service and the document, and no person.</summary>
    public static XLWorkbook Create(string title)
    {
        var workbook = new XLWorkbook();
        workbook.Properties.Title = title;
        workbook.Properties.Author = "Soffi";
        workbook.Properties.Company = "DGEFP";
        return workbook;
    }

    public static byte[] ToBytes(this XLWorkbook workbook)
    {
        using var stream = new MemoryStream();
        workbook.SaveAs(stream);
        return stream.ToArray();
    }
}
