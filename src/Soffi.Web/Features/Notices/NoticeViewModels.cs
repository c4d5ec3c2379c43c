using Soffi.Domain.Declarations;
using Soffi.Domain.Notices;

namespace Soffi.Web.Features.Notices;

/// <summary>What an agent sends about a notice.</summary>
public sealed class NoticeForm
{
    /// <summary>Revision of the notice that was shown.</summary>
    public int Revision { get; set; }

    /// <summary>Reason, decision or proposal.</summary>
    public string? Text { get; set; }

    /// <summary>« levee », « suite » or « abandon ».</summary>
    public string? Act { get; set; }

    /// <summary>Day of reception.</summary>
    public string? Day { get; set; }

    /// <summary>How it was received.</summary>
    public string? How { get; set; }

    public string Trimmed => Text?.Trim() ?? "";

    /// <summary>Null when that text can be kept; else what to write.</summary>
    public static string? Fault(string? text) => (text?.Trim().Length ?? 0) switch
    {
        < FormalNotice.ShortestReason => $"Écrivez {FormalNotice.ShortestReason}\u00a0caractères au moins\u00a0: ce texte motive la décision et y reste attaché.",
        > FormalNotice.LongestText => $"Raccourcissez\u00a0: {FormalNotice.LongestText}\u00a0caractères au plus.",
        _ => null,
    };
}

/// <summary>The register, whole or kept to one state.</summary>
/// <param name="State">« en-cours », « a-decider », « proposees »; anything else for all.</param>
public sealed record NoticeRegisterViewModel(IReadOnlyList<NoticeLine> All, string? State)
{
    public static IReadOnlyList<(string Value, string Label)> States { get; } =
        [("", "toutes"), ("en-cours", "en cours"), ("a-decider", "à décider"), ("proposees", "proposées par une direction régionale")];

    public string Chosen => States.Any(s => s.Value == State) ? State! : "";

    public IReadOnlyList<NoticeLine> Lines => Of(Chosen);

    public IReadOnlyList<NoticeLine> Of(string state) => [.. All.Where(l => state switch
    {
        "en-cours" => l is { State: NoticeState.Issued, ToDecide: false },
        "a-decider" => l.ToDecide,
        "proposees" => l.State == NoticeState.Proposed,
        _ => true,
    })];
}

/// <summary>The page where a notice is proposed or prepared.</summary>
/// <param name="MayPrepare">False for a regional directorate, which proposes.</param>
/// <param name="Refusal">Why nothing may be; null when something may.</param>
/// <param name="Text">Being written.</param>
public sealed record PrepareViewModel(NoticeSubject Subject, bool MayPrepare, string? Refusal, string? Text)
{
    /// <summary>The notice in hand: proposed or prepared; null for a new one.</summary>
    public FormalNotice? Standing => Subject.Open;
}

/// <summary>A notice, for the agents.</summary>
/// <param name="MayAct">The person decides.</param>
public sealed record NoticeViewModel(NoticeSubject Subject, FormalNotice Notice, NoticeLetter Letter, IReadOnlyList<NoticeMail> Mails, bool MayAct, DateTimeOffset Now)
{
    /// <summary>What was just refused; null for nothing.</summary>
    public string? Refusal { get; init; }

    /// <summary>What was typed, given back.</summary>
    public NoticeForm Form { get; init; } = new();

    public bool ToDecide => Notice.IsToDecide(Now);

    public bool May(NoticeState to) => MayAct && DeclarationTransitions.After(Subject.Status, DeclarationAct.CloseNotice) is not null && Notice.MayClose(to, Now);

    public string Href => $"/instruction/mises-en-demeure/{Notice.Id}";

    public int Undelivered => Mails.Count(m => m.SentAt is null && m.Attempts > 0);
}

/// <summary>A notice, for the body that received it.</summary>
/// <param name="MayAnswer">The person may, and the month is not over.</param>
public sealed record ReceivedNoticeViewModel(NoticeSubject Subject, FormalNotice Notice, NoticeLetter Letter, bool MayAnswer, DateTimeOffset Now)
{
    public string? Text { get; init; }

    public string? Error { get; init; }

    public string Href => $"/declarations/mises-en-demeure/{Notice.Id}";
}
