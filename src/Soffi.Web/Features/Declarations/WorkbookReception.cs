using Soffi.Domain.Declarations;
using Soffi.Domain.Workbooks;

namespace Soffi.Web.Features.Declarations;

/// <summary>A workbook that was recognised and read, for one statement.</summary>
public sealed record ReceivedWorkbook(ImportedStatement Import, WorkbookSeal Seal, FileFormat Format);

/// <summary>Tells whether a file is the workbook of that statement, as it now is; each refusal has its own sentence.</summary>
public static class WorkbookReception
{
    public const string NotOurs = "Ce classeur n’a pas été préparé par Soffi, ou sa feuille de contrôle a été retirée\u00a0: "
        + "téléchargez celui de votre déclaration, reportez-y vos chiffres, puis rapportez-le.";

    public const string Altered = "La feuille de contrôle de ce classeur a été modifiée, ou vient d’une autre installation de Soffi\u00a0: "
        + "téléchargez de nouveau le classeur et reportez-y vos chiffres.";

    /// <returns>The workbook, or the French sentence that says why not and what to do.</returns>
    public static (ReceivedWorkbook? Received, string? Refusal) Read(byte[] bytes, Statement statement, WorkbookToken token)
    {
        var file = SpreadsheetFile.Read(bytes);
        if (file.Content is null)
        {
            return (null, file.Refusal);
        }

        if (!WorkbookToken.IsIn(file.Content))
        {
            return (null, NotOurs);
        }

        if (token.Read(file.Content) is not { } read)
        {
            return (null, Altered);
        }

        if (RefusalOf(read.Seal, statement) is { } refusal)
        {
            return (null, refusal);
        }

        return WorkbookLayout.Read(statement.Form, read.Layout) is { } layout
            ? (new ReceivedWorkbook(ImportedStatement.Read(file.Content, layout), read.Seal, file.Format), null)
            : (null, Altered);
    }

    private static string? RefusalOf(WorkbookSeal seal, Statement statement)
    {
        var body = statement.Loaded.Operator;
        if (seal.OperatorId != body.Id)
        {
            return $"Ce classeur a été préparé pour un autre organisme («\u00a0{seal.Operator}\u00a0», et non «\u00a0{body.Name}\u00a0»)\u00a0: "
                + "rien n’en est repris. Rapportez celui de cet organisme.";
        }

        if (seal.Statement != statement.Id)
        {
            return $"Ce classeur est celui d’une autre déclaration ({seal.Campaign}, et non {statement.Name})\u00a0: rapportez-le depuis la page de cette déclaration.";
        }

        return seal.FormSha256 == statement.Form.Header.Sha256
            ? null
            : $"Le formulaire a changé depuis que ce classeur a été préparé (version {seal.FormNumber}, la déclaration suit la version {statement.Form.Header.Version})\u00a0: "
                + "téléchargez le nouveau classeur et reportez-y vos chiffres.";
    }
}
