using System.Globalization;
using System.Text;

namespace Soffi.Domain.Forms;

/// <summary>Recursive descent over the grammar of docs/forms.md, bounded in length and depth.</summary>
internal sealed class FormulaParser
{
    private const int MaxDepth = 64;

    private static readonly Dictionary<string, (int Least, int Most)> Functions = new(StringComparer.Ordinal)
    {
        ["SUM"] = (1, 100),
        ["abs"] = (1, 1),
        ["min"] = (1, 100),
        ["max"] = (1, 100),
        ["round"] = (2, 2),
        ["blank"] = (1, 1),
        ["if"] = (3, 3),
        ["date"] = (3, 3),
    };

    private readonly FormulaContext _context;
    private readonly List<(string Text, int Position)> _tokens = [];
    private readonly StringBuilder _canonical = new();
    private int _next;
    private int _depth;

    private FormulaParser(FormulaContext context) => _context = context;

    private string Current => _next < _tokens.Count ? _tokens[_next].Text : "";

    public static FormulaParsing Parse(string text, FormulaContext context)
    {
        try
        {
            return new FormulaParsing(new FormulaParser(context).Read(text), null);
        }
        catch (FormulaException fault)
        {
            return new FormulaParsing(null, fault.Message);
        }
    }

    private Formula Read(string text)
    {
        _tokens.AddRange(FormulaTokens.Split(text, _context.Words));
        if (_tokens.Count == 0)
        {
            throw new FormulaException("formule vide.");
        }

        var root = Or();
        return _next == _tokens.Count ? new Formula(_canonical.ToString().Trim(), root) : throw Unexpected();
    }

    private FormulaNode Or()
    {
        var left = And();
        while (Take("or"))
        {
            left = new LogicNode(isAnd: false, left, And());
        }

        return left;
    }

    private FormulaNode And()
    {
        var left = Not();
        while (Take("and"))
        {
            left = new LogicNode(isAnd: true, left, Not());
        }

        return left;
    }

    private FormulaNode Not()
    {
        if (!Take("not"))
        {
            return Comparison();
        }

        Enter();
        var node = new NotNode(Not());
        _depth--;
        return node;
    }

    private FormulaNode Comparison()
    {
        var left = Sum();
        var sign = Current;
        if (sign is not ("=" or "<>" or "<" or "<=" or ">" or ">="))
        {
            return left;
        }

        Take(sign);
        return new ComparisonNode(sign, left, Sum());
    }

    private FormulaNode Sum()
    {
        var left = Term();
        while (Current is "+" or "-")
        {
            var sign = Current[0];
            Take(Current);
            left = new ArithmeticNode(sign, left, Term());
        }

        return left;
    }

    private FormulaNode Term()
    {
        var left = Factor();
        while (Current is "*" or "/")
        {
            var sign = Current[0];
            Take(Current);
            left = new ArithmeticNode(sign, left, Factor());
        }

        return left;
    }

    private FormulaNode Factor()
    {
        Enter();
        FormulaNode node = Take("-") ? new NegateNode(Factor()) : Atom();
        _depth--;
        return node;
    }

