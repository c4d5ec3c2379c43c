using System.Collections;

namespace Soffi.Domain.Forms;

/// <summary>The filled cells of one statement. A code that is absent is blank. Immutable snapshot.</summary>
public sealed class CellValues : IReadOnlyCollection<KeyValuePair<CellCode, CellValue>>
{
    private readonly Dictionary<CellCode, CellValue> _values;

    public CellValues(IEnumerable<KeyValuePair<CellCode, CellValue>> values) =>
        _values = new Dictionary<CellCode, CellValue>(values.Where(v => !v.Value.IsBlank));

    public static CellValues Empty { get; } = new([]);

    public CellValue this[CellCode code] => _values.GetValueOrDefault(code);

    public int Count => _values.Count;

    /// <summary>A copy with these cells replaced; a blank removes.</summary>
    public CellValues With(IEnumerable<KeyValuePair<CellCode, CellValue>> changes)
    {
        var copy = new Dictionary<CellCode, CellValue>(_values);
        foreach (var (code, value) in changes)
        {
            copy[code] = value;
        }

        return new CellValues(copy);
    }

    public IEnumerator<KeyValuePair<CellCode, CellValue>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
