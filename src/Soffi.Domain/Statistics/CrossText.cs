using System.Globalization;
using Soffi.Domain.Campaigns;

namespace Soffi.Domain.Statistics;

/// <summary>How cross controls speak.</summary>
public static class CrossText
{
    public static string Of(CrossVerdict verdict) => verdict switch
    {
        CrossVerdict.Conforms => "Conforme",
        CrossVerdict.Gap => "Écart",
        _ => "Non vérifiable",
    };

    public static string Kind(StatementKind kind) => kind == StatementKind.Csa ? "CSA" : "ESF";

    /// <summary>« 1 234,50 € », « 1 200 contrats »; two decimals at most.</summary>
    public static string Amount(decimal value, string unit) => $"{Number(value)}\u00a0{unit}";

    public static string Number(decimal value) => StatText.Number(value, value == decimal.Truncate(value) ? 0 : 2);

    /// <summary>« B1.010.TOT + B1.011.TOT (ESF, tous les OPCO) = chiffre de référence FC-DOTATIONS ».</summary>
    public static string Formula(CrossControl control)
    {
        var (left, right) = (Source(control.Left, control.Per), Source(control.Right, control.Per));
        return control.Comparison switch
        {
            CrossComparison.Equal => $"{left} = {right}",
            CrossComparison.AtMost => $"{left} ≤ {right}",
            CrossComparison.AtLeast => $"{left} ≥ {right}",
            _ => $"{Number(control.Least!.Value)} ≤ {left} ÷ {right} ≤ {Number(control.Most!.Value)} ({control.RatioUnit})",
        };
    }

    /// <summary>« Dotations déclarées 12 € ≠ dotations publiées 10 € : écart 2 €, toléré 1 €. »</summary>
    public static string Comparison(CrossControl control, decimal left, decimal right, decimal gap, decimal tolerance, bool passes)
    {
        var sign = control.Comparison switch
        {
            CrossComparison.AtMost => gap == 0 ? "≤" : ">",
            CrossComparison.AtLeast => gap == 0 ? "≥" : "<",
            _ => gap == 0 ? "=" : passes ? "≈" : "≠",
        };
        var end = gap == 0 ? "." : $"\u00a0: écart {Amount(gap, control.Left.Unit)}, toléré {Amount(tolerance, control.Left.Unit)}.";
        return Sentence(
            $"{control.Left.Label} {Amount(left, control.Left.Unit)} {sign} {control.Right.Label} {Amount(right, control.Right.Unit)}", end);
    }

    /// <summary>« Charges 1 200 000 € ÷ contrats 120 contrats = 10 000 € par contrat, entre 4 000 et 16 000. »</summary>
    public static string Ratio(CrossControl control, decimal left, decimal right, decimal ratio)
    {
        var (least, most) = (control.Least!.Value, control.Most!.Value);
        var place = ratio < least ? "au-dessous de" : ratio > most ? "au-dessus de" : "entre";
        var bounds = ratio < least ? Number(least) : ratio > most ? Number(most) : $"{Number(least)} et {Number(most)}";
        return Sentence(
            $"{control.Left.Label} {Amount(left, control.Left.Unit)} ÷ {control.Right.Label} {Amount(right, control.Right.Unit)} = "
            + $"{Amount(ratio, control.RatioUnit)}, {place} {bounds}");
    }

    /// <summary>« Dotations déclarées ».</summary>
    public static string Capital(string words) => words.Length == 0 ? "" : char.ToUpper(words[0], CultureInfo.GetCultureInfo("fr-FR")) + words[1..];

    /// <summary>Capital and full stop.</summary>
    internal static string Sentence(string words, string end = ".") => Capital(words) + end;

    private static string Source(CrossOperand operand, CrossPer per) => operand switch
    {
        CrossSum sum => $"{string.Join(" + ", sum.Cells)} ({Kind(sum.Kind)}, "
            + (per == CrossPer.National ? "somme des " : "chaque ") + StatText.Family(sum.Type) + (sum.Sealed ? ", relus dans les dépôts scellés)" : ")"),
        CrossReference reference => $"chiffre de référence {reference.Code}",
        CrossStatistic statistic => $"tableau {statistic.Table}, colonne {statistic.Column}",
        CrossConstant constant => Number(constant.Value),
        _ => operand.Label,
    };
}
