using System.Collections.Immutable;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>What liquidations have closed of a position whose speed is limited.</summary>
/// <param name="Since">When the window began.</param>
/// <param name="Closed">Contracts that were closed in it, without a sign.</param>
public readonly record struct ClosingWindow(Instant Since, Quantity Closed);

/// <content>How fast liquidations have closed positions.</content>
public sealed partial record AccountState
{
    /// <summary>The last window of each instrument with a limit of speed.</summary>
    public ImmutableSortedDictionary<InstrumentId, ClosingWindow> Closings { get; init; } =
        ImmutableSortedDictionary<InstrumentId, ClosingWindow>.Empty;

    /// <summary>The same account in a window, which begins where it is not the last one.</summary>
    internal AccountState InWindow(InstrumentId instrument, Instant since) =>
        Closings.TryGetValue(instrument, out var window) && window.Since == since
            ? this
            : this with { Closings = Closings.SetItem(instrument, new ClosingWindow(since, Quantity.Zero)) };

    /// <summary>The same account after so much more was closed.</summary>
    internal AccountState WithClosed(InstrumentId instrument, Quantity closed) =>
        Closings.TryGetValue(instrument, out var window) && closed != Quantity.Zero
            ? this with
            {
                Closings = Closings.SetItem(instrument, window with { Closed = window.Closed + closed.Abs() }),
            }
            : this;
}
