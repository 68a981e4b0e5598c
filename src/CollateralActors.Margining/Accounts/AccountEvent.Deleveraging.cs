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

    /// <summary>Its profit is smaller by now, or gone.</summary>
    SmallerProfit,
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

    /// <summary>
    /// The funds have paid what they pay: what is still missing, those in profit in the contracts that lost it are
    /// asked to share.
    /// </summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Losses">One row an asset, each of a contract of its own.</param>
    public sealed record LossPassedOn(LiquidationId Liquidation, ValueList<PassedLoss> Losses) : AccountEvent;

    /// <summary>
    /// The account has given a part of its unrealised profit for a loss of another that nobody covered. The
    /// deleveraging is owed the answer.
    /// </summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Counterparty">Whose loss it is.</param>
    /// <param name="Instrument">The contract that both traded.</param>
    /// <param name="Asset">Its settle asset.</param>
    /// <param name="Asked">What it was asked for.</param>
    /// <param name="Amount">What it gave: taken from the balance, or from the isolated margin; 0 or more.</param>
    /// <param name="Profit">Its unrealised profit when it was asked, down to the asset's scale.</param>
    /// <param name="Spared">Why it did not give all.</param>
    public sealed record LossShared(
        LiquidationId Liquidation,
        AccountId Counterparty,
        InstrumentId Instrument,
        AssetId Asset,
        Amount Asked,
        Amount Amount,
        Amount Profit,
        SparedBecause Spared) : AccountEvent
    {
        /// <summary>Whether it was taken from the position's own margin.</summary>
        public bool IsIsolated { get; init; }
    }

    /// <summary>Those who were asked to share a loss have given so much.</summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Instrument">The contract that lost it.</param>
    /// <param name="Asset">Its settle asset.</param>
    /// <param name="Loss">What was missing.</param>
    /// <param name="Given">Added to the balance, or to the isolated margin; 0 to the loss.</param>
    /// <param name="Surplus">
    /// What of it is not needed any more, because money came in since: it goes to the fund.
    /// </param>
    public sealed record SharedLossReceived(
        LiquidationId Liquidation,
        InstrumentId Instrument,
        AssetId Asset,
        Amount Loss,
        Amount Given,
        Amount Surplus) : AccountEvent;
}

/// <summary>A loss that those in profit in a contract are asked to share.</summary>
/// <param name="Instrument">The contract.</param>
/// <param name="Asset">Its settle asset.</param>
/// <param name="Amount">What is missing; more than 0.</param>
public readonly record struct PassedLoss(InstrumentId Instrument, AssetId Asset, Amount Amount);
