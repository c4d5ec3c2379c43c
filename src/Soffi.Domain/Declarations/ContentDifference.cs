using Soffi.Domain.Forms;

namespace Soffi.Domain.Declarations;

/// <summary>A value, computed ones included, that is no more what it was.</summary>
public sealed record ChangedValue(CellCode Code, CellValue Before, CellValue After);

/// <summary>
/// What changed between two readings of a statement: what a signatory must see before they decide again.
/// </summary>
/// <param name="Values">In the order of their codes.</param>
/// <param name="Appeared">Findings made since, or whose values changed.</param>
/// <param name="Lifted">Findings that are no more.</param>
/// <param name="Explained">Findings whose explanation was written, changed or taken back, as they stand.</param>
/// <param name="Joined">Documents joined since.</param>
/// <param name="Removed">Documents removed since.</param>
/// <param name="Others">Form, cadres « sans objet », controls: a sentence each.</param>
public sealed record ContentDifference(
    IReadOnlyList<ChangedValue> Values, IReadOnlyList<SealedFinding> Appeared, IReadOnlyList<SealedFinding> Lifted, IReadOnlyList<SealedFinding> Explained,
    IReadOnlyList<SealedDocument> Joined, IReadOnlyList<SealedDocument> Removed, IReadOnlyList<string> Others)
{
    public int Count => Values.Count + Appeared.Count + Lifted.Count + Explained.Count + Joined.Count + Removed.Count + Others.Count;

    public bool IsEmpty => Count == 0;

    public static ContentDifference Of(SealedContent before, SealedContent after)
    {
        var (former, now) = (before.Findings.ToDictionary(f => f.Instance), after.Findings.ToDictionary(f => f.Instance));
        return new ContentDifference(
            [.. from code in before.Values.Keys.Union(after.Values.Keys)
                let was = before.Values.GetValueOrDefault(code, CellValue.Blank)
                let become = after.Values.GetValueOrDefault(code, CellValue.Blank)
                where was != become
                orderby code
                select new ChangedValue(code, was, become)],
            [.. after.Findings.Where(f => !former.TryGetValue(f.Instance, out var was) || was.Message != f.Message || was.Severity != f.Severity)],
            [.. before.Findings.Where(f => !now.ContainsKey(f.Instance))],
            [.. after.Findings.Where(f => former.TryGetValue(f.Instance, out var was) && (was.Explained, was.Support) != (f.Explained, f.Support))],
            [.. after.Documents.Where(d => before.Documents.All(b => b.Id != d.Id))],
            [.. before.Documents.Where(d => after.Documents.All(a => a.Id != d.Id))],
            [.. Sentences(before, after)]);
    }

    private static IEnumerable<string> Sentences(SealedContent before, SealedContent after)
    {
        if (before.FormSha256 != after.FormSha256)
        {
            yield return $"Le formulaire est passé de la version {before.FormVersion} à la version {after.FormVersion}.";
        }

        foreach (var cadre in after.WithoutObject.Except(before.WithoutObject))
        {
            yield return $"Déclaré sans objet. {cadre}";
        }

        foreach (var cadre in before.WithoutObject.Except(after.WithoutObject))
        {
            yield return $"N’est plus sans objet. {cadre}";
        }

        foreach (var control in after.Controls.Except(before.Controls))
        {
            yield return $"Contrôle modifié\u00a0: {control}";
        }

        foreach (var control in before.Controls.Except(after.Controls))
        {
            yield return $"Contrôle rétabli\u00a0: {control}";
        }
    }
}
