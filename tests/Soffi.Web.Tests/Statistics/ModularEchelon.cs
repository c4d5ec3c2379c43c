namespace Soffi.Web.Tests.Statistics;

/// <summary>A solver that owes nothing to the product's.</summary>
internal static class ModularEchelon
{
    /// <summary>Echelon form modulo a prime.</summary>
    public static List<long[]> Of(List<long[]> rows)
    {
        const long prime = 1_000_000_007;
        rows.ForEach(r => Array.ForEach([.. Enumerable.Range(0, r.Length)], i => r[i] = (r[i] + prime) % prime));
        var rank = 0;
        for (var column = 0; column < rows[0].Length && rank < rows.Count; column++)
        {
            var pivot = rows.FindIndex(rank, r => r[column] != 0);
            if (pivot < 0)
            {
                continue;
            }

            (rows[rank], rows[pivot]) = (rows[pivot], rows[rank]);
            for (var i = rank + 1; i < rows.Count; i++)
            {
                var (mine, its) = (rows[rank][column], rows[i][column]);
                for (var k = column; its != 0 && k < rows[i].Length; k++)
                {
                    rows[i][k] = ((rows[i][k] * mine % prime) - (rows[rank][k] * its % prime) + prime) % prime;
                }
            }

            rank++;
        }

        return [.. rows.Take(rank)];
    }
}
