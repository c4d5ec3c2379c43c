using System.Text.RegularExpressions;

namespace Soffi.Domain.Forms;

/// <summary>Cuts the text of a formula into numbers, cells, names and signs; bounded in length.</summary>
internal static partial class FormulaTokens
{
    private const int MaxLength = 4_000;

    /// <summary>Each token with its position, from 1, once words are put in.</summary>
    /// <exception cref="FormulaException">Too long, unknown word, foreign character.</exception>
    public static IEnumerable<(string Text, int Position)> Split(string text, IReadOnlyDictionary<string, string> words)
    {
        var expanded = Expand(Bounded(text), words);
        var position = 0;
        while (position < expanded.Length)
        {
            var match = Token().Match(expanded, position);
            if (!match.Success)
            {
                throw new FormulaException($"« {expanded[position]} » inattendu au caractère {position + 1}.");
            }

            if (!string.IsNullOrWhiteSpace(match.Value))
            {
                yield return (match.Value, position + 1);
            }

            position += match.Length;
        }
    }

    /// <summary>Replaces [word] by its expression in parentheses; words do not nest.</summary>
    private static string Expand(string text, IReadOnlyDictionary<string, string> words) => Bounded(Word().Replace(text, match =>
        words.TryGetValue(match.Groups[1].Value, out var expression)
            ? $"({expression})"
            : throw new FormulaException($"mot « [{match.Groups[1].Value}] » inconnu.")));

    private static string Bounded(string text) => text.Length <= MaxLength
        ? text
        : throw new FormulaException($"formule trop longue : {text.Length} caractères, {MaxLength} au plus.");

    [GeneratedRegex(@"\G(?:\s+|(?:N-1:)?[A-Z][A-Z0-9]*\.(?:\*|@[A-Z0-9]*|[A-Z0-9]+)\.(?:\*|@[A-Z0-9]*|[A-Z0-9]+)|\d+(?:\.\d+)?|\$[A-Za-z][A-Za-z0-9]*|[A-Za-z]+|<>|<=|>=|[-+*/()=<>,:])", RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    [GeneratedRegex(@"\[([A-Za-zéèà]+)\]", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}

/// <summary>What is wrong in a formula, in French, with the position.</summary>
internal sealed class FormulaException(string message) : Exception(message);
