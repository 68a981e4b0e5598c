using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>
/// Who was woken while frames passed that came at once: one message each tells of all of an account's frames.
/// </summary>
internal sealed class WokenAccounts
{
    private readonly Dictionary<AccountId, FrameNumber> last = [];
    private readonly List<AccountId> order = [];
    private FrameNumber latest;

    /// <summary>How many frames woke anybody.</summary>
    public int Frames { get; private set; }

    /// <summary>Adds a frame. Gives the frame that the account was woken for before it, null if it was not.</summary>
    public FrameNumber? Add(AccountId account, FrameNumber frame)
    {
        if (frame != latest)
            (latest, Frames) = (frame, Frames + 1);
        FrameNumber? earlier = last.TryGetValue(account, out var before) ? before : null;
        if (earlier is null)
            order.Add(account);
        last[account] = frame;
        return earlier;
    }

    /// <summary>
    /// The accounts, in the order in which they were first woken, with the last frame of each; then none.
    /// </summary>
    public IReadOnlyList<(AccountId Account, FrameNumber Frame)> Take()
    {
        var taken = order.Select(account => (account, last[account])).ToList();
        order.Clear();
        last.Clear();
        Frames = 0;
        return taken;
    }
}
