namespace Soffi.Domain.Operators;

/// <summary>A region with its State directorate (reference-metier §4.4). Codes are text: the leading zero matters.</summary>
/// <param name="Code">INSEE code, two characters.</param>
/// <param name="Name">Name of the region.</param>
/// <param name="Directorate">DREETS, DRIEETS (Île-de-France) or DEETS (overseas).</param>
public sealed record Region(string Code, string Name, string Directorate)
{
    /// <summary>The eighteen regions, in the order of their codes.</summary>
    public static IReadOnlyList<Region> All { get; } =
    [
        new("01", "Guadeloupe", "DEETS de Guadeloupe"),
        new("02", "Martinique", "DEETS de Martinique"),
        new("03", "Guyane", "DEETS Guyane"),
        new("04", "La Réunion", "DEETS de La Réunion"),
        new("06", "Mayotte", "DEETS Mayotte"),
        new("11", "Île-de-France", "DRIEETS d’Île-de-France"),
        new("24", "Centre-Val de Loire", "DREETS Centre-Val de Loire"),
        new("27", "Bourgogne-Franche-Comté", "DREETS Bourgogne-Franche-Comté"),
        new("28", "Normandie", "DREETS Normandie"),
        new("32", "Hauts-de-France", "DREETS Hauts-de-France"),
        new("44", "Grand Est", "DREETS Grand Est"),
        new("52", "Pays de la Loire", "DREETS Pays de la Loire"),
        new("53", "Bretagne", "DREETS Bretagne"),
        new("75", "Nouvelle-Aquitaine", "DREETS Nouvelle-Aquitaine"),
        new("76", "Occitanie", "DREETS Occitanie"),
        new("84", "Auvergne-Rhône-Alpes", "DREETS Auvergne-Rhône-Alpes"),
        new("93", "Provence-Alpes-Côte d’Azur", "DREETS Provence-Alpes-Côte d’Azur"),
        new("94", "Corse", "DREETS de Corse"),
    ];

    /// <summary>The region of that code, or null.</summary>
    public static Region? Find(string? code) => All.FirstOrDefault(r => r.Code == code);
}
