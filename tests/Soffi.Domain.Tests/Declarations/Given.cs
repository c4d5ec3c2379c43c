using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Tests.Declarations;

/// <summary>What the tests of statements start from.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Now = new(2026, 5, 4, 7, 42, 0, TimeSpan.Zero);
    public static readonly CellCode A = CellCode.Parse("B2.010.ALT");
    public static readonly CellCode B = CellCode.Parse("B2.011.ALT");
    public static readonly Actor Claire = Person("claire@example.org", "Claire Martin", Role.Declarant);
    public static readonly Actor Marc = Person("marc@example.org", "Marc Petit", Role.Signatory);

    public const int Akto = 7;

    public static Actor Person(string email, string name, Role role, int? operatorId = Akto) =>
        new(Guid.NewGuid(), name, email, [new Grant(email, role, Now, operatorId)]);

    public static Campaign Campaign() =>
        new(StatementKind.Esf, 2025, Now.AddMonths(-2), new DateTimeOffset(2026, 5, 31, 21, 59, 59, TimeSpan.Zero));

    public static Operator Operator() => Numbered(Akto, new("AKTO", "AKTO", OperatorType.Opco, "000000000"));

    /// <summary>A section carried by the operator <see cref="Akto"/>.</summary>
    public static Operator Section() => Numbered(9, new("ARTAUT", "Section particulière", OperatorType.Faf, "000000000", hostId: Akto));

    /// <summary>A statement in that status, by the acts that lead there.</summary>
    public static Declaration In(DeclarationStatus status)
    {
        var declaration = status == DeclarationStatus.ToFill ? Declaration() : Started((A, CellValue.Of(1)));
        foreach (var act in WayTo(status))
        {
            Do(declaration, act);
        }

        return declaration;
    }

    private static DeclarationAct[] WayTo(DeclarationStatus status) => status switch
    {
        DeclarationStatus.Submitted => [DeclarationAct.Submit],
        DeclarationStatus.Waived => [DeclarationAct.Waive],
        DeclarationStatus.CorrectionsRequested => [DeclarationAct.Submit, DeclarationAct.RequestCorrections],
        DeclarationStatus.ToFill or DeclarationStatus.InProgress => [],
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Nothing leads there yet."),
    };

    private static void Do(Declaration declaration, DeclarationAct act)
    {
        switch (act)
        {
            case DeclarationAct.Submit:
                declaration.Submit(Now);
                break;
            case DeclarationAct.Waive:
                declaration.Waive(Now);
                break;
            case DeclarationAct.RequestCorrections:
                declaration.RequestCorrections(CorrectionRequest.Whole(1, "Motif"), Claire, Now);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(act), act, "Not a way anywhere.");
        }
    }

    /// <summary>As the database numbers them.</summary>
    public static Operator Numbered(int id, Operator body)
    {
        typeof(Operator).GetProperty(nameof(Soffi.Domain.Operators.Operator.Id))!.SetValue(body, id);
        return body;
    }

    public static Declaration Declaration() => new(Akto, 1, 1, Now);

    public static Declaration Started(params (CellCode Code, CellValue Value)[] cells)
    {
        var declaration = Declaration();
        declaration.SaveCells(Save(0, cells), Claire, Now);
        return declaration;
    }

    public static CellSave Save(int revision, params (CellCode Code, CellValue Value)[] cells) =>
        new(cells.ToDictionary(c => c.Code, c => c.Value), revision, new HashSet<CellCode>());

    public static Finding Finding(string instance, Severity severity, string message = "Écart de 50\u00a0€.") =>
        new(instance.Split(':')[0], instance, severity, "Libellé", message, "R. 6332-34", [A]);

    public static FormHeader Header() =>
        new(StatementKind.Esf, OperatorType.Opco, 2025, 1, "ESF des OPCO", "R. 6332-31", new Dictionary<string, FormParameter>(), new string('a', 64), "{}");
}
