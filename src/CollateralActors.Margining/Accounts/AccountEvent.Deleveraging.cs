using CollateralActors.Margining.Deleveraging;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>Why an account did not close all that it was asked to.</summary>
public enum SparedBecause
{
    /// <summary>It did.</summary>
    NotSpared,

    /// <summary>Its position is smaller by now, gone, or on the other side.</summary>
    SmallerPosition,

    /// <summary>It is being liquidated itself, or has to be.</summary>
    InLiquidation,

    /// <summary>At that price it would have fallen below maintenance.</summary>
    BelowMaintenance,

    /// <summary>The mark has left the price behind by more than the risk book allows.</summary>
    PriceMoved,
}

/// <content>Deleveraging: docs/deleveraging.md.</content>
public abstract partial record AccountEvent
{
    /// <summary>The deleveraging of an instrument is owed word of how the position stands.</summary>
    public sealed record PositionTold(InstrumentId Instrument, PositionStanding Standing) : AccountEvent;

    /// <summary>
    /// The account has closed a position, or a part of it, against one that is liquidated: nobody else took it, and its
    /// turn had come. The deleveraging is owed the answer.
    /// </summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Step">Number of its step.</param>
    /// <param name="Counterparty">The account that is liquidated.</param>
    /// <param name="Instrument">What was traded.</param>
    /// <param name="Trade">The trade's name.</param>
    /// <param name="Asked">What it was asked to trade, with its sign.</param>
    /// <param name="Quantity">What it traded, with its sign; 0 where it was spared.</param>
    /// <param name="Price">At which price.</param>
    /// <param name="Place">Its place in the order, from 1.</param>
    /// <param name="Candidates">Of how many.</param>
    /// <param name="Spared">Why it did not trade all.</param>
    /// <param name="Posting">What the trade did; there is no fee.</param>
    public sealed record Deleveraged(
        LiquidationId Liquidation,
        int Step,
        AccountId Counterparty,
        InstrumentId Instrument,
        TradeId Trade,
        Quantity Asked,
        Quantity Quantity,
        Price Price,
        int Place,
        int Candidates,
        SparedBecause Spared,
        TradePosting Posting) : AccountEvent
    {
        /// <summary>The cumulative funding index that the trade was made at.</summary>
        public Amount FundingIndex { get; init; }
    }
}
