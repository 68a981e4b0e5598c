using CollateralActors.Margining.Deciding;

namespace CollateralActors.Actors.Clients;

/// <summary>How much a node takes on at once.</summary>
/// <param name="MaxUnderWay">
/// Clients' commands that are worked on at the same time; stays below the journal's buffer.
/// </param>
/// <param name="MaxWaiting">Clients' commands that wait for a place.</param>
/// <param name="MaxWait">How long each waits.</param>
public sealed record GateLimits(int MaxUnderWay, int MaxWaiting, TimeSpan MaxWait);

/// <summary>
/// Lets in as many clients' commands as the node can work on; the others hear "busy" and nothing of them is lost.
/// </summary>
public sealed class CommandGate(GateLimits limits) : IDisposable
{
    private readonly SemaphoreSlim places = new(limits.MaxUnderWay, limits.MaxUnderWay);
    private int waiting;

    /// <summary>What to tell those who are not let in.</summary>
    public Outcome.Busy Busy { get; } =
        new(
            $"{limits.MaxUnderWay} commands are under way and as many as may wait do; send the same command again",
            limits.MaxWait);

    /// <summary>Commands that are worked on now.</summary>
    public int UnderWay => limits.MaxUnderWay - places.CurrentCount;

    /// <summary>Whether there is a place; whoever gets one leaves it again by <see cref="Leave"/>.</summary>
    public async ValueTask<bool> EnterAsync(CancellationToken cancellation = default)
    {
        if (places.Wait(0, CancellationToken.None))
            return true;
        if (Interlocked.Increment(ref waiting) > limits.MaxWaiting)
        {
            Interlocked.Decrement(ref waiting);
            return false;
        }

        try
        {
            return await places.WaitAsync(limits.MaxWait, cancellation).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    public void Leave() => places.Release();

    public void Dispose() => places.Dispose();
}
