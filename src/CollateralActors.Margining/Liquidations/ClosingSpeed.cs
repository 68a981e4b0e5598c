using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Liquidations;

/// <summary>How much of a position a liquidation may close now, by the instrument's limit of speed.</summary>
/// <remarks>
/// What was closed in a window counts, whether it was by this liquidation or by one before. Who is bankrupt, or has
/// sunk so far that waiting costs more than a bad price, is closed at any speed.
/// </remarks>
/// <param name="account">The account.</param>
/// <param name="figures">How the part that is liquidated stands.</param>
/// <param name="market">The frame.</param>
internal sealed class ClosingSpeed(AccountState account, MarginFigures figures, MarketView market)
{
    /// <summary>While nothing may be closed, the account is looked at this often, in case it sinks.</summary>
    public static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);

    /// <summary>Whether anything of an instrument may be closed now.</summary>
    public bool Allows(InstrumentParameters instrument) =>
        Left(instrument) is not { } left || left.Contracts >= instrument.Lot.Contracts;

    /// <summary>Contracts that may be closed now, in whole lots; null where there is no limit.</summary>
    public Quantity? Left(InstrumentParameters instrument)
    {
        if (instrument.LiquidationSpeed is not { } limit || IsWaived)
            return null;
        var left = Window(instrument, limit).LeftOf(limit.Most.Contracts);
        return new Quantity(left - (left % instrument.Lot.Contracts));
    }

    /// <summary>Since when what is closed now counts; null where there is no limit.</summary>
    public Instant? WindowOf(InstrumentParameters instrument) =>
        instrument.LiquidationSpeed is { } limit ? Window(instrument, limit).Since : null;

    /// <summary>When to look again, while nothing may be closed of some instruments.</summary>
    public Instant NextLook(IEnumerable<InstrumentParameters> instruments) =>
        instruments.Select(End).Append(market.Time + LookAgainAfter).Min();

    // Whoever is bankrupt has less than no equity.
    private bool IsWaived =>
        figures.Equity < figures.Maintenance * (market.Risk.Liquidation?.SpeedWaivedBelow ?? Rate.Zero);

    private Instant End(InstrumentParameters instrument) => instrument.LiquidationSpeed is { } limit
        ? Window(instrument, limit).Since + limit.Window
        : market.Time;

    private UsageWindow Window(InstrumentParameters instrument, SpeedLimit limit) =>
        account.Closings.GetValueOrDefault(instrument.Id).At(market.Time, limit.Window);
}
