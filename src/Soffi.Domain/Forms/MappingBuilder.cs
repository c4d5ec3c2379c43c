namespace Soffi.Domain.Forms;

/// <summary>Reads mapping.json (docs/forms.md) against the cells of this year's form.</summary>
internal sealed class MappingBuilder(JsonFields json, IReadOnlyCollection<CellCode> cells)
{
    private static readonly (string Word, MappingKind Kind)[] Kinds =
    [
        ("renamed", MappingKind.Renamed), ("merged", MappingKind.Merged), ("split", MappingKind.Split), ("new", MappingKind.New),
        ("gone", MappingKind.Gone), ("redefined", MappingKind.Redefined),
    ];

    public FormMapping Build(JsonTree? node, int exercise)
    {
        if (node is null)
        {
            return FormMapping.Same;
        }

        json.Only(node, "from", "lines");
        var from = json.Integer(node, "from", 2010, 2100);
        if (from >= exercise)
        {
            json.Fault(node["from"], $"« from » : l’exercice {from} ne précède pas {exercise}.");
        }

        var lines = json.Items(node, "lines", least: 0).Select(Line).OfType<MappingLine>().ToList();
        return new FormMapping(from, lines);
    }

    private MappingLine? Line(JsonTree node)
    {
        json.Only(node, "how", "was", "is", "note", "break");
        var kind = json.OneOf(node, "how", Kinds);
        var (was, now) = (Patterns(node, "was"), Patterns(node, "is"));
        var fits = kind switch
        {
            MappingKind.Renamed => was.Count == 1 && now.Count == 1,
            MappingKind.Merged => was.Count > 1 && now.Count == 1,
            MappingKind.Split => was.Count == 1 && now.Count > 1,
            MappingKind.Gone => was.Count > 0 && now.Count == 0,
            _ => was.Count == 0 && now.Count > 0,
        };
        if (!fits)
        {
            json.Fault(node, kind switch
            {
                MappingKind.Renamed => "« renamed » : donnez un code « was » et un code « is ».",
                MappingKind.Merged => "« merged » : donnez plusieurs codes « was » et un code « is ».",
                MappingKind.Split => "« split » : donnez un code « was » et plusieurs codes « is ».",
                MappingKind.Gone => "« gone » : donnez « was » seulement.",
                _ => "« new » et « redefined » : donnez « is » seulement.",
            });
            return null;
        }

        foreach (var pattern in now.Where(p => !cells.Any(p.Matches)))
        {
            json.Fault(node["is"], $"« is » : {pattern} ne désigne aucune cellule de ce formulaire.");
        }

        var breaks = json.Flag(node, "break") ?? kind is MappingKind.Split or MappingKind.Redefined;
        return new MappingLine(kind, was, now, json.Text(node, "note", required: true), breaks);
    }

    private List<CellPattern> Patterns(JsonTree node, string key)
    {
        var items = node[key] switch
        {
            null => [],
            { Shape: JsonShape.Array } list => list.Items,
            var one => [one],
        };
        var patterns = new List<CellPattern>();
        foreach (var item in items)
        {
            if (item.Shape == JsonShape.Text && CellPattern.TryParse(item.Text) is { } pattern)
            {
                patterns.Add(pattern);
            }
            else
            {
                json.Fault(item, $"« {key} » : « {item.Text} » n’est pas un code TABLEAU.LIGNE.COLONNE, où * remplace une partie.");
            }
        }

        return patterns;
    }
}
