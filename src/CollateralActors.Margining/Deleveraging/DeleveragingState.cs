using System.Collections.Immutable;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Deleveraging;

/// <summary>The positions in an instrument, as their accounts told them, and what is being deleveraged.</summary>
/// <param name="Instrument">The instrument.</param>
public sealed record DeleveragingState(InstrumentId Instrument)
{
    /// <summary>Every position that was told of.</summary>
    public ImmutableSortedDictionary<AccountId, PositionStanding> Positions { get; init; } =
        ImmutableSortedDictionary<AccountId, PositionStanding>.Empty;

    /// <summary>The steps that wait for answers; one at a time of each liquidation.</summary>
    public ImmutableSortedDictionary<LiquidationId, DeleveragingRun> Runs { get; init; } =
        ImmutableSortedDictionary<LiquidationId, DeleveragingRun>.Empty;

    /// <summary>The losses that wait for answers; one at a time of each liquidation.</summary>
    public ImmutableSortedDictionary<LiquidationId, LossSharing> Sharings { get; init; } =
        ImmutableSortedDictionary<LiquidationId, LossSharing>.Empty;

    /// <summary>Who took less than was asked for, and in which frame; they are left alone for a while.</summary>
    public ImmutableSortedDictionary<AccountId, FrameNumber> Spared { get; init; } =
        ImmutableSortedDictionary<AccountId, FrameNumber>.Empty;

    /// <summary>Number of trades that were asked for so far; the next one's name has the next number.</summary>
    public long Trades { get; init; }

    /// <summary>Contracts that each account was asked for and has not answered for, without a sign.</summary>
    public IReadOnlyDictionary<AccountId, Quantity> Asked() => Runs.Values
        .SelectMany(run => run.Open)
        .GroupBy(offer => offer.Account, offer => offer.Quantity.Contracts)
        .ToDictionary(offers => offers.Key, offers => new Quantity(offers.Sum()));
}

/// <summary>A loss that others are asked to share.</summary>
/// <param name="Account">Whose loss it is.</param>
/// <param name="Asset">The settle asset.</param>
/// <param name="Loss">What is missing.</param>
/// <param name="Open">Who has not answered, and what they were asked for.</param>
/// <param name="Given">What those who have gave together.</param>
public sealed record LossSharing(
    AccountId Account, AssetId Asset, Amount Loss, ValueList<LossShare> Open, Amount Given);

/// <summary>A step of a liquidation that others are asked to take.</summary>
/// <param name="Step">Number of the step.</param>
/// <param name="Account">Whose position is closed.</param>
/// <param name="Quantity">What that account trades.</param>
/// <param name="Price">At which price.</param>
/// <param name="Open">Who has not answered.</param>
/// <param name="Taken">The trades of those who have.</param>
public sealed record DeleveragingRun(
    int Step,
    AccountId Account,
    Quantity Quantity,
    Price Price,
    ValueList<DeleveragingOffer> Open,
    ValueList<BookTrade> Taken)
{
    /// <summary>What nobody has taken yet, with the sign of what was asked for.</summary>
    public Quantity Left => Taken.Aggregate(Quantity, (left, trade) => left - trade.Quantity);
}
