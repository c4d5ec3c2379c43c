using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Soffi.Portal.Accounts;

namespace Soffi.Portal.Store;

/// <summary>The portal's own database: accounts, sessions, messages, journal, registered clients, authorizations and tokens.</summary>
public sealed class PortalDbContext(DbContextOptions<PortalDbContext> options) : IdentityUserContext<PortalUser, Guid>(options)
{
    private const int AddressLength = 320;
    private const int SourceLength = 64;

    /// <summary>Milliseconds since 1970: SQLite compares and sorts them, which it cannot do with a text that holds an offset.</summary>
    private static readonly ValueConverter<DateTimeOffset, long> Instant =
        new(instant => instant.ToUnixTimeMilliseconds(), stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));

    public DbSet<AccountLink> Links => Set<AccountLink>();

    public DbSet<OutgoingMail> Mails => Set<OutgoingMail>();

    public DbSet<AttemptCount> Attempts => Set<AttemptCount>();

    public DbSet<SecurityEvent> Events => Set<SecurityEvent>();

    public DbSet<PortalSession> Sessions => Set<PortalSession>();

    public DbSet<SessionUse> SessionUses => Set<SessionUse>();

    public DbSet<LogoutNotice> LogoutNotices => Set<LogoutNotice>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.UseOpenIddict<Guid>();
        builder.Entity<PortalUser>(user =>
        {
            user.Property(u => u.GivenName).HasMaxLength(100);
            user.Property(u => u.FamilyName).HasMaxLength(100);
            user.Property(u => u.Profile).HasMaxLength(40);
            user.Property(u => u.Siret).HasMaxLength(14);
            user.Property(u => u.CreatedAt).HasConversion(Instant);
            // Two accounts never share an address: the index says it even when two requests arrive together.
            user.HasIndex(u => u.NormalizedEmail).IsUnique();
        });
        Messages(builder);
        builder.Entity<AttemptCount>(attempts =>
        {
            attempts.HasKey(a => a.Key);
            attempts.Property(a => a.Key).HasMaxLength(64);
            Instants(attempts);
        });
        builder.Entity<SecurityEvent>(entry =>
        {
            entry.Property(e => e.Kind).HasConversion<string>().HasMaxLength(40);
            entry.Property(e => e.Source).HasMaxLength(SourceLength);
            entry.Property(e => e.Browser).HasMaxLength(100);
            entry.HasIndex(e => new { e.UserId, e.At });
            Instants(entry);
        });
        SignedIn(builder);
    }

    private static void Messages(ModelBuilder builder)
    {
        builder.Entity<AccountLink>(link =>
        {
            link.Property(l => l.Purpose).HasConversion<string>().HasMaxLength(20);
            link.Property(l => l.Email).HasMaxLength(AddressLength);
            link.Property(l => l.NormalizedEmail).HasMaxLength(AddressLength);
            link.Property(l => l.KeyDigest).HasMaxLength(32);
            link.HasIndex(l => l.KeyDigest).IsUnique();
            link.HasIndex(l => new { l.NormalizedEmail, l.CreatedAt });
            Instants(link);
        });
        builder.Entity<OutgoingMail>(mail =>
        {
            mail.Property(m => m.To).HasMaxLength(AddressLength);
            mail.Property(m => m.Subject).HasMaxLength(200);
            mail.HasIndex(m => m.NextAttemptAt);
            Instants(mail);
        });
    }

    private static void SignedIn(ModelBuilder builder)
    {
        builder.Entity<PortalSession>(session =>
        {
            session.Property(s => s.Source).HasMaxLength(SourceLength);
            session.Property(s => s.Browser).HasMaxLength(100);
            session.HasIndex(s => s.UserId);
            Instants(session);
        });
        builder.Entity<SessionUse>(use =>
        {
            use.HasKey(u => new { u.SessionId, u.ClientId });
            use.Property(u => u.ClientId).HasMaxLength(100);
        });
        builder.Entity<LogoutNotice>(notice =>
        {
            notice.Property(n => n.ClientId).HasMaxLength(100);
            notice.HasIndex(n => n.NextAttemptAt);
            Instants(notice);
        });
    }

    private static void Instants<TRow>(EntityTypeBuilder<TRow> row) where TRow : class
    {
        foreach (var property in typeof(TRow).GetProperties().Where(p => p.PropertyType == typeof(DateTimeOffset) || p.PropertyType == typeof(DateTimeOffset?)))
        {
            row.Property(property.Name).HasConversion(Instant);
        }
    }
}
