using Soffi.Domain.Access;
using Soffi.Domain.Forms;

namespace Soffi.Domain.Declarations;

/// <summary>
/// Corrections of a submitted statement. Only what the agent listed may be written; explanations always may, for they are
/// often what is asked. The version submitted counts until the next one.
/// </summary>
public sealed partial class Declaration
{
    /// <summary>The request being answered; null when the statement is not under correction.</summary>
    public DeclarationReopening? Correction => CorrectedNumber is { } number ? _reopenings.Find(r => r.Number == number) : null;

    /// <summary>Corrections are awaited and did not come in time.</summary>
    public bool IsCorrectionLate(DateTimeOffset now) => IsCorrecting && Correction?.IsLate(now) == true;

    /// <summary>Documents may be joined, replaced or removed, as far as corrections go.</summary>
    public bool MayChangeDocuments => !IsCorrecting || Correction?.OpensDocuments == true;

    /// <summary>Whether that cell may be written, as far as corrections go: outside them, every cell may.</summary>
    public bool MayWrite(CellCode code) => !IsCorrecting || Correction?.Opens(code) == true;

    /// <summary>Whether that cadre may be declared « sans objet » or not, as far as corrections go.</summary>
    public bool MayJudge(Cadre cadre) => !IsCorrecting || Correction?.OpensAll(cadre) == true;

    /// <summary>Opens what is listed again: the operator corrects it and submits once more, under the next number.</summary>
    /// <exception cref="InvalidOperationException">It is not submitted, or its review is over.</exception>
    public DeclarationReopening RequestCorrections(CorrectionRequest request, Actor actor, DateTimeOffset now)
    {
        Become(DeclarationAct.RequestCorrections, now);
        CorrectedNumber = request.Number;
        var reopening = new DeclarationReopening(Id, request, actor, now);
        _reopenings.Add(reopening);
        Note(DeclarationAct.RequestCorrections, "", request.Text, actor, now);
        return reopening;
    }

    /// <summary>Gives back the request being answered to a statement read without it.</summary>
    public void Recall(DeclarationReopening reopening)
    {
        if (!_reopenings.Contains(reopening))
        {
            _reopenings.Add(reopening);
        }
    }
}
