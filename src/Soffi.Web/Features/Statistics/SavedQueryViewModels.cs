using Soffi.Domain.Statistics;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Features.Statistics;

/// <summary>A query, as typed. Names are those of the fields.</summary>
public sealed class SavedQueryForm
{
    public string? Nom { get; set; }

    public string? Note { get; set; }

    /// <summary>Empty: that which is saved already.</summary>
    public string? Question { get; set; }

    /// <summary>Name of a member of <see cref="QuerySharing"/>.</summary>
    public string? Partage { get; set; }

    /// <summary>The revision that was shown.</summary>
    public int Revision { get; set; }

    public static IReadOnlyList<Choice> Sharings { get; } = [.. Enum.GetValues<QuerySharing>().Select(s => new Choice(s.ToString(), Words(s)))];

    public QuerySharing Sharing => Enum.TryParse<QuerySharing>(Partage, out var sharing) && Enum.IsDefined(sharing) ? sharing : QuerySharing.Private;

    public static string Words(QuerySharing sharing) => sharing switch
    {
        QuerySharing.Private => "Pour vous seul",
        QuerySharing.Read => "Partagée avec tous les agents, en lecture",
        _ => "Partagée avec tous les agents, qui peuvent la modifier",
    };

    /// <summary>The question of a result as it is saved: titled, and without the definitions that a published table already gives where it is long.</summary>
    public static string QuestionOf(StatResult result)
    {
        var query = result.Query.Title.Length > 0 ? result.Query : result.Query with { Title = result.Table.Title };
        var text = StatAddress.Write(query);
        return text.Length <= StatAddress.MaxLength
            ? text : StatAddress.Write(query with { Measures = [.. query.Measures.Select(m => m with { Definition = "" })] });
    }

    /// <summary>What is wrong with what was typed.</summary>
    /// <param name="kept">The question saved already; null for a new query.</param>
    public IEnumerable<(string Field, string Sentence)> Faults(string? kept)
    {
        if ((Nom?.Trim().Length ?? 0) is 0 or > SavedQuery.LongestName)
        {
            yield return (nameof(Nom), $"Donnez un nom à la requête, en {SavedQuery.LongestName} caractères au plus.");
        }

        if (Note?.Trim().Length > SavedQuery.LongestNote)
        {
            yield return (nameof(Note), $"Raccourcissez la note\u00A0: {SavedQuery.LongestNote} caractères au plus.");
        }

        var question = QuestionOr(kept);
        if (question.Length > StatAddress.MaxLength)
        {
            yield return ("", $"La question est trop longue\u00A0: {StatText.Number(StatAddress.MaxLength, 0)} caractères au plus. Retirez des mesures ou des modalités.");
        }
        else if (StatQuestions.Read(question) is var (query, refusals) && (refusals.Count > 0 || query.Measures.Count == 0))
        {
            yield return ("", refusals.Count > 0 ? refusals[0] : "La requête ne compte rien\u00A0: choisissez au moins une mesure dans un tableau ou dans le requêteur.");
        }
    }

    public string QuestionOr(string? kept) => string.IsNullOrWhiteSpace(Question) ? kept ?? "" : Question.Trim().TrimStart('?');
}

/// <summary>One line of the list.</summary>
public sealed record SavedQueryLine(int Id, string Name, string Note, QuerySharing Sharing, Guid OwnerId, string OwnerName, DateTimeOffset UpdatedAt, string UpdatedBy);

/// <param name="Total">Of all the pages.</param>
public sealed record SavedQueryPage(IReadOnlyList<SavedQueryLine> Lines, int Total);

public sealed record SavedQueryListViewModel(IReadOnlyList<SavedQueryLine> Lines, Guid Me, int Page, int Pages, string? Done);

/// <summary>A saved query as it stands.</summary>
public sealed record SavedQueryFacts(
    int Id, string Name, string Note, string Question, QuerySharing Sharing, string OwnerName, int Revision, DateTimeOffset UpdatedAt, string UpdatedBy)
{
    public static SavedQueryFacts Of(SavedQuery query) => new(
        query.Id, query.Name, query.Note, query.Question, query.Sharing, query.OwnerName, query.Revision, query.UpdatedAt, query.UpdatedBy);

    public string Path => $"/statistiques/requetes/{Id}";

    public string OpenPath => $"{Path}/ouvrir";
}

/// <summary>A query, with the form that changes it.</summary>
/// <param name="Refusals">Why it can no longer be put.</param>
/// <param name="Overtaken">Somebody saved it after it was shown: both are shown.</param>
public sealed record SavedQueryViewModel(
    SavedQueryFacts Query, SavedQueryForm Form, bool IsMine, bool MayChange, IReadOnlyList<string> Refusals, bool Overtaken, string? Done)
{
    /// <summary>What the person typed beside what is saved, where they differ.</summary>
    public IEnumerable<(string What, string Saved, string Typed)> Differences => new[]
    {
        ("Nom", Query.Name, Form.Nom ?? ""),
        ("Note", Query.Note, Form.Note ?? ""),
        ("Partage", SavedQueryForm.Words(Query.Sharing), IsMine ? SavedQueryForm.Words(Form.Sharing) : SavedQueryForm.Words(Query.Sharing)),
        ("Question", Uri.UnescapeDataString(Query.Question), Uri.UnescapeDataString(Form.QuestionOr(Query.Question))),
    }.Where(d => d.Item2 != d.Item3);
}

/// <summary>A new query, when it was not accepted at once.</summary>
public sealed record SavedQueryNewViewModel(SavedQueryForm Form);

/// <param name="Overtaken">It changed since the question was asked.</param>
public sealed record SavedQueryDeletionViewModel(SavedQueryFacts Query, bool Overtaken);
