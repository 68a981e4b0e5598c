using CollateralActors.Margining.OrderBooks;

namespace CollateralActors.Actors.Webhooks;

/// <summary>
/// What is on its way to the venue in one instrument, and until when the instrument is left alone after failures. One
/// that is slow or fails so holds up none of the others. Safe on any thread.
/// </summary>
internal sealed class WebhookLane(WebhookOptions options)
{
    private readonly Lock sync = new();
    private readonly HashSet<ClientOrderId> underWay = [];
    private DateTimeOffset pausedUntil;
    private int failures;

    /// <summary>Whether an order may leave now; if so it is under way from here on.</summary>
    public bool TryEnter(ClientOrderId order, DateTimeOffset now)
    {
        lock (sync)
            return now >= pausedUntil && underWay.Count < options.MostUnderWay && underWay.Add(order);
    }

    /// <summary>The venue has answered.</summary>
    public void Answered(ClientOrderId order)
    {
        lock (sync)
        {
            underWay.Remove(order);
            failures = 0;
        }
    }

    /// <summary>The venue has not, or could not: the instrument is left alone for a while.</summary>
    /// <param name="order">What was under way.</param>
    /// <param name="now">The time.</param>
    /// <param name="asked">What the venue itself asks for.</param>
    public void Failed(ClientOrderId order, DateTimeOffset now, TimeSpan asked)
    {
        lock (sync)
        {
            underWay.Remove(order);
            var pause = options.FirstPause * Math.Pow(2, Math.Min(failures++, 30));
            pause = pause < options.LongestPause ? pause : options.LongestPause;
            var until = now + (pause > asked ? pause : asked);
            pausedUntil = until > pausedUntil ? until : pausedUntil;
        }
    }
}
