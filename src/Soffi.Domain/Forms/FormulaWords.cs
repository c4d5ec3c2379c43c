using System.Globalization;

namespace Soffi.Domain.Forms;

/// <summary>A formula as a person reads it: labels in place of codes, words in place of functions.</summary>
public static class FormulaWords
{
    /// <summary>A range of more cells than this is said by its ends.</summary>
    private const int Named = 4;

    /// <summary>How tightly the pieces of an expression hold together, loosest first.</summary>
    private enum Tie
    {
        Or,
        And,
        Comparison,
        Sum,
        Product,
        Whole,
    }

    /// <summary>« « Charges d’apprentissage » + « Charges de professionnalisation » ».</summary>
    /// <param name="form">The form whose labels are said.</param>
    /// <param name="formula">A formula of that form.</param>
    public static string Of(FormDefinition form, Formula formula) => Write(form, formula.Root, Tie.Or);

    private static string Write(FormDefinition form, FormulaNode node, Tie around)
    {
        var (text, tie) = Say(form, node);
        return tie < around ? $"({text})" : text;
    }

    private static (string Text, Tie Tie) Say(FormDefinition form, FormulaNode node)
    {
        var parts = node.Children().ToList();
        return node switch
        {
            NumberNode number => (CellFormatter.Number(number.Number, 4), Tie.Whole),
            CellNode cell => (Say(form, cell.Reference), Tie.Whole),
            RangeNode range => Range(form, range.Cells),
            ParameterNode => (Parameter(form, node.Parameters().First()), Tie.Whole),
            NegateNode => ($"−\u00a0{Write(form, parts[0], Tie.Whole)}", Tie.Product),
            ArithmeticNode { Sign: '+' or '-' } a =>
                ($"{Write(form, parts[0], Tie.Sum)} {(a.Sign == '+' ? '+' : '−')} {Write(form, parts[1], a.Sign == '+' ? Tie.Sum : Tie.Product)}", Tie.Sum),
            ArithmeticNode a => ($"{Write(form, parts[0], Tie.Product)} {(a.Sign == '*' ? '×' : '÷')} {Write(form, parts[1], Tie.Whole)}", Tie.Product),
            ComparisonNode c => ($"{Write(form, c.Left, Tie.Sum)} {Sign(c.Sign)} {Write(form, c.Right, Tie.Sum)}", Tie.Comparison),
            LogicNode l => ($"{Write(form, parts[0], l.IsAnd ? Tie.And : Tie.Or)} {(l.IsAnd ? "et" : "ou")} {Write(form, parts[1], l.IsAnd ? Tie.And : Tie.Or)}", l.IsAnd ? Tie.And : Tie.Or),
            NotNode => ($"le contraire de ({Write(form, parts[0], Tie.Or)})", Tie.Whole),
            FunctionNode f => Function(form, f.Name, parts),
            _ => throw new InvalidOperationException($"No words for {node.GetType().Name}."),
        };
    }

    private static (string Text, Tie Tie) Function(FormDefinition form, string name, List<FormulaNode> parts)
    {
        string Part(int index) => Write(form, parts[index], Tie.Or);
        string List() => string.Join("\u00a0; ", parts.Select(p => Write(form, p, Tie.Or)));
        return name switch
        {
            "SUM" when parts.Count == 1 => Say(form, parts[0]),
            "SUM" => (string.Join(" + ", parts.Select(p => Write(form, p, Tie.Sum))), Tie.Sum),
            "abs" => ($"la valeur absolue de ({Part(0)})", Tie.Whole),
            "min" => ($"le plus petit de ({List()})", Tie.Whole),
            "max" => ($"le plus grand de ({List()})", Tie.Whole),
            "round" => ($"l’arrondi à {Part(1)} décimale(s) de ({Part(0)})", Tie.Whole),
            "blank" => ($"{Write(form, parts[0], Tie.Whole)} n’est pas renseigné", Tie.Comparison),
            "date" => ($"la date (année {Part(0)}, mois {Part(1)}, jour {Part(2)})", Tie.Whole),
            _ => ($"si {Part(0)}, alors {Part(1)}, sinon {Part(2)}", Tie.Or),
        };
    }

    private static (string Text, Tie Tie) Range(FormDefinition form, IReadOnlyList<CellReference> cells) => cells.Count switch
    {
        0 => ("rien", Tie.Whole),
        1 => (Say(form, cells[0]), Tie.Whole),
        <= Named => (string.Join(" + ", cells.Select(c => Say(form, c))), Tie.Sum),
        _ => ($"la somme des {cells.Count.ToString(CultureInfo.InvariantCulture)} cellules de {Say(form, cells[0])} à {Say(form, cells[^1])}", Tie.Whole),
    };

    private static string Say(FormDefinition form, CellReference reference)
    {
        var label = form.Find(reference.Code)?.Label ?? reference.Code.ToString();
        return $"«\u00a0{label}\u00a0»{(reference.Previous ? " de l’exercice précédent" : "")}";
    }

    private static string Parameter(FormDefinition form, string name) => name switch
    {
        FormHeader.ExerciseName => "l’exercice",
        FormHeader.TodayName => "la date du jour",
        _ => $"«\u00a0{form.Header.Parameters[name].Label}\u00a0»",
    };

    private static string Sign(string sign) => sign switch
    {
        "<>" => "≠",
        "<=" => "≤",
        ">=" => "≥",
        _ => sign,
    };
}
