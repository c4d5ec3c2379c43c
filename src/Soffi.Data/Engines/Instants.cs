using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Soffi.Data.Engines;

/// <summary>
/// SQLite has no type for instants: they are kept as microseconds since 1970 in UTC, which sort and compare in SQL.
/// What is finer than a microsecond is cut, as on SQL Server.
/// </summary>
internal sealed class InstantAsMicroseconds() : ValueConverter<DateTimeOffset, long>(
    instant => (instant.UtcTicks - UnixTicks) / TimeSpan.TicksPerMicrosecond,
    stored => new DateTimeOffset((stored * TimeSpan.TicksPerMicrosecond) + UnixTicks, TimeSpan.Zero))
{
    /// <summary>Ticks of 1 January 1970.</summary>
    private const long UnixTicks = 621_355_968_000_000_000;
}

/// <summary>SQL Server would round what is finer than a microsecond; it is cut instead, and the offset brought to UTC.</summary>
internal sealed class InstantAtMicrosecond() : ValueConverter<DateTimeOffset, DateTimeOffset>(
    instant => new DateTimeOffset(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero),
    stored => stored);
