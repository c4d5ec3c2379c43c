using System.Globalization;

namespace Soffi.Domain.Statistics;

/// <summary>
/// An indicator: arithmetic on measures (<c>COUT / STAGIAIRES * 100</c>), computed on the sums of a crossing, never on rounded
/// figures. Blank when an operand is; blank on a division by zero.
/// </summary>
public sealed class StatFormula
{
    /// <summary>Longest text accepted, in characters.</summary>
    public const int MaxLength = 300;

    /// <summary>Deepest nesting accepted.</summary>
    private const int MaxDepth = 32;

    private readonly Node _root;

    private StatFormula(string text, Node root, IReadOnlyList<string> measures)
    {
        Text = text;
        _root = root;
        Measures = measures;
    }

    public string Text { get; }

    /// <summary>Codes of the measures it reads, once each.</summary>
    public IReadOnlyList<string> Measures { get; }

    /// <returns>The formula, or null with the French sentence that says what is wrong and where.</returns>
    public static StatFormula? Parse(string text, out string? refusal)
    {
        refusal = null;
        if (text.Length > MaxLength)
        {
            refusal = $"La formule dépasse {MaxLength} caractères\u00A0: raccourcissez-la.";
            return null;
        }

        var parser = new Parser(text);
        try
        {
            var root = parser.Sum(0);
            parser.End();
            return new StatFormula(text, root, parser.Measures);
        }
        catch (FormatException wrong)
        {
            refusal = wrong.Message;
            return null;
        }
    }

    /// <param name="measure">The sum of that measure, or null when there is none.</param>
    public decimal? Evaluate(Func<string, decimal?> measure)
    {
        try
        {
            return _root(measure);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    public override string ToString() => Text;

    private delegate decimal? Node(Func<string, decimal?> measure);

    /// <summary>Recursive descent: sums of products of factors.</summary>
    private sealed class Parser(string text)
    {
        private int _at;

        public List<string> Measures { get; } = [];

        public Node Sum(int depth)
        {
            var left = Product(depth);
            while (Next() is '+' or '-')
            {
                var (sign, before) = (text[_at++], left);
                var right = Product(depth);
                left = sign == '+' ? m => before(m) + right(m) : m => before(m) - right(m);
            }

            return left;
        }

        public void End()
        {
            if (Next() != '\0')
            {
                throw Refuse($"«\u00A0{text[_at]}\u00A0» est de trop");
            }
        }

        private Node Product(int depth)
        {
            var left = Factor(depth);
            while (Next() is '*' or '/' or '×' or '÷')
            {
                var (sign, before) = (text[_at++], left);
                var right = Factor(depth);
                left = sign is '*' or '×' ? m => before(m) * right(m) : m => right(m) is { } divisor and not 0 ? before(m) / divisor : null;
            }

            return left;
        }

        private Node Factor(int depth)
        {
            if (depth > MaxDepth)
            {
                throw Refuse("il y a trop de parenthèses");
            }

            switch (Next())
            {
                case '-':
                    _at++;
                    var operand = Factor(depth + 1);
                    return m => -operand(m);
                case '(':
                    _at++;
                    var inner = Sum(depth + 1);
                    if (Next() != ')')
                    {
                        throw Refuse("il manque une parenthèse fermante");
                    }

                    _at++;
                    return inner;
                case var digit when char.IsAsciiDigit(digit):
                    return Number();
                case var letter when char.IsAsciiLetter(letter):
                    return Measure();
                case '\0':
                    throw Refuse("il manque une mesure ou un nombre");
                default:
                    throw Refuse($"«\u00A0{text[_at]}\u00A0» n’est ni une mesure, ni un nombre, ni une opération");
            }
        }

        private Node Number()
        {
            var from = _at;
            while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] is '.' or ','))
            {
                _at++;
            }

            return decimal.TryParse(text[from.._at].Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                ? _ => number
                : throw Refuse($"«\u00A0{text[from.._at]}\u00A0» n’est pas un nombre");
        }

        private Node Measure()
        {
            var from = _at;
            while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_'))
            {
                _at++;
            }

            var code = text[from.._at].ToUpperInvariant();
            if (!Measures.Contains(code))
            {
                Measures.Add(code);
            }

            return measure => measure(code);
        }

        private char Next()
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            {
                _at++;
            }

            return _at < text.Length ? text[_at] : '\0';
        }

        private FormatException Refuse(string what) =>
            new($"Formule «\u00A0{text}\u00A0», caractère {_at + 1}\u00A0: {what}.");
    }
}
