namespace Soffi.Domain.Statistics;

/// <summary>
/// The operators that told a cell, as far as secrecy looks: none, one or two of them, each known, or many, of whom nothing is worked out.
/// </summary>
/// <param name="Count">Of them; <see cref="StatSecrecy.Threshold"/> stands for that many or more.</param>
/// <param name="First">The lower identifier; zero when there is none, or many.</param>
/// <param name="Second">The higher identifier; zero unless they are two.</param>
internal readonly record struct Tellers(int Count, int First, int Second)
{
    public static Tellers None => default;

    private static Tellers Many => new(StatSecrecy.Threshold, 0, 0);

    public bool AreFew => Count < StatSecrecy.Threshold;

    public static Tellers Of(IReadOnlySet<int> operators)
    {
        if (operators.Count >= StatSecrecy.Threshold)
        {
            return Many;
        }

        var ordered = operators.Order().ToList();
        return new Tellers(ordered.Count, ordered.Count > 0 ? ordered[0] : 0, ordered.Count > 1 ? ordered[1] : 0);
    }

    /// <summary>These and those.</summary>
    public Tellers With(Tellers others)
    {
        if (!AreFew || !others.AreFew)
        {
            return Many;
        }

        if (others.IsWithin(this))
        {
            return this;
        }

        if (IsWithin(others))
        {
            return others;
        }

        return Count == 1 && others.Count == 1 ? new Tellers(2, Math.Min(First, others.First), Math.Max(First, others.First)) : Many;
    }

    /// <summary>Whether all of these are among those, one or two.</summary>
    public bool IsWithin(Tellers few) => Count switch
    {
        0 => true,
        1 => few.Count > 0 && (First == few.First || (few.Count == 2 && First == few.Second)),
        2 => this == few,
        _ => false,
    };

    /// <summary>The one or two operators of whom something may be worked out: those of one cell, or of two cells that each told one.</summary>
    public static IReadOnlyList<Tellers> Allied(IReadOnlyList<Tellers> few)
    {
        var alone = few.Where(t => t.Count == 1).ToList();
        return [.. few.Concat(alone.SelectMany(a => alone.Select(a.With))).Where(t => t.Count > 0).Distinct()];
    }
}
