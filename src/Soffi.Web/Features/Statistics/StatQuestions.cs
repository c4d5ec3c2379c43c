using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Statistics;

/// <summary>The answer to a question given as text, or why there is none.</summary>
/// <param name="Status">200, 400 with refusals, 403 or 404.</param>
/// <param name="Refusals">One French sentence per thing to change.</param>
public sealed record StatOutcome(int Status, StatResult? Result, IReadOnlyList<string> Refusals)
{
    public static StatOutcome Of(StatResult result) => new(StatusCodes.Status200OK, result, []);

    public static StatOutcome Refused(IReadOnlyList<string> refusals) => new(StatusCodes.Status400BadRequest, null, refusals);

    public static StatOutcome Closed(int status) => new(status, null, []);
}

/// <summary>How much a question given as text asks, or why it cannot be put.</summary>
/// <param name="Status">200, 400 with refusals, 403 or 404.</param>
/// <param name="Lines">Crossings.</param>
public sealed record StatWeight(int Status, string Title, long Lines, IReadOnlyList<string> Refusals)
{
    public static StatWeight Refused(IReadOnlyList<string> refusals) => new(StatusCodes.Status400BadRequest, "", 0, refusals);

    public static StatWeight Closed(int status) => new(status, "", 0, []);
}

/// <summary>Answers a question that comes as text: of a form, of a saved query, of a frozen result, of the read interface.</summary>
public sealed class StatQuestions(StatTables tables, StatTableAnswers answers, StatisticsQueries queries)
{
    /// <summary>What stands for the identifier of a table when the question was built by its reader.</summary>
    public const string Builder = "requete";

    public const string BuilderPath = "/statistiques/requeteur";

    /// <summary>A published table is told by its exercises and operators alone: its text may be long.</summary>
    private const int LongestOfTable = 100_000;

    /// <summary>Answers, with the rights of that reader.</summary>
    /// <param name="tableId">« J2 », or <see cref="Builder"/>.</param>
    /// <param name="text">See <see cref="StatAddress"/>.</param>
    public async Task<StatOutcome> Answer(string? tableId, string? text, StatReader reader, CancellationToken cancellation)
    {
        var (query, unread) = Read(text);
        if (tableId == Builder)
        {
            var refusals = unread.Count > 0 ? unread : TooLong(text) ?? await Refusals(query, reader, cancellation);
            return refusals.Count > 0 ? StatOutcome.Refused(refusals) : await Built(query, reader, cancellation);
        }

        return tables.Find(tableId ?? "") is not { } table ? StatOutcome.Closed(StatusCodes.Status404NotFound)
            : text?.Length > LongestOfTable ? StatOutcome.Refused(["La question est trop longue\u00A0: repartez du tableau."])
            : await Published(table, query, reader, cancellation);
    }

    /// <summary>How much that question asks, or why it cannot be put; nothing is computed.</summary>
    public async Task<StatWeight> Weigh(string? tableId, string? text, StatReader reader, CancellationToken cancellation)
    {
        var (query, unread) = Read(text);
        if (tableId == Builder)
        {
            var frame = await queries.Frame(cancellation);
            var refusals = unread.Count > 0 ? unread : TooLong(text) ?? StatQueryCheck.Refusals(query, frame, reader.ScopeOf(query));
            return refusals.Count > 0 ? StatWeight.Refused(refusals)
                : !SeesAll(query.Operators, frame, reader) ? StatWeight.Closed(StatusCodes.Status403Forbidden)
                : new StatWeight(StatusCodes.Status200OK, query.Title.Length > 0 ? query.Title : string.Join(", ", query.Measures.Where(m => !m.IsHidden).Select(m => m.Label)), StatQueryCheck.Size(query, frame), []);
        }

        if (tables.Find(tableId ?? "") is not { } table)
        {
            return StatWeight.Closed(StatusCodes.Status404NotFound);
        }

        var ofTable = await answers.Frame(table, cancellation);
        var filter = Choice(table, ofTable, query, reader, out var wrong);
        return filter is null ? StatWeight.Refused(wrong)
            : !SeesAll(query.Operators, ofTable, reader) ? StatWeight.Closed(StatusCodes.Status403Forbidden)
            : new StatWeight(StatusCodes.Status200OK, $"{table.Id} – {table.Title}", table.Blocks.Sum(b => StatQueryCheck.Size(filter.Apply(b.Query), ofTable)), []);
    }

