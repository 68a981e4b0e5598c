using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>Deleveraging: docs/deleveraging.md.</content>
public abstract partial record AccountCommand
{
    /// <summary>The account's turn has come to close a position against one that is liquidated.</summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Step">Number of its step.</param>
    /// <param name="Counterparty">The account that is liquidated.</param>
    /// <param name="Instrument">What is traded.</param>
    /// <param name="Trade">The trade's name.</param>
    /// <param name="Quantity">What this account is to trade: positive buys, negative sells.</param>
    /// <param name="Price">At which price.</param>
    /// <param name="Place">Its place in the order, from 1.</param>
    /// <param name="Candidates">Of how many.</param>
    [RiskClass(RiskClass.Fact)]
    public sealed record TakeDeleveraging(
        LiquidationId Liquidation,
        int Step,
        AccountId Counterparty,
        InstrumentId Instrument,
        TradeId Trade,
        Quantity Quantity,
        Price Price,
        int Place,
        int Candidates) : AccountCommand;

    /// <summary>The fund says how much of a step's loss it would pay.</summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Step">Number of the step.</param>
    /// <param name="Asset">The fund's asset.</param>
    /// <param name="Asked">What it was asked for.</param>
    /// <param name="Promised">0 to <paramref name="Asked"/>.</param>
    [RiskClass(RiskClass.Fact)]
    public sealed record ReceiveCover(
        LiquidationId Liquidation, int Step, AssetId Asset, Amount Asked, Amount Promised) : AccountCommand;

    /// <summary>Those in profit share a loss that nobody covers: this is the account's part.</summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Counterparty">Whose loss it is.</param>
    /// <param name="Instrument">The contract that both traded.</param>
    /// <param name="Asset">Its settle asset.</param>
    /// <param name="Amount">What is asked for; more than 0.</param>
    [RiskClass(RiskClass.Fact)]
    public sealed record ShareLoss(
        LiquidationId Liquidation, AccountId Counterparty, InstrumentId Instrument, AssetId Asset, Amount Amount)
        : AccountCommand;

    /// <summary>Those who were asked to share the account's loss have given so much.</summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Instrument">The contract that lost it.</param>
    /// <param name="Asset">Its settle asset.</param>
    /// <param name="Loss">What was missing.</param>
    /// <param name="Given">0 to <paramref name="Loss"/>.</param>
    [RiskClass(RiskClass.Fact)]
    public sealed record ReceiveSharedLoss(
        LiquidationId Liquidation, InstrumentId Instrument, AssetId Asset, Amount Loss, Amount Given) : AccountCommand;
}
