using Soffi.Data.Engines;

namespace Soffi.Web.Tests.Data;

/// <summary>The disk forced once for all who wait, never by a pass that began before they came.</summary>
public sealed class SharedForceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Reached_alone_takes_one_pass_each_time()
    {
        var passes = 0;
        var force = new SharedForce(() => Interlocked.Increment(ref passes));

        await force.Reached();
        await force.Reached();

        Assert.Equal(2, passes);
        Assert.Equal(2, force.Passes);
    }

    [Fact]
    public async Task Reached_while_a_pass_runs_waits_for_one_more_shared_by_all()
    {
        using var disk = new HeldDisk();
        var force = new SharedForce(disk.Pass);
        var first = force.Reached();
        disk.Begun();

        var others = Enumerable.Range(0, 50).Select(_ => force.Reached()).ToList();
        disk.Finish();
        await first.WaitAsync(Patience);
        disk.Begun();

        Assert.All(others, o => Assert.False(o.IsCompleted)); // The pass that ended began before they came.
        disk.Finish();
        await Task.WhenAll(others).WaitAsync(Patience);
        Assert.Equal(2, force.Passes);
    }

    [Fact]
    public async Task Reached_by_many_threads_covers_each_of_them()
    {
        var (written, onDisk) = (0, 0);
        var force = new SharedForce(() => Volatile.Write(ref onDisk, Volatile.Read(ref written)));

        await Parallel.ForEachAsync(Enumerable.Range(0, 2_000), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, _) =>
        {
            var mine = Interlocked.Increment(ref written);
            await force.Reached();
            Assert.True(Volatile.Read(ref onDisk) >= mine);
        });
    }

    [Fact]
    public async Task Reached_after_a_failure_is_refused_to_all_and_for_ever()
    {
        using var disk = new HeldDisk { Fault = new IOException("disk") };
        var force = new SharedForce(disk.Pass);
        var first = force.Reached();
        disk.Begun();
        var behind = force.Reached();
        disk.Finish();

        await Assert.ThrowsAsync<IOException>(() => first.WaitAsync(Patience));
        await Assert.ThrowsAsync<IOException>(() => behind.WaitAsync(Patience));
        await Assert.ThrowsAsync<IOException>(() => force.Reached().WaitAsync(Patience));
        Assert.Same(disk.Fault, force.Failure);
        Assert.Equal(0, force.Passes);
    }

    /// <summary>A disk whose passes end when the test says so.</summary>
    private sealed class HeldDisk : IDisposable
    {
        private readonly SemaphoreSlim _begun = new(0);
        private readonly SemaphoreSlim _finish = new(0);

        public IOException? Fault { get; init; }

        public void Pass()
        {
            _begun.Release();
            Assert.True(_finish.Wait(Patience));
            if (Fault is not null)
            {
                throw Fault;
            }
        }

        public void Begun() => Assert.True(_begun.Wait(Patience));

        public void Finish() => _finish.Release();

        public void Dispose()
        {
            _begun.Dispose();
            _finish.Dispose();
        }
    }
}