    private FormulaNode Atom()
    {
        var token = Current;
        if (token.Length > 0 && char.IsAsciiDigit(token[0]))
        {
            if (!decimal.TryParse(token, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                throw new FormulaException($"nombre trop grand au caractère {_tokens[_next].Position}.");
            }

            Take(token);
            return new NumberNode(number);
        }

        if (token.StartsWith('$'))
        {
            return Parameter(token);
        }

        if (FormulaCell.Is(token))
        {
            return Cell();
        }

        if (Functions.TryGetValue(token, out var arity))
        {
            return Function(token, arity);
        }

        if (Take("("))
        {
            var inner = Or();
            Expect(")");
            return inner;
        }

        throw Unexpected();
    }

    private ParameterNode Parameter(string token)
    {
        if (!_context.Parameters.Contains(token[1..]))
        {
            throw new FormulaException($"paramètre « {token} » inconnu.");
        }

        Take(token);
        return new ParameterNode(token[1..]);
    }

    private FunctionNode Function(string name, (int Least, int Most) arity)
    {
        Take(name);
        Expect("(");
        var arguments = new List<FormulaNode> { Argument(name) };
        while (Take(","))
        {
            arguments.Add(Argument(name));
        }

        Expect(")");
        return arguments.Count >= arity.Least && arguments.Count <= arity.Most
            ? new FunctionNode(name, arguments)
            : throw new FormulaException($"« {name} » reçoit {arguments.Count} arguments ; il en attend {arity.Least}{(arity.Most > arity.Least ? " ou plus" : "")}.");
    }

    private FormulaNode Argument(string function)
    {
        var several = function == "SUM" && FormulaCell.Is(Current);
        return several && Current.Contains('@', StringComparison.Ordinal) ? Selection()
            : several && _next + 1 < _tokens.Count && _tokens[_next + 1].Text == ":" ? Range()
            : Or();
    }

    private RangeNode Range()
    {
        var from = OneCell();
        Advance(from.ToString());
        Expect(":");
        var to = OneCell();
        if (to.Previous)
        {
            throw new FormulaException("« N-1: » se place une fois, devant la plage.");
        }

        Advance(to.ToString());
        var cells = _context.Range is null ? [from.Code, to.Code] : _context.Range(from.Code, to.Code);
        return cells is { Count: > 0 }
            ? new RangeNode([.. cells.Select(c => new CellReference(c, from.Previous))])
            : throw new FormulaException($"la plage {from.Text}:{to.Text} ne va pas d’une cellule à une autre du même tableau.");
    }

    /// <summary>« C1X.*.@F »: lines unfolded from axes.</summary>
    private RangeNode Selection()
    {
        var asked = FormulaCell.Read(Current, _context) ?? throw Unexpected();
        Advance(asked.ToString());
        return _context.Select?.Invoke(asked.Table, asked.Row, asked.Column) is { Count: > 0 } cells
            ? new RangeNode([.. cells.Select(c => new CellReference(c, asked.Previous))])
            : throw new FormulaException($"« {asked.Text} » ne choisit aucune cellule ouverte : « @ » désigne les lignes issues d’un axe, « @F » celles du membre F.");
    }

    private CellNode Cell()
    {
        var cell = OneCell();
        if (_context.Exists?.Invoke(cell.Code) == false)
        {
            throw new FormulaException($"la cellule {cell.Text} n’existe pas ou est fermée.");
        }

        Advance(cell.ToString());
        return new CellNode(new CellReference(cell.Code, cell.Previous));
    }

    private FormulaCell OneCell()
    {
        var cell = FormulaCell.Read(Current, _context) ?? throw Unexpected();
        return cell.IsSelection
            ? throw new FormulaException($"« {Current} » : « @ » n’a de sens que seul dans SUM( ).")
            : cell;
    }

    private bool Take(string token)
    {
        if (Current != token || token.Length == 0)
        {
            return false;
        }

        Advance(token);
        return true;
    }

    /// <summary>To the next token, this one being kept as it reads once its stars are resolved.</summary>
    private void Advance(string written)
    {
        var last = _next > 0 ? _tokens[_next - 1].Text : "(";
        var tight = written is ")" or "," or ":" || last is "(" or ":" || (written == "(" && Functions.ContainsKey(last));
        _canonical.Append(tight ? "" : " ").Append(written);
        _next++;
    }

    private void Expect(string token)
    {
        if (!Take(token))
        {
            throw new FormulaException(Current.Length == 0 ? $"« {token} » manque à la fin." : $"« {token} » attendu au caractère {_tokens[_next].Position}, « {Current} » trouvé.");
        }
    }

    private void Enter()
    {
        if (++_depth > MaxDepth)
        {
            throw new FormulaException($"formule trop imbriquée : {MaxDepth} niveaux au plus.");
        }
    }

    private FormulaException Unexpected() => Current.Length == 0
        ? new FormulaException("la formule s’arrête trop tôt.")
        : new FormulaException($"« {Current} » inattendu au caractère {_tokens[_next].Position} (fonction inconnue ou signe mal placé).");
}
