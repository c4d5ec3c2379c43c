using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Soffi.Domain.Forms;

namespace Soffi.Domain.Tests.Forms;

/// <summary>Numbers as people type and paste them; what is not sure is kept word for word.</summary>
public sealed class CellReaderTests
{
    [Theory]
    [InlineData("1234", 1234)]
    [InlineData("1 234", 1234)]
    [InlineData("1\u00a0234,56", 1234.56)]
    [InlineData("1\u202f234\u202f567,8", 1234567.8)]
    [InlineData("1\u2009234", 1234)]
    [InlineData("1\u2007234\t", 1234)]
    [InlineData("1 234,56 €", 1234.56)]
    [InlineData("€ 12", 12)]
    [InlineData("12,5 %", 12.5)]
    [InlineData("0", 0)]
    [InlineData("0,00", 0)]
    [InlineData(",5", 0.5)]
    [InlineData("1234.5", 1234.5)]
    [InlineData("0.125", 0.125)]
    [InlineData("1.234,56", 1234.56)]
    [InlineData("1,234.56", 1234.56)]
    [InlineData("1.234.567", 1234567)]
    [InlineData("-12", -12)]
    [InlineData("\u2212 12,5", -12.5)]
    [InlineData("\u201312", -12)]
    [InlineData("(1 234)", -1234)]
    [InlineData("+7", 7)]
    public void Read_number_as_people_type_it_gives_the_number(string typed, decimal expected)
    {
        var cell = Cell(CellType.Decimal, signed: true);

        Assert.Equal(CellValue.Of(expected), CellReader.Read(cell, typed));
        Assert.Null(CellReader.Reason(cell, typed));
    }

    [Theory]
    [InlineData("1.234", "ambigu")]
    [InlineData("12 34", "trois chiffres")]
    [InlineData("12 3OO", "lisible")]
    [InlineData("douze", "lisible")]
    [InlineData("1,2,3", "lisible")]
    [InlineData("--1", "lisible")]
    [InlineData("=A1+B1", "lisible")]
    [InlineData("1e5", "lisible")]
    [InlineData(",", "lisible")]
    [InlineData("1234567890123", "trop grand")]
    [InlineData("1,23456", "décimales")]
    [InlineData("\u0661\u0662", "lisible")]
    public void Read_doubtful_text_keeps_it_word_for_word_and_says_why(string typed, string reason)
    {
        var cell = Cell(CellType.Decimal, signed: true);

        Assert.Equal(CellValue.Unreadable(typed), CellReader.Read(cell, typed));
        Assert.Contains(reason, CellReader.Reason(cell, typed), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CellType.Amount, "-5", "négatif")]
    [InlineData(CellType.Count, "2,5", "entier")]
    [InlineData(CellType.Amount, "2,555", "décimales")]
    [InlineData(CellType.Date, "31/02/2025", "Date")]
    [InlineData(CellType.Siren, "123456789", "clé")]
    [InlineData(CellType.Siren, "12345", "9 chiffres")]
    [InlineData(CellType.Siret, "abc", "14 chiffres")]
    [InlineData(CellType.Email, "claire(at)exemple.fr", "nom@exemple.fr")]
    public void Read_value_the_type_refuses_says_what_to_write(CellType type, string typed, string reason) =>
        Assert.Contains(reason, CellReader.Reason(Cell(type), typed), StringComparison.Ordinal);

    [Theory]
    [InlineData(CellType.Date, "31/12/2025", "2025-12-31")]
    [InlineData(CellType.Date, "2025-12-31", "2025-12-31")]
    [InlineData(CellType.Siren, "356 000 000", "356000000")]
    [InlineData(CellType.Siret, "356 000 000 00048", "35600000000048")]
    [InlineData(CellType.Siret, "10000001700010", "10000001700010")]
    [InlineData(CellType.Text, "  Claire Martin ", "Claire Martin")]
    public void Read_text_types_gives_their_normal_form(CellType type, string typed, string expected) =>
        Assert.Equal(CellValue.OfText(expected), CellReader.Read(Cell(type), typed));

    [Theory]
    [InlineData("s.o.")]
    [InlineData("SO")]
    [InlineData(" sans objet ")]
    public void Read_sans_objet_is_neither_blank_nor_zero(string typed) =>
        Assert.Equal(CellValue.NotApplicable, CellReader.Read(Cell(CellType.Amount), typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \u00a0\t")]
    public void Read_nothing_is_blank(string? typed) => Assert.Equal(CellValue.Blank, CellReader.Read(Cell(CellType.Amount), typed));

    [Property(MaxTest = 300)]
    public Property Read_what_is_shown_gives_the_value_back()
    {
        var cases = from type in Gen.Elements(CellType.Amount, CellType.Count, CellType.Hours, CellType.Rate, CellType.Decimal)
                    from scaled in Gen.Choose(int.MinValue, int.MaxValue)
                    select (Cell: Cell(type, signed: true), Value: CellValue.Of(Math.Round(scaled / 10_000m, CellTypes.TypedDecimals(type), MidpointRounding.AwayFromZero)));
        return Prop.ForAll(cases.ToArbitrary(), c => CellReader.Read(c.Cell, CellFormatter.Edit(c.Cell.Type, c.Value)) == c.Value);
    }

    [Property(MaxTest = 300)]
    public bool Read_any_text_never_throws_and_loses_nothing(string? typed)
    {
        var value = CellReader.Read(Cell(CellType.Amount), typed);

        return value.Kind != CellKind.Unreadable || value.Text == typed;
    }

    private static FormCell Cell(CellType type, bool signed = false) =>
        new(new CellCode("T", "A", "X"), type, "Ligne", "Colonne", signed, false, true, false, null, null);
}
