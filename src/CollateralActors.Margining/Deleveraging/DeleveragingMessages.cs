using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Deleveraging;

/// <summary>A part of a run that an account is asked to take.</summary>
/// <param name="Account">Who.</param>
/// <param name="Quantity">Contracts of its position that it has to close, without a sign.</param>
/// <param name="Place">Its place in the order, from 1.</param>
/// <param name="Score">Its score: see <see cref="DeleveragingRank"/>.</param>
/// <param name="Trade">The name of the trade that comes of it.</param>
public readonly record struct DeleveragingOffer(
    AccountId Account, Quantity Quantity, int Place, Rate Score, TradeId Trade);

/// <summary>What the deleveraging of an instrument can be asked to do.</summary>
public abstract record DeleveragingCommand : ICommand
{
    private DeleveragingCommand()
    {
    }

    /// <summary>An account tells how its position stands.</summary>
    [RiskClass(RiskClass.Fact)]
    public sealed record ReportPosition(AccountId Account, PositionStanding Standing) : DeleveragingCommand;

    /// <summary>A liquidation's step that others have to take.</summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Step">Number of the step.</param>
    /// <param name="Account">Whose position is closed.</param>
    /// <param name="Quantity">What that account trades: positive buys, negative sells.</param>
    /// <param name="Price">At which price.</param>
    /// <param name="Severity">How badly the account stands; larger is served first.</param>
    [RiskClass(RiskClass.None)]
    public sealed record Deleverage(
        LiquidationId Liquidation, int Step, AccountId Account, Quantity Quantity, Price Price, Rate Severity)
        : DeleveragingCommand;

    /// <summary>An account has taken what it was asked to, or less.</summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Step">Number of the step.</param>
    /// <param name="Account">Who answers.</param>
    /// <param name="Instrument">What was traded.</param>
    /// <param name="Price">At which price.</param>
    /// <param name="Trade">
    /// What the liquidated account trades by it, with that account's sign; 0 where nothing was taken.
    /// </param>
    /// <param name="FundingIndex">The cumulative funding index that held.</param>
    [RiskClass(RiskClass.Fact)]
    public sealed record Answer(
        LiquidationId Liquidation,
        int Step,
        AccountId Account,
        InstrumentId Instrument,
        Price Price,
        Quantity Trade,
        Amount FundingIndex) : DeleveragingCommand;

    /// <summary>A loss that neither the account nor the funds cover, and that those in profit are to share.</summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Account">Whose loss it is.</param>
    /// <param name="Asset">The instrument's settle asset.</param>
    /// <param name="Loss">What is missing; more than 0.</param>
    [RiskClass(RiskClass.None)]
    public sealed record Socialise(LiquidationId Liquidation, AccountId Account, AssetId Asset, Amount Loss)
        : DeleveragingCommand;

    /// <summary>An account has given what it was asked for of a loss, or less.</summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Account">Who answers.</param>
    /// <param name="Asset">What it gave.</param>
    /// <param name="Amount">How much of it; 0 or more.</param>
    [RiskClass(RiskClass.Fact)]
    public sealed record GiveShare(LiquidationId Liquidation, AccountId Account, AssetId Asset, Amount Amount)
        : DeleveragingCommand;
}

/// <summary>What can happen in the deleveraging of an instrument.</summary>
public abstract record DeleveragingEvent : IEvent
{
    private DeleveragingEvent()
    {
    }

    /// <summary>An account has told how its position stands.</summary>
    public sealed record PositionReported(AccountId Account, PositionStanding Standing) : DeleveragingEvent;

    /// <summary>Accounts are asked to take a step of a liquidation.</summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Step">Number of the step.</param>
    /// <param name="Account">Whose position is closed.</param>
    /// <param name="Quantity">What that account trades.</param>
    /// <param name="Price">At which price.</param>
    /// <param name="Severity">How badly the account stands.</param>
    /// <param name="Mark">The mark price that scores rest on.</param>
    /// <param name="Candidates">How many accounts held the other side.</param>
    /// <param name="Offers">Who is asked, in order; none where nobody can be.</param>
    public sealed record RunBegun(
        LiquidationId Liquidation,
        int Step,
        AccountId Account,
        Quantity Quantity,
        Price Price,
        Rate Severity,
        Price Mark,
        int Candidates,
        ValueList<DeleveragingOffer> Offers) : DeleveragingEvent;

    /// <summary>An account that was asked has answered.</summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Step">Number of the step.</param>
    /// <param name="Account">Who.</param>
    /// <param name="Trade">What the liquidated account trades by it; 0 for nothing.</param>
    /// <param name="FundingIndex">The cumulative funding index that held.</param>
    public sealed record OfferAnswered(
        LiquidationId Liquidation, int Step, AccountId Account, Quantity Trade, Amount FundingIndex)
        : DeleveragingEvent;

    /// <summary>Everybody has answered: the liquidated account is owed its side.</summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Step">Number of the step.</param>
    /// <param name="Account">Whose position is closed.</param>
    /// <param name="Trades">Its trades; may be none.</param>
    /// <param name="Unfilled">What nobody took, with the sign of what was asked for.</param>
    public sealed record RunEnded(
        LiquidationId Liquidation, int Step, AccountId Account, ValueList<BookTrade> Trades, Quantity Unfilled)
        : DeleveragingEvent;

    /// <summary>Those in profit are asked to share a loss.</summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Account">Whose loss it is.</param>
    /// <param name="Asset">The settle asset.</param>
    /// <param name="Loss">What is missing.</param>
    /// <param name="Mark">The mark price that profits rest on.</param>
    /// <param name="Shares">Who is asked, the largest profit first; none where nobody can be.</param>
    public sealed record SharingBegun(
        LiquidationId Liquidation,
        AccountId Account,
        AssetId Asset,
        Amount Loss,
        Price Mark,
        ValueList<LossShare> Shares) : DeleveragingEvent;

    /// <summary>An account that was asked to share a loss has given so much.</summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Account">Who.</param>
    /// <param name="Amount">What it gave; 0 or more.</param>
    public sealed record ShareGiven(LiquidationId Liquidation, AccountId Account, Amount Amount) : DeleveragingEvent;

    /// <summary>Everybody has answered: whose loss it was is owed what was given.</summary>
    /// <param name="Liquidation">The episode.</param>
    /// <param name="Account">Whose loss it is.</param>
    /// <param name="Asset">The settle asset.</param>
    /// <param name="Loss">What was missing.</param>
    /// <param name="Given">What all have given together; 0 or more, no more than the loss.</param>
    public sealed record SharingEnded(
        LiquidationId Liquidation, AccountId Account, AssetId Asset, Amount Loss, Amount Given) : DeleveragingEvent;
}
