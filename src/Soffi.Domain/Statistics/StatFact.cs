namespace Soffi.Domain.Statistics;

/// <summary>What the database adds up for one measure in one crossing.</summary>
/// <param name="Measure">Code of the measure.</param>
/// <param name="Members">Its member on each dimension of <see cref="StatGrid.Dimensions"/>, in that order.</param>
/// <param name="Sum">Ten-thousandths (see Forms.CellScale), added up as integers.</param>
/// <param name="Numbers">How many cells answered with a number.</param>
/// <param name="NotApplicable">How many answered « sans objet ».</param>
/// <param name="Provisional">How many come from statements not validated yet.</param>
/// <param name="Revised">How many come from corrected statements.</param>
public sealed record StatFact(
    string Measure, int Exercise, IReadOnlyList<string> Members, long Sum, int Numbers, int NotApplicable, int Provisional = 0, int Revised = 0);
