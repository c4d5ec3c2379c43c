using System.Globalization;

namespace Soffi.Domain.Forms;

/// <summary>Reads the members of a JSON object strictly and collects the faults.</summary>
internal sealed class JsonFields(List<FormFault> faults)
{
    private readonly HashSet<FormFault> _said = [.. faults];

    /// <summary>Says a fault once: a table's fault is met again at each of its cells.</summary>
    public void Fault(JsonTree? node, string message)
    {
        var fault = new FormFault(node?.File ?? "", node?.Line ?? 0, message);
        if (_said.Add(fault))
        {
            faults.Add(fault);
        }
    }

    /// <summary>Refuses any other key, and a key written twice.</summary>
    public void Only(JsonTree node, params string[] keys)
    {
        if (node.Shape != JsonShape.Object)
        {
            Fault(node, "Un objet { … } est attendu ici.");
            return;
        }

        foreach (var (key, value) in node.Members.Where(m => !keys.Contains(m.Key)))
        {
            Fault(value, $"Clé « {key} » inconnue. Clés admises : {string.Join(", ", keys)}.");
        }

        foreach (var twice in node.Members.GroupBy(m => m.Key).Where(g => g.Count() > 1))
        {
            Fault(twice.Last().Value, $"Clé « {twice.Key} » écrite deux fois.");
        }
    }

    public string Text(JsonTree node, string key, bool required = false)
    {
        var value = node[key];
        if (value is { Shape: JsonShape.Text } && (!required || value.Text.Trim().Length > 0))
        {
            return value.Text.Trim();
        }

        if (required || value is not null)
        {
            Fault(value ?? node, $"« {key} » : un texte est attendu.");
        }

        return "";
    }

    public bool? Flag(JsonTree node, string key)
    {
        var value = node[key];
        if (value is null or { Shape: JsonShape.Boolean })
        {
            return value?.IsTrue;
        }

        Fault(value, $"« {key} » : true ou false est attendu.");
        return null;
    }

    public int Integer(JsonTree node, string key, int least, int most)
    {
        if (node[key] is { Shape: JsonShape.Number } value
            && int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Fault(node[key] ?? node, $"« {key} » : un entier de {least} à {most} est attendu.");
        return least;
    }

    public decimal Number(JsonTree node, string key)
    {
        if (node[key] is not { } value)
        {
            return 0;
        }

        if (value.Shape == JsonShape.Number && decimal.TryParse(value.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Fault(value, $"« {key} » : un nombre positif est attendu.");
        return 0;
    }

    public T OneOf<T>(JsonTree node, string key, params (string Word, T Value)[] choices)
    {
        var word = node[key]?.Text;
        foreach (var choice in choices)
        {
            if (choice.Word == word)
            {
                return choice.Value;
            }
        }

        Fault(node[key] ?? node, $"« {key} » : « {word} » est inconnu. Valeurs admises : {string.Join(", ", choices.Select(c => c.Word))}.");
        return choices[0].Value;
    }

    /// <param name="least">Smallest number of items; an empty list may be written when it is zero.</param>
    public IReadOnlyList<JsonTree> Items(JsonTree node, string key, bool required = true, int least = 1)
    {
        if (node[key] is { Shape: JsonShape.Array } value && (!required || value.Items.Count >= least))
        {
            return value.Items;
        }

        if (required || node[key] is not null)
        {
            Fault(node[key] ?? node, $"« {key} » : une liste [ … ]{(least > 0 ? " non vide" : "")} est attendue.");
        }

        return [];
    }
}
