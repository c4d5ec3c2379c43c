namespace Soffi.Data.Engines;

/// <summary>
/// Forces a file to the disk once for all those who wait: on common disks that takes longer than a whole saving, and one after
/// the other it would be the limit of everybody. One pass at a time, on a thread of its own, which ends when nobody comes any
/// more. Who comes while a pass runs waits for the next one, since the running one may have begun before what they wrote.
/// </summary>
/// <param name="force">One pass; what it throws is told to all those who wait for it.</param>
/// <remarks>
/// After a failure nothing is forced any more: the system may have dropped what it could not write, and a later pass would
/// succeed without it.
/// </remarks>
public sealed class SharedForce(Action force)
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private TaskCompletionSource? _next;
    private bool _isRunning;
    private Exception? _failure;

    /// <summary>Why nothing can be forced any more; null as long as all goes well.</summary>
    public Exception? Failure
    {
        get
        {
            lock (_gate)
            {
                return _failure;
            }
        }
    }

    /// <summary>Passes that succeeded.</summary>
    public long Passes { get; private set; }

    /// <summary>Ends once a pass that began after this call has succeeded.</summary>
    /// <exception cref="Exception">What the pass threw, or one before it.</exception>
    public Task Reached()
    {
        lock (_gate)
        {
            if (_failure is { } failure)
            {
                return Task.FromException(failure);
            }

            _next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_isRunning)
            {
                Monitor.Pulse(_gate);
            }
            else
            {
                _isRunning = true;
                new Thread(Run) { IsBackground = true, Name = "Soffi disk" }.UnsafeStart();
            }

            return _next.Task;
        }
    }

    private void Run()
    {
        while (Take() is { } waiting)
        {
            try
            {
                force();
                Passes++;
                waiting.SetResult();
            }
            catch (Exception failure)
            {
                Stop(failure)?.SetException(failure);
                waiting.SetException(failure);
            }
        }
    }

    /// <summary>Those who wait; null when nobody came for a while.</summary>
    private TaskCompletionSource? Take()
    {
        lock (_gate)
        {
            while (_next is null && _failure is null && Monitor.Wait(_gate, Idle))
            {
            }

            var waiting = _next;
            _next = null;
            _isRunning = waiting is not null;
            return waiting;
        }
    }

    private TaskCompletionSource? Stop(Exception failure)
    {
        lock (_gate)
        {
            _failure = failure;
            var behind = _next;
            _next = null;
            return behind;
        }
    }
}
