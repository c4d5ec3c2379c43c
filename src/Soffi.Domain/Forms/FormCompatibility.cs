using System.Globalization;

namespace Soffi.Domain.Forms;

/// <summary>
/// Whether a corrected version of a published form may take its place under statements already begun. What is proved: nothing
/// typed is lost or changes its meaning, and what is asked more is known, so that it can be said to those concerned.
/// </summary>
/// <param name="Refusals">Reasons why not, French sentences; none when it may.</param>
/// <param name="Announcements">What it asks more than before: to be confirmed by who publishes, and told to operators.</param>
/// <param name="Others">The other differences, told as well.</param>
public sealed record FormCompatibility(IReadOnlyList<string> Refusals, IReadOnlyList<string> Announcements, IReadOnlyList<string> Others)
{
    public bool IsCompatible => Refusals.Count == 0;

    /// <summary>Everything that changes, what is asked more first.</summary>
    public IReadOnlyList<string> Differences => [.. Announcements, .. Others];

    /// <param name="old">The version in use.</param>
    /// <param name="next">The one to put in its place.</param>
    public static FormCompatibility Check(FormDefinition old, FormDefinition next)
    {
        var refusals = Identity(old.Header, next.Header).ToList();
        if (refusals.Count > 0)
        {
            return new FormCompatibility(refusals, [], []); // Two other forms: comparing their cells would say nothing.
        }

        var found = CellDifferences.Of(old, next).Concat(ControlDifferences.Of(old, next)).Concat(Wording(old, next)).ToList();
        refusals.AddRange(Of(ChangeWeight.Refused));
        if (found.Count == 0)
        {
            refusals.Add($"Rien ne change entre la version {old.Header.Version} et la version {next.Header.Version}\u00a0: il n’y a rien à publier.");
        }

        return new FormCompatibility(refusals, [.. Of(ChangeWeight.AsksMore)], [.. Of(ChangeWeight.Told)]);

        IEnumerable<string> Of(ChangeWeight weight) => found.Where(d => d.Weight == weight).Select(d => d.Sentence);
    }

    private static IEnumerable<string> Identity(FormHeader old, FormHeader next)
    {
        if ((old.Kind, old.OperatorType, old.Exercise) != (next.Kind, next.OperatorType, next.Exercise))
        {
            yield return $"La version corrigée doit être celle du même formulaire\u00a0: {Name(old)} attendu, {Name(next)} trouvé.";
        }
        else if (next.Version != old.Version + 1)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Le numéro de la version corrigée doit être {old.Version + 1}, puisque la version {old.Version} est publiée\u00a0: {next.Version} trouvé.");
        }
    }

    private static string Name(FormHeader header) =>
        string.Create(CultureInfo.InvariantCulture, $"{header.Kind.ToString().ToUpperInvariant()} {header.OperatorType.ToString().ToUpperInvariant()} {header.Exercise}");

    /// <summary>Titles, help and order of the pages.</summary>
    private static IEnumerable<VersionChange> Wording(FormDefinition old, FormDefinition next)
    {
        if (old.Header.Title != next.Header.Title)
        {
            yield return new VersionChange(ChangeWeight.Told, $"Titre du formulaire\u00a0: «\u00a0{next.Header.Title}\u00a0».");
        }

        if (old.Header.LegalBasis != next.Header.LegalBasis)
        {
            yield return new VersionChange(ChangeWeight.Told, $"Fondement du formulaire\u00a0: {next.Header.LegalBasis}.");
        }

        foreach (var cadre in next.Cadres)
        {
            if (old.FindCadre(cadre.Code) is not { } was)
            {
                yield return new VersionChange(ChangeWeight.Told, $"Cadre {cadre.Code} «\u00a0{cadre.Title}\u00a0»\u00a0: nouveau.");
            }
            else if ((was.Title, was.Help, was.LegalBasis) != (cadre.Title, cadre.Help, cadre.LegalBasis))
            {
                yield return new VersionChange(ChangeWeight.Told, $"Cadre {cadre.Code} «\u00a0{cadre.Title}\u00a0»\u00a0: titre, aide ou fondement modifiés.");
            }
        }

        if (!old.Cadres.Select(c => c.Code).Where(c => next.FindCadre(c) is not null)
            .SequenceEqual(next.Cadres.Select(c => c.Code).Where(c => old.FindCadre(c) is not null)))
        {
            yield return new VersionChange(ChangeWeight.Told, "L’ordre des cadres change.");
        }

        foreach (var (table, was) in from t in next.Cadres.SelectMany(c => c.Tables) let w = old.FindTable(t.Code) where w is not null select (t, w))
        {
            if ((was.Title, was.ShowPreviousYear) != (table.Title, table.ShowPreviousYear)
                || !was.Rows.Select(r => r.Code).SequenceEqual(table.Rows.Where(r => was.Rows.Any(w => w.Code == r.Code)).Select(r => r.Code))
                || !was.Columns.Select(c => c.Code).SequenceEqual(table.Columns.Where(c => was.Columns.Any(w => w.Code == c.Code)).Select(c => c.Code)))
            {
                yield return new VersionChange(ChangeWeight.Told, $"Tableau {table.Code} «\u00a0{table.Title}\u00a0»\u00a0: titre ou ordre des lignes et colonnes modifiés.");
            }
        }
    }
}

/// <summary>What a difference means for a statement begun on the former version.</summary>
internal enum ChangeWeight
{
    /// <summary>What was typed would be lost or mean something else.</summary>
    Refused,

    /// <summary>More is asked than before.</summary>
    AsksMore,

    Told,
}

internal sealed record VersionChange(ChangeWeight Weight, string Sentence);
