namespace Soffi.Domain.Forms.Drafts;

/// <summary>A line that one of two texts has alone.</summary>
/// <param name="IsAdded">Of the second; else of the first.</param>
/// <param name="Line">Its number there, from 1.</param>
public sealed record LineChange(bool IsAdded, int Line, string Text)
{
    public override string ToString() => $"{(IsAdded ? '+' : '-')}{Line}: {Text.Trim()}";
}

/// <summary>The lines by which two texts differ.</summary>
public static class LineDiff
{
    /// <summary>Beyond that many crossings of lines, what is between the first and the last difference is told as a whole.</summary>
    private const int MostCrossings = 4_000_000;

    /// <summary>In the order of the texts, what went before what came; empty when they are the same.</summary>
    public static IReadOnlyList<LineChange> Between(string before, string after)
    {
        var (old, now) = (Lines(before), Lines(after));
        var first = 0;
        while (first < old.Length && first < now.Length && old[first] == now[first])
        {
            first++;
        }

        var (oldEnd, nowEnd) = (old.Length, now.Length);
        while (oldEnd > first && nowEnd > first && old[oldEnd - 1] == now[nowEnd - 1])
        {
            oldEnd--;
            nowEnd--;
        }

        var lengths = (long)(oldEnd - first) * (nowEnd - first) <= MostCrossings ? Common(old, now, first, oldEnd, nowEnd) : null;
        return Walk(old, now, first, oldEnd, nowEnd, lengths);
    }

    /// <summary>For the journal: one line a change, and how many more when there are too many to be read.</summary>
    public static IReadOnlyList<string> Compact(string before, string after, int most)
    {
        var changes = Between(before, after);
        var told = changes.Take(most).Select(c => c.ToString()).ToList();
        return changes.Count > most ? [.. told, $"… et {changes.Count - most} autres lignes"] : told;
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n') is { Length: > 0 } body ? body.Split('\n') : [];

    /// <summary>Length of the longest common run of lines from each pair of places on.</summary>
    private static int[,] Common(string[] old, string[] now, int first, int oldEnd, int nowEnd)
    {
        var lengths = new int[oldEnd - first + 1, nowEnd - first + 1];
        for (var i = oldEnd - first - 1; i >= 0; i--)
        {
            for (var j = nowEnd - first - 1; j >= 0; j--)
            {
                lengths[i, j] = old[first + i] == now[first + j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
            }
        }

        return lengths;
    }

    private static List<LineChange> Walk(string[] old, string[] now, int first, int oldEnd, int nowEnd, int[,]? lengths)
    {
        var changes = new List<LineChange>();
        var (i, j) = (first, first);
        while (i < oldEnd || j < nowEnd)
        {
            if (lengths is not null && i < oldEnd && j < nowEnd && old[i] == now[j])
            {
                i++;
                j++;
            }
            else if (i < oldEnd && (j >= nowEnd || lengths is null || lengths[i - first + 1, j - first] >= lengths[i - first, j - first + 1]))
            {
                changes.Add(new LineChange(false, i + 1, old[i++]));
            }
            else
            {
                changes.Add(new LineChange(true, j + 1, now[j++]));
            }
        }

        return changes;
    }
}
