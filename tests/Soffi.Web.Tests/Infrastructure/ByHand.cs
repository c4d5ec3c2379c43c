using Microsoft.EntityFrameworkCore;
using Soffi.Data;

namespace Soffi.Web.Tests.Infrastructure;

/// <summary>What a test changes in the database without a save, as nothing in the product does.</summary>
internal static class ByHand
{
    /// <summary>Draws other stamps: what the portal keeps in memory is read again, as after thirty seconds.</summary>
    public static async Task DrawStamps(this SoffiDbContext database)
    {
        foreach (var stamp in await database.ChangeStampRows.ToListAsync())
        {
            stamp.Value = Guid.NewGuid();
        }

        await database.SaveChangesAsync();
        database.ChangeTracker.Clear();
    }
}
