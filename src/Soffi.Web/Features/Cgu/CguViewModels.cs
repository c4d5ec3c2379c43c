using Soffi.Domain.Cgu;
using Soffi.Domain.Declarations;

namespace Soffi.Web.Features.Cgu;

/// <summary>Where a published version stands.</summary>
public enum CguState
{
    Announced,
    InForce,
    Replaced,

    /// <summary>Announced, then given up before it took force.</summary>
    Withdrawn,
}

/// <summary>One line of the list of versions.</summary>
public sealed record CguVersionLine(string Number, DateTimeOffset PublishedAt, DateTimeOffset EffectiveAt, CguState State)
{
    public string Words => State switch
    {
        CguState.Announced => $"En vigueur à partir du {ParisTime.DayAndHour(EffectiveAt)}",
        CguState.InForce => $"En vigueur depuis le {ParisTime.Day(EffectiveAt)}",
        CguState.Withdrawn => "Annonce retirée, jamais entrée en vigueur",
        _ => "Remplacée",
    };
}

/// <summary>A text of the terms, to read.</summary>
/// <param name="Text">Markdown.</param>
/// <param name="Sha256">Hash of that exact text.</param>
public sealed record CguTextViewModel(
    string Number, string Text, string Sha256, DateTimeOffset PublishedAt, CguState State, string StateWords)
{
    public static CguTextViewModel Of(CguVersion version, CguVersionLine line) =>
        new(version.Number, version.Markdown, version.Sha256, version.PublishedAt, line.State, line.Words);
}

/// <summary>The terms in force (null when there are none yet) and all versions.</summary>
public sealed record CguIndexViewModel(CguTextViewModel? InForce, IReadOnlyList<CguVersionLine> Versions);

/// <summary>The page on which the terms are accepted.</summary>
/// <param name="Text">The terms in force; null when none is, and nothing can be accepted.</param>
/// <param name="ReturnPage">Page of Soffi to open afterwards.</param>
/// <param name="AcceptedBefore">Number of the version accepted before, if any.</param>
/// <param name="Ending">How the last agreement ended, after what was accepted; null when it runs or never began.</param>
/// <param name="Replaced">The person has just sent a version that another one had replaced meanwhile.</param>
public sealed record AcceptanceViewModel(CguTextViewModel? Text, string ReturnPage, string? AcceptedBefore, EndingLine? Ending, bool Replaced = false)
{
    /// <summary>The only words that bind (CGU article 14); never ticked beforehand.</summary>
    public string BoxLabel => $"J’ai lu et j’accepte les conditions générales d’utilisation de Soffi, version\u00a0{Text?.Number}";
}

/// <summary>What the acceptance form sends. Everything may be missing: the page is shown again.</summary>
public sealed class AcceptanceForm
{
    public const string MustTick =
        "Cochez la case pour accepter les conditions générales d’utilisation. Sans votre accord, Soffi ne peut pas s’ouvrir.";

    /// <summary>True only when the box was ticked.</summary>
    public bool Accepted { get; set; }

    /// <summary>Hash of the text that was shown.</summary>
    public string? Shown { get; set; }
}

/// <summary>One acceptance of the person.</summary>
public sealed record AcceptanceLine(long Id, string Number, string Sha256, DateTimeOffset AcceptedAt, string Issuer, string Subject);

/// <param name="Breaches">Notices sent to the person, the latest first.</param>
public sealed record MyAcceptancesViewModel(IReadOnlyList<AcceptanceLine> Lines, IReadOnlyList<EndingLine> Endings, IReadOnlyList<BreachLine> Breaches);
