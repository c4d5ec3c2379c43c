using Soffi.Domain.Notices;

namespace Soffi.Web.Features.Shared;

/// <summary>Where a formal notice stands, in words.</summary>
public static class NoticeWords
{
    /// <param name="toDecide">The month is over and nobody decided what follows.</param>
    public static string Of(NoticeState state, bool toDecide) => state switch
    {
        NoticeState.Proposed => "proposée",
        NoticeState.Prepared => "préparée, non envoyée",
        NoticeState.Issued => toDecide ? "délai expiré, à décider" : "notifiée, en cours",
        NoticeState.Lifted => "levée",
        NoticeState.Decided => "suite donnée",
        _ => "abandonnée",
    };
}
