using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using static Soffi.Domain.Tests.Declarations.Given;

namespace Soffi.Domain.Tests.Declarations;

/// <summary>Corrections that are being made are widened; their end in Paris, at midnight and when the clocks change.</summary>
public sealed class WideningTests
{
    private static readonly ReopenedPart OnlyA = ReopenedPart.Of(A);

    [Fact]
    public void Widen_opens_more_keeps_what_was_open_and_moves_the_end()
    {
        var declaration = Correcting(Now.AddDays(10));
        var (revision, later) = (declaration.Revision, Now.AddDays(20));

        var widening = declaration.WidenCorrections(new WideningRequest("Une ligne voisine.", [OnlyA, ReopenedPart.Of(B)], false, true, later), Claire, Now);

        Assert.True(declaration.MayWrite(A) && declaration.MayWrite(B) && declaration.MayChangeDocuments);
        Assert.False(declaration.MayWrite(CellCode.Parse("B3.010.ALT")));
        Assert.Equal(("B2.011.ALT, pièces", later), (widening.Opened, widening.DueAt));
        Assert.Equal((1, later), (declaration.Correction!.Version, declaration.Correction.DueAt));
        Assert.Equal((revision + 1, DeclarationStatus.CorrectionsRequested), (declaration.Revision, declaration.Status));
        Assert.Equal(DeclarationAct.WidenCorrections, declaration.Decisions.Last().Act);
    }

    [Fact]
    public void Widen_to_everything_opens_everything()
    {
        var declaration = Correcting(null);

        Assert.Equal("toute la déclaration, pièces", declaration.WidenCorrections(new WideningRequest("Tout est à revoir.", [], true, true, null), Claire, Now).Opened);

        Assert.True(declaration.Correction!.IsWhole && declaration.Correction.OpensDocuments && declaration.MayWrite(CellCode.Parse("Z9.1.X")));
        Assert.Empty(declaration.Correction.NotOpen([ReopenedPart.Of(B)]));
    }

    [Fact]
    public void Ask_twice_is_one_ask_and_its_answers_are_kept()
    {
        var declaration = Correcting(null);

        var ask = declaration.AskWidening([ReopenedPart.Of(B)], false, "La ligne voisine aussi.", Claire, Now)!;
        Assert.Null(declaration.AskWidening([ReopenedPart.Of(B)], false, "La ligne voisine aussi.", Marc, Now));
        Assert.Equal(("B2.011.ALT", true), (ask.Words, ask.IsPending));
        declaration.RefuseWidening(ask, "Elle est juste.", Marc, Now);
        Assert.Equal((false, "Elle est juste.", "Marc Petit"), (ask.IsAccepted, ask.Answer, ask.DecidedBy));
        Assert.False(declaration.MayWrite(B));

        var again = declaration.AskWidening([ReopenedPart.Of(B)], true, "Nous avons trouvé l’erreur.", Claire, Now)!;
        declaration.WidenCorrections(new WideningRequest("Entendu.", again.Opens, false, again.Documents, null, again), Marc, Now);
        Assert.Equal((true, "B2.011.ALT, pièces"), (again.IsAccepted, again.Words));
        Assert.True(declaration.MayWrite(B));
        Assert.Equal((2, 2), (declaration.Correction!.Version, declaration.Correction.Asks.Count));
    }

    [Fact]
    public void Widen_what_is_not_being_corrected_is_refused()
    {
        var declaration = In(DeclarationStatus.Submitted);
        var request = new WideningRequest("Motif assez long.", [OnlyA], false, false, null);

        Assert.Throws<InvalidOperationException>(() => declaration.WidenCorrections(request, Claire, Now));
        Assert.Throws<InvalidOperationException>(() => declaration.AskWidening([OnlyA], false, "Motif assez long.", Claire, Now));
        var corrected = Correcting(null);
        corrected.Submit(Now);
        Assert.Throws<InvalidOperationException>(() => corrected.WidenCorrections(request, Claire, Now));
    }

    [Theory]
    [InlineData("B3")]
    [InlineData("B2.010.ALT")]
    public void Parse_reads_what_a_part_writes(string text) => Assert.Equal(text, ReopenedPart.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("B2.010")]
    public void Parse_refuses_anything_else(string text) => Assert.Throws<FormatException>(() => ReopenedPart.Parse(text));

    /// <summary>The last second of the day is in time, whatever its fraction; the next one is late. In winter, in summer, on the days the clocks change.</summary>
    [Theory]
    [InlineData(2026, 1, 15, "2026-01-15T22:59:59Z")]
    [InlineData(2026, 6, 3, "2026-06-03T21:59:59Z")]
    [InlineData(2026, 3, 29, "2026-03-29T21:59:59Z")]
    [InlineData(2026, 10, 25, "2026-10-25T22:59:59Z")]
    public void Is_late_once_the_day_of_Paris_is_over(int year, int month, int day, string end)
    {
        var due = ParisTime.At(new DateOnly(year, month, day), new TimeOnly(23, 59, 59))!.Value;
        var declaration = Correcting(due);

        Assert.Equal(DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture), due);
        Assert.False(declaration.IsCorrectionLate(due));
        Assert.False(declaration.IsCorrectionLate(due.AddMilliseconds(999)));
        Assert.True(declaration.IsCorrectionLate(due.AddSeconds(1)));
        declaration.Submit(due.AddDays(2));
        Assert.False(declaration.IsCorrectionLate(due.AddDays(2)));
    }

    [Fact]
    public void Is_never_late_without_a_date() => Assert.False(Correcting(null).IsCorrectionLate(Now.AddYears(5)));

    private static Declaration Correcting(DateTimeOffset? due)
    {
        var declaration = In(DeclarationStatus.Submitted);
        declaration.RequestCorrections(new CorrectionRequest(1, CorrectionReasons.Typing, "À corriger.", due, [OnlyA], false), Claire, Now);
        return declaration;
    }
}
