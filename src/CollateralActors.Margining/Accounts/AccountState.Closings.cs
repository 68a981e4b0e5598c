using System.Collections.Immutable;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>How fast liquidations have closed positions.</content>
public sealed partial record AccountState
{
    /// <summary>
    /// The last window of each instrument with a limit of speed: contracts that liquidations have closed, without a
    /// sign.
    /// </summary>
    public ImmutableSortedDictionary<InstrumentId, UsageWindow> Closings { get; init; } =
        ImmutableSortedDictionary<InstrumentId, UsageWindow>.Empty;

    /// <summary>The same account in a window, which begins where it is not the last one.</summary>
    internal AccountState InWindow(InstrumentId instrument, Instant since) =>
        this with { Closings = Closings.SetItem(instrument, Closings.GetValueOrDefault(instrument).With(since, 0m)) };

    /// <summary>The same account after so much more was closed.</summary>
    internal AccountState WithClosed(InstrumentId instrument, Quantity closed) =>
        Closings.TryGetValue(instrument, out var window) && closed != Quantity.Zero
            ? this with
            {
                Closings = Closings.SetItem(instrument, window.With(window.Since, closed.Abs().Contracts)),
            }
            : this;
}
