using System.Globalization;
using ClosedXML.Excel;
using Soffi.Domain.Forms;
using Soffi.Domain.Workbooks;
using Soffi.Web.Infrastructure.Excel;

namespace Soffi.Web.Features.Declarations;

/// <summary>One sheet of the workbook of a statement: the tables of a cadre, with last year's values beside.</summary>
internal sealed class StatementWorkbookSheet
{
    private const string Typed = "#FFF9E5";
    private const string Closed = "#DDDDDD";
    private const string Computed = "#EEEEEE";
    private const string Unreadable = "#CE0500";
    private const int TitleRow = 1;
    private const int HelpRow = 3;
    private const int LegendRow = 4;
    private const int HelpColumns = 6;
    private const int CodeWidth = 11;
    private const int LabelWidth = 50;
    private const int CellWidth = 16;
    private const int TextWidth = 45;

    private readonly IXLWorksheet _sheet;
    private readonly Statement _statement;
    private readonly ExcelFormulas _formulas;
    private readonly bool _canType;

    private StatementWorkbookSheet(IXLWorksheet sheet, Statement statement, ExcelFormulas formulas)
    {
        _sheet = sheet;
        _statement = statement;
        _formulas = formulas;
        _canType = statement.Access.CanEdit;
    }

    public static void Write(IXLWorksheet sheet, Statement statement, Cadre cadre, IReadOnlyList<TablePlace> places, ExcelFormulas formulas) =>
        new StatementWorkbookSheet(sheet, statement, formulas).Write(cadre, places);

    private void Write(Cadre cadre, IReadOnlyList<TablePlace> places)
    {
        _sheet.Cell(TitleRow, 1).WriteText($"Cadre {cadre.Code}\u00a0: {cadre.Title}").Style.Font.SetBold().Font.FontSize = 14;
        _sheet.Cell(TitleRow + 1, 1).WriteText(_statement.Title);
        _sheet.Cell(HelpRow, 1).WriteText(cadre.Help);
        _sheet.Range(HelpRow, 1, HelpRow, HelpColumns).Merge().Style.Alignment.SetWrapText().Alignment.SetVertical(XLAlignmentVerticalValues.Top);
        _sheet.Row(HelpRow).FitHeight([(cadre.Help, CodeWidth + LabelWidth + ((HelpColumns - TablePlace.LabelColumn) * CellWidth))]);
        _sheet.Cell(LegendRow, 1).WriteText(_canType
            ? "Fond jaune\u00a0: à saisir. Gris\u00a0: calculé ou repris, ne se saisit pas."
            : _statement.Access.EditRefusal ?? "").Style.Font.Italic = true;
        _sheet.Column(TablePlace.CodeColumn).Width = CodeWidth;
        _sheet.Column(TablePlace.LabelColumn).Width = LabelWidth;
        foreach (var place in places)
        {
            WriteHeads(place);
            WriteRows(place);
            Restrict(place);
            if (ShowsPrevious(place))
            {
                WritePrevious(place);
            }
        }

        if (places is [var only])
        {
            _sheet.SheetView.Freeze(only.Codes, TablePlace.LabelColumn);
        }
        else
        {
            _sheet.SheetView.FreezeColumns(TablePlace.LabelColumn);
        }

        _sheet.PageSetup.PageOrientation = XLPageOrientation.Landscape;
        _sheet.PageSetup.FitToPages(1, 0);
        _sheet.Protect().AllowElement(XLSheetProtectionElements.FormatColumns).AllowElement(XLSheetProtectionElements.FormatRows);
    }