    /// <summary>What prevents that question from being put today; empty when nothing does.</summary>
    public async Task<IReadOnlyList<string>> Refusals(string text, StatReader reader, CancellationToken cancellation)
    {
        var (query, unread) = Read(text);
        return unread.Count > 0 ? unread : TooLong(text) ?? await Refusals(query, reader, cancellation);
    }

    /// <summary>The question, and what of it cannot be read.</summary>
    public static (StatQuery Query, IReadOnlyList<string> Refusals) Read(string? text) => StatAddress.Read(Pairs(text), _ => null);

    /// <summary>The page that shows that question.</summary>
    public static string Address(string tableId, string text)
    {
        if (tableId == Builder)
        {
            return $"{BuilderPath}?{text}";
        }

        var (query, _) = Read(text);
        var chosen = query.Operators.Count > 0 ? "&operateur=" + string.Join(',', query.Operators.Select(Uri.EscapeDataString)) : "";
        return $"/statistiques/{Uri.EscapeDataString(tableId)}?exercice={string.Join(',', query.Exercises.Select(StatText.Year))}{chosen}{(query.ConstantPerimeter ? "&constant=1" : "")}";
    }

    private static IReadOnlyList<string>? TooLong(string? text) => text?.Length > StatAddress.MaxLength
        ? [$"La question est trop longue\u00A0: {StatText.Number(StatAddress.MaxLength, 0)} caractères au plus. Retirez des mesures ou des modalités."] : null;

    private async Task<IReadOnlyList<string>> Refusals(StatQuery query, StatReader reader, CancellationToken cancellation) =>
        StatQueryCheck.Refusals(query, await queries.Frame(cancellation), reader.ScopeOf(query));

    private async Task<StatOutcome> Built(StatQuery query, StatReader reader, CancellationToken cancellation)
    {
        var frame = await queries.Frame(cancellation);
        return SeesAll(query.Operators, frame, reader)
            ? StatOutcome.Of(await queries.Compute(query, frame, reader, cancellation))
            : StatOutcome.Closed(StatusCodes.Status403Forbidden);
    }

    private async Task<StatOutcome> Published(StatTable table, StatQuery query, StatReader reader, CancellationToken cancellation)
    {
        var frame = await answers.Frame(table, cancellation);
        var filter = Choice(table, frame, query, reader, out var refusals);
        return filter is null ? StatOutcome.Refused(refusals)
            : !SeesAll(query.Operators, frame, reader) ? StatOutcome.Closed(StatusCodes.Status403Forbidden)
            : StatOutcome.Of(await answers.Compute(table, frame, filter, reader, cancellation));
    }

    /// <summary>The choice of a published table, as its page reads it.</summary>
    private static StatFilter? Choice(StatTable table, StatFrame frame, StatQuery query, StatReader reader, out IReadOnlyList<string> refusals)
    {
        if (query.ConstantPerimeter && table.Blocks.Any(b => reader.ScopeOf(b.Query) == StatScope.AggregatesOnly))
        {
            refusals = [StatQueryCheck.OnePerimeter];
            return null;
        }

        return StatFilter.Read(table, frame, query.Exercises.Select(StatText.Year), query.Operators, out refusals) is { } read
            ? read with { ConstantPerimeter = query.ConstantPerimeter } : null;
    }

    private static bool SeesAll(IReadOnlyList<string> codes, StatFrame frame, StatReader reader) =>
        frame.Operators.Where(o => codes.Contains(o.Code, StringComparer.OrdinalIgnoreCase)).All(reader.Sees);

    /// <summary>In the order written: measures are shown in it.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Pairs(string? text) =>
        (text ?? "").TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part =>
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            return at < 0 ? KeyValuePair.Create(Decode(part), "") : KeyValuePair.Create(Decode(part[..at]), Decode(part[(at + 1)..]));
        });

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
