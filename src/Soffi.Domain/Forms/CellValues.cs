using System.Collections;

namespace Soffi.Domain.Forms;

/// <summary>The filled cells of one statement. A code that is absent is blank. Immutable snapshot.</summary>
public sealed class CellValues : IReadOnlyCollection<KeyValuePair<CellCode, CellValue>>
{
    private readonly Dictionary<CellCode, CellValue>? _values;
    private readonly FormDefinition? _form;
    private readonly CellValue[] _sheet = [];
    private Tuple<FormDefinition, CellValue[]>? _read;

    public CellValues(IEnumerable<KeyValuePair<CellCode, CellValue>> values) =>
        _values = new Dictionary<CellCode, CellValue>(values.Where(v => !v.Value.IsBlank));

    /// <summary>A computed sheet, in the order of the form; the array must not change any more.</summary>
    internal CellValues(FormDefinition form, CellValue[] sheet)
    {
        _form = form;
        _sheet = sheet;
        Count = sheet.Count(v => !v.IsBlank);
    }

    public static CellValues Empty { get; } = new([]);

    public CellValue this[CellCode code] => _form is null
        ? _values!.GetValueOrDefault(code)
        : _form.PlaceOf(code) is >= 0 and var place ? _sheet[place] : CellValue.Blank;

    public int Count { get => _values?.Count ?? field; }

    /// <summary>A copy with these cells replaced; a blank removes.</summary>
    public CellValues With(IEnumerable<KeyValuePair<CellCode, CellValue>> changes)
    {
        var copy = new Dictionary<CellCode, CellValue>(this);
        foreach (var (code, value) in changes)
        {
            copy[code] = value;
        }

        return new CellValues(copy);
    }

    /// <summary>The cells of that form, in its order; to be read only. Last year's are read by every evaluation of a statement: the last form asked is kept.</summary>
    internal CellValue[] SheetOf(FormDefinition form)
    {
        if (ReferenceEquals(_form, form))
        {
            return _sheet;
        }

        if (_read is { } read && ReferenceEquals(read.Item1, form))
        {
            return read.Item2;
        }

        var sheet = Laid(form, inputsOnly: false);
        _read = Tuple.Create(form, sheet);
        return sheet;
    }

    /// <summary>The input cells of that form, in its order, the others blank; an array of its own.</summary>
    internal CellValue[] InputsOf(FormDefinition form) => Laid(form, inputsOnly: true);

    private CellValue[] Laid(FormDefinition form, bool inputsOnly)
    {
        var sheet = new CellValue[form.Cells.Count];
        foreach (var (code, value) in _values ?? new Dictionary<CellCode, CellValue>(Filled()))
        {
            if (form.PlaceOf(code) is >= 0 and var place && (!inputsOnly || form.CellAt(place).IsInput))
            {
                sheet[place] = value;
            }
        }

        return sheet;
    }

    public IEnumerator<KeyValuePair<CellCode, CellValue>> GetEnumerator() => (_values ?? Filled()).GetEnumerator();

    private IEnumerable<KeyValuePair<CellCode, CellValue>> Filled()
    {
        for (var place = 0; place < _sheet.Length; place++)
        {
            if (!_sheet[place].IsBlank)
            {
                yield return KeyValuePair.Create(_form!.Cells[place].Code, _sheet[place]);
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
