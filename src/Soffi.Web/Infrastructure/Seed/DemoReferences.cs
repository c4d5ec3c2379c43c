using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Infrastructure.Seed;

/// <summary>
/// Fictitious reference figures, drawn from the invented statements so that the cross controls show each verdict: most conform, one
/// endowment and one stock of contracts do not, one figure is missing. Each says that it is fictitious. Exercises that have any are left alone.
/// </summary>
internal sealed class DemoReferences(SoffiDbContext context, AuditTrail trail, TimeProvider clock)
{
    private const string Source = "Valeur fictive de démonstration, tirée de déclarations inventées";
    private const string Endowments = "FC-DOTATIONS";
    private const string Stock = "DECA-STOCK";

    /// <summary>Its published endowment is not the one it declares.</summary>
    private const string WrongEndowment = "AFDAS";

    /// <summary>Its stock of contracts is a quarter of what its charges suppose.</summary>
    private const string WrongStock = "OPCOMMERCE";

    /// <summary>Its endowment of the last exercise is not published yet.</summary>
    private const string NotPublished = "SANTE";

    private static readonly CellCode[] EndowmentCells =
        [new("B1", "010", "TOT"), new("B1", "011", "TOT"), new("B1", "012", "TOT")];

    private static readonly CellCode StockCell = new("C1", "041", "T");

    public async Task Seed(IReadOnlyList<int> exercises, CancellationToken cancellation)
    {
        foreach (var exercise in exercises)
        {
            if (!await context.ReferenceFigures.AnyAsync(f => f.Exercise == exercise, cancellation))
            {
                var entries = Entries(exercise, exercise == exercises[^1], await Declared(exercise, cancellation)).ToList();
                Write(exercise, entries);
                await context.SaveChangesAsync(cancellation);
            }
        }
    }

    private static IEnumerable<ReferenceEntry> Entries(int exercise, bool isLast, IReadOnlyList<(string Body, decimal Endowment, decimal Stock)> declared)
    {
        ReferenceEntry Entry(string code, string body, decimal value) => new(code, exercise, body, value, Source, new DateOnly(exercise + 1, 9, 15));
        var total = 0m;
        foreach (var (rank, (body, endowment, stock)) in declared.Index())
        {
            var published = body == WrongEndowment ? endowment - 125_000 : endowment;
            total += published;
            if (!isLast || body != NotPublished)
            {
                yield return Entry(Endowments, body, published);
            }

            var counted = decimal.Floor(stock * (98 + (rank % 5)) / 100);
            yield return Entry(Stock, body, body == WrongStock && isLast ? decimal.Floor(counted / 4) : counted);
        }

        if (declared.Count > 0)
        {
            // In the open campaign some have not submitted: the country counts more than those who have.
            yield return Entry(Endowments, "", isLast ? decimal.Floor(total * 11 / declared.Count) : total);
        }
    }

    private void Write(int exercise, IReadOnlyList<ReferenceEntry> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        var now = clock.GetUtcNow();
        context.ReferenceFigures.AddRange(entries.Select(e => new ReferenceFigure(e, 1, null, AuditEntry.System, now)));
        trail.Add(new AuditEntry(
            now, null, AuditEntry.System, AuditAction.ReferencesImported, "reference", $"demonstration-{exercise}", null,
            JsonSerializer.Serialize(new { exercice = exercise, chiffres = entries.Count, source = Source })));
    }

    private async Task<IReadOnlyList<(string Body, decimal Endowment, decimal Stock)>> Declared(int exercise, CancellationToken cancellation)
    {
        var cells = await (
            from cell in context.SubmissionCells
            join submission in context.Submissions on cell.SubmissionId equals submission.Id
            join campaign in context.Campaigns on submission.CampaignId equals campaign.Id
            join body in context.Operators on submission.OperatorId equals body.Id
            where submission.IsLatest && campaign.Kind == StatementKind.Esf && campaign.Exercise == exercise && body.Type == OperatorType.Opco
                && ((cell.Table == "B1" && cell.Column == "TOT") || (cell.Table == "C1" && cell.Column == "T"))
            select new { body.Code, Cell = cell }).AsNoTracking().ToListAsync(cancellation);
        return [.. cells.GroupBy(c => c.Code).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (
            g.Key,
            g.Where(c => EndowmentCells.Contains(c.Cell.Code)).Sum(c => c.Cell.Value.Number),
            g.Where(c => c.Cell.Code == StockCell).Sum(c => c.Cell.Value.Number)))];
    }
}
