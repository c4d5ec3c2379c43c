using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Forms;

/// <summary>The words of folders and files for kinds of statement and types of operator.</summary>
public static class FormTypes
{
    private static readonly (string Word, OperatorType Type)[] ByWord =
        [("OPCO", OperatorType.Opco), ("ATPRO", OperatorType.Atpro), ("FAF", OperatorType.Faf)];

    public static string Word(OperatorType type) => Array.Find(ByWord, t => t.Type == type).Word;

    public static bool TryParse(string? word, out OperatorType type)
    {
        var found = Array.Find(ByWord, t => t.Word == word);
        type = found.Type;
        return found.Word is not null;
    }

    /// <summary>Folder of a form: that of its operators, « CSA » for the annual statement of CSA whoever fills it in.</summary>
    public static string Folder(StatementKind kind, OperatorType type) => kind == StatementKind.Csa ? "CSA" : Word(type);
}

/// <summary>Where a form stands: <c>2025/OPCO</c>.</summary>
/// <param name="Exercise">Calendar year of the data.</param>
/// <param name="Folder">« OPCO », « ATPRO », « FAF » or « CSA ».</param>
public readonly record struct FormPath(int Exercise, string Folder)
{
    public StatementKind Kind => Folder == "CSA" ? StatementKind.Csa : StatementKind.Esf;

    /// <summary>Type of the operators that fill it in: the OPCO for the CSA.</summary>
    public OperatorType Type => FormTypes.TryParse(Folder, out var type) ? type : OperatorType.Opco;

    public static FormPath Of(StatementKind kind, OperatorType type, int exercise) => new(exercise, FormTypes.Folder(kind, type));

    public static bool TryParse([NotNullWhen(true)] string? text, out FormPath path)
    {
        path = default;
        if (text is not { Length: > 5 } || text[4] != '/' || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var exercise)
            || (text[5..] != "CSA" && !FormTypes.TryParse(text[5..], out _)))
        {
            return false;
        }

        path = new FormPath(exercise, text[5..]);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Exercise:0000}/{Folder}");
}