    private void WriteHeads(TablePlace place)
    {
        _sheet.Cell(place.Title, 1).WriteText(place.Table.Title).Style.Font.Bold = true;
        _sheet.Cell(place.Head, TablePlace.CodeColumn).WriteText("Code");
        _sheet.Cell(place.Head, TablePlace.LabelColumn).WriteText("Ligne");
        for (var j = 0; j < place.Table.Columns.Count; j++)
        {
            var (column, at) = (place.Table.Columns[j], TablePlace.FirstColumn + j);
            _sheet.Cell(place.Head, at).WriteText(column.Group.Length > 0 ? column.Short : column.Label);
            _sheet.Cell(place.Codes, at).WriteText(place.CodeOf(column));
            if (column.Group.Length > 0 && (j == 0 || place.Table.Columns[j - 1].Group != column.Group))
            {
                var width = place.Table.Columns.Skip(j).TakeWhile(c => c.Group == column.Group).Count();
                _sheet.Cell(place.Head - 1, at).WriteText(column.Group);
                Dress(_sheet.Range(place.Head - 1, at, place.Head - 1, at + width - 1).Merge());
            }
        }

        Dress(_sheet.Range(place.Head, 1, place.Head, place.LastColumn));
        _sheet.Row(place.Codes).Hide();
        _sheet.Row(place.Head).FitHeight(place.Table.Columns.Select(c => (ShowsPrevious(place) ? PreviousLabel(c) : c.Short, (double)CellWidth)));
        var isList = IsList(place);
        foreach (var column in _sheet.Columns(TablePlace.FirstColumn, place.LastColumn))
        {
            column.Width = Math.Max(column.Width, isList ? TextWidth : CellWidth);
        }
    }

    private static void Dress(IXLRange heads)
    {
        heads.Style.Font.SetBold().Alignment.SetWrapText().Alignment.SetVertical(XLAlignmentVerticalValues.Bottom)
            .Alignment.SetHorizontal(XLAlignmentHorizontalValues.Center).Fill.SetBackgroundColor(XLColor.FromHtml(Computed))
            .Border.SetBottomBorder(XLBorderStyleValues.Thin);
    }

    private void WriteRows(TablePlace place)
    {
        _sheet.Range(place.First, TablePlace.LabelColumn, place.Last, TablePlace.LabelColumn).Style.Alignment.WrapText = true;
        var body = _sheet.Range(place.First, TablePlace.FirstColumn, place.Last, place.LastColumn);
        body.Style.Fill.SetBackgroundColor(XLColor.FromHtml(Closed)).Border.SetInsideBorder(XLBorderStyleValues.Hair).Border.SetOutsideBorder(XLBorderStyleValues.Thin);
        for (var i = 0; i < place.Table.Rows.Count; i++)
        {
            var (line, row) = (place.Table.Rows[i], place.First + i);
            _sheet.Cell(row, TablePlace.CodeColumn).WriteText(line.Code);
            _sheet.Cell(row, TablePlace.LabelColumn).WriteText(line.Label);
            _sheet.Row(row).FitHeight([(line.Label, LabelWidth), .. TextsOf(place, line)]);
            if (line.Emphasis)
            {
                _sheet.Range(row, 1, row, place.LastColumn).Style.Font.Bold = true;
            }

            for (var j = 0; j < place.Table.Columns.Count; j++)
            {
                if (place.Table.At(line.Code, place.Table.Columns[j].Code) is { } cell)
                {
                    WriteCell(_sheet.Cell(row, TablePlace.FirstColumn + j), cell);
                }
            }
        }
    }

    private bool ShowsPrevious(TablePlace place) => place.Table.ShowPreviousYear && _statement.HasPrevious;

    private static bool IsList(TablePlace place) => place.Table.Columns is [{ Code: "VAL" }];

    /// <summary>Long texts of a list of fields.</summary>
    private IEnumerable<(string Text, double Width)> TextsOf(TablePlace place, FormRow line) =>
        from cell in place.Table.Cells
        where IsList(place) && cell.Code.Row == line.Code && _statement.Calculation.Values[cell.Code].Text is { Length: > 0 }
        select (_statement.Calculation.Values[cell.Code].Text!, (double)TextWidth);

    private string PreviousLabel(FormColumn column) => string.Create(CultureInfo.InvariantCulture, $"{_statement.Exercise - 1}\u00a0: {column.Label}");

