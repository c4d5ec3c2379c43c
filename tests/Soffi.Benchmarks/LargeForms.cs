using System.Text.Json.Nodes;

namespace Soffi.Benchmarks;

/// <summary>
/// The forms of the product with one table more in the largest cadre: no form has 720 cells to type on one page yet (665 at
/// most), and the measure asks for at least as many.
/// </summary>
internal static class LargeForms
{
    private const string Cadre = "2025/OPCO/cadre-c9.json";

    /// <param name="web">Folder of the portal.</param>
    /// <param name="into">Folder to write them in.</param>
    public static void Write(string web, string into)
    {
        var source = Path.Combine(web, "Forms");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(into, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var path = Path.Combine(into, Cadre);
        var cadre = JsonNode.Parse(File.ReadAllText(path))!;
        var tables = cadre["tables"]!.AsArray();
        var added = JsonNode.Parse(tables[^1]!.ToJsonString().Replace("C9MNT", "C9BNC", StringComparison.Ordinal))!;
        added["title"] = "Charges du banc d’essai, en euros par région et par dispositif";
        tables.Add(added);
        File.WriteAllText(path, cadre.ToJsonString());
    }
}
