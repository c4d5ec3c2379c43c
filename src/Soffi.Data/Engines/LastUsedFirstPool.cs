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
        if (!Keeps())
        {
            context.ClearLease();
            context.Dispose();
            return;
        }

        context.ResetState();
        _idle.Push(context);
        if (_isOver)
        {
            Empty();
        }
    }

    public override async ValueTask ReturnAsync(IDbContextPoolable context, CancellationToken cancellationToken = default)
    {
        if (!Keeps())
        {
            context.ClearLease();
            await context.DisposeAsync();
            return;
        }

        await context.ResetStateAsync(cancellationToken);
        _idle.Push(context);
        if (_isOver)
        {
            Empty(); // Given back while the application was ending, after the others had gone.
        }
    }

    public override void Dispose()
    {
        _isOver = true;
        Empty();
        base.Dispose();
    }

    public override ValueTask DisposeAsync()
    {
        _isOver = true;
        Empty();
        return base.DisposeAsync();
    }

    /// <summary>
    /// Ends the idle contexts, with their connections. One that was given back says that it is disposed of, so that nobody goes on
    /// using it, and would do nothing: it is lent to nobody first.
    /// </summary>
    private void Empty()
    {
        while (_idle.TryPop(out var context))
        {
            context.SetLease(DbContextLease.InactiveLease);
            context.Dispose();
        }
    }

    /// <summary>Whether there is room for one more.</summary>
    private bool Keeps()
    {
        if (_isOver)
        {
            return false;
        }

        if (Interlocked.Increment(ref _count) <= DefaultPoolSize)
        {
            return true;
        }

        Interlocked.Decrement(ref _count);
        return false;
    }
}
