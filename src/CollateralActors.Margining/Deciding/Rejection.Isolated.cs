using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Deciding;

/// <content>Isolated positions and their margin.</content>
public sealed partial record Rejection
{
    /// <summary>The margin type of an instrument that is in use cannot change.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="what">What there is in it, such as <c>a position</c>.</param>
    public static Rejection MarginTypeInUse(InstrumentId instrument, string what) => new(
        RejectionCode.MarginTypeInUse,
        $"there is {what} in {instrument}; its margin type can change when there is neither a position nor an open "
        + "order");

    /// <summary>An option cannot be isolated.</summary>
    public static Rejection OptionIsolated(InstrumentId instrument) => new(
        RejectionCode.MarginTypeInUse, $"{instrument} is an option; options are traded cross");

    /// <summary>The instrument has no margin of its own.</summary>
    public static Rejection NotIsolated(InstrumentId instrument) => new(
        RejectionCode.NotIsolated,
        $"{instrument} is traded cross, with the account's margin; set its margin type to isolated first");

    /// <summary>No position in the instrument is open.</summary>
    public static Rejection NoPosition(InstrumentId instrument) => new(
        RejectionCode.NoPosition, $"there is no position in {instrument}; margin comes with the first fill");

    /// <summary>An isolated position needs its margin.</summary>
    /// <param name="what">What was asked.</param>
    /// <param name="margin">Margin afterwards, settle units.</param>
    /// <param name="maintenance">The position's maintenance requirement.</param>
    /// <param name="equity">Margin and profit or loss afterwards.</param>
    /// <param name="initial">The position's initial requirement.</param>
    public static Rejection InsufficientMargin(
        string what, Amount margin, Amount maintenance, Amount equity, Amount initial) => new(
        RejectionCode.InsufficientMargin,
        $"{what} would leave a margin of {Decimals.Plain(margin.Value)} and an equity of "
        + $"{Decimals.Plain(equity.Value)}; they may not fall below the maintenance requirement, "
        + $"{Decimals.Plain(maintenance.Value)}, and the initial requirement, {Decimals.Plain(initial.Value)}");

    /// <summary>Orders in isolated instruments would need more of their settle asset than there is.</summary>
    /// <param name="needed">What they would move to margins, reserved fees included, rounded up.</param>
    /// <param name="balance">What there would be.</param>
    /// <param name="asset">The settle asset.</param>
    public static Rejection InsufficientForIsolated(Amount needed, Amount balance, AssetId asset) => new(
        RejectionCode.InsufficientBalance,
        $"open orders in isolated instruments would need {needed} {asset} of margin, and the balance would be "
        + $"{balance} "
        + $"{asset}; an isolated position's margin is of its settle asset");

    /// <summary>The isolated position is being liquidated.</summary>
    public static Rejection PositionInLiquidation(InstrumentId instrument, LiquidationId liquidation) => new(
        RejectionCode.PositionInLiquidation,
        $"the isolated position in {instrument} is in liquidation '{liquidation}'; orders in it are taken again when "
        + "that has ended");
}
