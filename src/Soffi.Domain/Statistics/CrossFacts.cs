using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Statistics;

/// <summary>The statement of one body: owed, submitted, or both.</summary>
/// <param name="Intact">The sealed evidence still has its hash; true when nothing was submitted.</param>
/// <param name="Values">The numbers of the last submission, as statistics read them.</param>
/// <param name="Sealed">The same numbers read again in the sealed evidence; empty unless a control asks for them.</param>
public sealed record CrossStatement(
    StatementKind Kind, OperatorType Type, StatOperator Body, bool Owed, bool Submitted, bool Intact,
    IReadOnlyDictionary<CellCode, decimal> Values, IReadOnlyDictionary<CellCode, decimal> Sealed);

/// <summary>A reference figure that holds today.</summary>
/// <param name="OperatorCode">Empty for the country.</param>
public sealed record CrossFigure(string Code, string OperatorCode, decimal Value, string Source);

/// <summary>The last list of companies sent for the exercise.</summary>
/// <param name="Operators">Bodies that stand in it.</param>
/// <param name="Duplicates">Companies under several bodies.</param>
public sealed record CrossCompanies(IReadOnlyList<string> Operators, int Companies, int Duplicates);

/// <summary>What the cross controls of one exercise compare.</summary>
/// <param name="Statistics">What published tables show, in the unit of the cells; null when they show a sign.</param>
/// <param name="Companies">Null when no list was sent.</param>
public sealed record CrossFacts(
    IReadOnlyList<CrossStatement> Statements, IReadOnlyList<CrossFigure> Figures,
    IReadOnlyDictionary<(string Table, string Column), decimal?> Statistics, CrossCompanies? Companies)
{
    public IReadOnlyList<CrossStatement> Of(CrossSum sum) => [.. Statements.Where(s => s.Kind == sum.Kind && s.Type == sum.Type)];

    public CrossFigure? Figure(string code, string operatorCode) =>
        Figures.FirstOrDefault(f => f.Code == code && f.OperatorCode == operatorCode);
}

public enum CrossVerdict
{
    /// <summary>« conforme ».</summary>
    Conforms,

    /// <summary>« écart ».</summary>
    Gap,

    /// <summary>« non vérifiable »: a side is missing.</summary>
    NotVerifiable,
}

/// <summary>One comparison.</summary>
/// <param name="Body">Null for the country.</param>
/// <param name="Left">Null when unknown.</param>
/// <param name="Right">Null when unknown.</param>
/// <param name="Ratio">First by second, for a ratio.</param>
/// <param name="Gap">First minus second; for a bound, what is beyond it; null when a side is unknown.</param>
/// <param name="Tolerance">Gap that passes.</param>
/// <param name="Sentence">The formula with its values, or why it cannot be verified; French.</param>
public sealed record CrossLine(
    StatOperator? Body, decimal? Left, decimal? Right, decimal? Ratio, decimal? Gap, decimal? Tolerance, CrossVerdict Verdict, string Sentence);

/// <param name="Formula">Without values: what is compared with what.</param>
/// <param name="Coverage">« ESF : 9 OPCO sur 11 ont transmis »; one sentence per kind of statement read.</param>
public sealed record CrossResult(
    CrossControl Control, CrossVerdict Verdict, string Formula, IReadOnlyList<string> Coverage, IReadOnlyList<CrossLine> Lines)
{
    public int Count(CrossVerdict verdict) => Lines.Count(l => l.Verdict == verdict);
}