    private void WriteCell(IXLCell target, FormCell cell)
    {
        var canType = _canType && cell.IsInput && !_statement.CannotType(cell.Code);
        Format(target.Style, cell);
        target.Style.Fill.BackgroundColor = XLColor.FromHtml(canType ? Typed : Computed);
        target.Style.Protection.Locked = !canType;
        if (cell.IsInput)
        {
            WriteValue(target, cell, _statement.Calculation.Values[cell.Code]);
        }
        else if (_formulas.Of(cell) is { } formula)
        {
            target.FormulaA1 = formula;
        }
        else
        {
            WriteValue(target, cell, _statement.Calculation.Values[cell.Code]);
            target.Comment.AddText("Valeur calculée par Soffi quand ce classeur a été préparé\u00a0: elle ne change pas avec vos saisies.");
        }
    }

    private static void Format(IXLStyle style, FormCell cell)
    {
        style.NumberFormat.Format = cell.Type switch
        {
            CellType.Amount => "#,##0.00",
            CellType.Count or CellType.Hours => "#,##0",
            CellType.Rate or CellType.Decimal => "#,##0.00##",
            CellType.Date => "dd/mm/yyyy",
            _ => "@",
        };
        style.Alignment.Horizontal = CellTypes.IsNumeric(cell.Type) ? XLAlignmentHorizontalValues.Right : XLAlignmentHorizontalValues.Left;
        style.Alignment.WrapText = cell.Type == CellType.Text;
    }

    private static void WriteValue(IXLCell target, FormCell cell, CellValue value)
    {
        switch (value.Kind)
        {
            case CellKind.Blank:
                break;
            case CellKind.Number:
                target.SetValue(value.Number);
                break;
            case CellKind.Text when cell.Type == CellType.Date
                && DateTime.TryParseExact(value.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day):
                target.SetValue(day);
                break;
            case CellKind.Unreadable:
                target.WriteText(value.Text!).Style.Font.FontColor = XLColor.FromHtml(Unreadable);
                break;
            default:
                target.WriteText(CellFormatter.Edit(cell.Type, value));
                break;
        }
    }

    private void WritePrevious(TablePlace place)
    {
        for (var j = 0; j < place.Table.Columns.Count; j++)
        {
            var (column, at) = (place.Table.Columns[j], place.FirstPrevious + j);
            _sheet.Cell(place.Head, at).WriteText(PreviousLabel(column));
            _sheet.Column(at).Width = Math.Max(_sheet.Column(at).Width, CellWidth);
            for (var i = 0; i < place.Table.Rows.Count; i++)
            {
                if (place.Table.At(place.Table.Rows[i].Code, column.Code) is { } cell && _statement.Previous[cell.Code] is { IsBlank: false } value)
                {
                    var target = _sheet.Cell(place.First + i, at);
                    Format(target.Style, cell);
                    WriteValue(target, cell, value);
                }
            }
        }

        Dress(_sheet.Range(place.Head, place.FirstPrevious, place.Head, place.FirstPrevious + place.Table.Columns.Count - 1));
        _sheet.Range(place.First, place.FirstPrevious, place.Last, place.FirstPrevious + place.Table.Columns.Count - 1).Style.Font.Italic = true;
    }

    /// <summary>What may be typed, by type; « s.o. » everywhere. What is pasted escapes it: the import reads it all the same.</summary>
    private void Restrict(TablePlace place)
    {
        if (!_canType)
        {
            return;
        }

        var inputs = from cell in place.Table.Cells
                     where cell.IsInput && !_statement.CannotType(cell.Code)
                     let i = place.Table.Rows.Select((r, rank) => (r, rank)).First(r => r.r.Code == cell.Code.Row).rank
                     let j = place.Table.Columns.Select((c, rank) => (c, rank)).First(c => c.c.Code == cell.Code.Column).rank
                     group new SheetAddress(place.First + i, TablePlace.FirstColumn + j) by (cell.Type, cell.Signed);
        foreach (var alike in inputs)
        {
            foreach (var block in SheetBlock.Of(alike))
            {
                var (condition, message) = WorkbookRestriction.Of(alike.Key.Type, alike.Key.Signed, block.From.ToString());
                var validation = _sheet.Range(block.ToString()).SetDataValidation();
                validation.Custom(condition);
                validation.IgnoreBlanks = true;
                validation.ErrorStyle = XLErrorStyle.Stop;
                validation.ErrorTitle = "Valeur refusée";
                validation.ErrorMessage = message;
            }
        }
    }
}
