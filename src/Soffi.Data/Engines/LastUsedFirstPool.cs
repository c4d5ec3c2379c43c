using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Internal;

namespace Soffi.Data.Engines;

/// <summary>
/// The pool of contexts of the embedded engine: the last one given back is the first one lent. Its connection has just read the
/// file, whose pages it still holds, and prepared the statements; the pool of the library lends the one left aside for longest,
/// which reads all of it again.
/// </summary>
[SuppressMessage("Usage", "EF1001:Internal EF Core API usage.", Justification = "No public member orders the pool; LastUsedFirstPoolTests says if that changes.")]
internal sealed class LastUsedFirstPool<TContext>(DbContextOptions<TContext> options, IServiceProvider services) : DbContextPool<TContext>(options, services)
    where TContext : DbContext
{
    private readonly ConcurrentStack<IDbContextPoolable> _idle = new();
    private volatile bool _isOver;
    private int _count;

    public override IDbContextPoolable Rent()
    {
        if (!_idle.TryPop(out var context))
        {
            return base.Rent(); // A new one: the queue of the base class stays empty.
        }

        Interlocked.Decrement(ref _count);
        return context;
    }

    public override void Return(IDbContextPoolable context)
    {
        if (Keeps())
        {
            context.ResetState();
            _idle.Push(context);
        }
        else
        {
            context.ClearLease();
            context.Dispose();
        }
    }

    public override async ValueTask ReturnAsync(IDbContextPoolable context, CancellationToken cancellationToken = default)
    {
        if (Keeps())
        {
            await context.ResetStateAsync(cancellationToken);
            _idle.Push(context);
        }
        else
        {
            context.ClearLease();
            await context.DisposeAsync();
        }
    }

    public override void Dispose()
    {
        _isOver = true;
        while (_idle.TryPop(out var context))
        {
            context.ClearLease();
            context.Dispose();
        }

        base.Dispose();
    }

    public override async ValueTask DisposeAsync()
    {
        _isOver = true;
        while (_idle.TryPop(out var context))
        {
            context.ClearLease();
            await context.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    /// <summary>Whether there is room for one more.</summary>
    private bool Keeps()
    {
        if (!_isOver && Interlocked.Increment(ref _count) <= DefaultPoolSize)
        {
            return true;
        }

        Interlocked.Decrement(ref _count);
        return false;
    }
}
