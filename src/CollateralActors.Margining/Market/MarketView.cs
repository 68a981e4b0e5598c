using System.Collections.Immutable;
using CollateralActors.Margining.Expiries;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Options;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Totals;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>The market as of one frame: the last accepted price of everything, and the rules in force.</summary>
/// <remarks>Immutable. The next frame's view shares what did not change.</remarks>
public sealed partial class MarketView
{
    private const decimal MillisecondsPerYear = 365m * 86_400_000m;

    /// <summary>Options priced so far. Whoever prices one twice at a time gets the same twice.</summary>
    private ImmutableDictionary<InstrumentId, OptionValue> optionValues =
        ImmutableDictionary<InstrumentId, OptionValue>.Empty;

    /// <summary>Makes the view of one frame.</summary>
    /// <param name="frame">The frame's number.</param>
    /// <param name="time">When the frame was issued.</param>
    /// <param name="risk">The risk book; the view has what is in force of it at its time.</param>
    /// <param name="indexPrices">
    /// Index price of each asset in the valuation currency; absent where none was accepted yet.
    /// </param>
    /// <param name="marks">Mark price of each instrument that has one of its own.</param>
    /// <param name="optionQuotes">What each option is priced with; none where there are no options.</param>
    /// <param name="quality">What the prices are worth; good for everything where nothing is said.</param>
    /// <param name="path">The grace path that the risk book is on; null where it holds alone.</param>
    public MarketView(
        FrameNumber frame,
        Instant time,
        RiskBook risk,
        ImmutableSortedDictionary<AssetId, Price> indexPrices,
        ImmutableSortedDictionary<InstrumentId, Price> marks,
        ImmutableSortedDictionary<InstrumentId, OptionQuote>? optionQuotes = null,
        PriceQuality? quality = null,
        GracePath? path = null) =>
        (Frame, Time, Risk, IndexPrices, Marks, OptionQuotes, Quality, Path) = (
            frame, time, InForce(risk, time, quality, path), indexPrices, marks,
            optionQuotes ?? ImmutableSortedDictionary<InstrumentId, OptionQuote>.Empty, quality ?? PriceQuality.Good,
            path);

    /// <summary>The frame's number.</summary>
    public FrameNumber Frame { get; }

    /// <summary>When the frame was issued.</summary>
    public Instant Time { get; }

    /// <summary>The risk book in force at the frame.</summary>
    public RiskBook Risk { get; }

    /// <summary>Accepted index prices in the valuation currency.</summary>
    public ImmutableSortedDictionary<AssetId, Price> IndexPrices { get; }

    /// <summary>Accepted mark prices of instruments that have one of their own.</summary>
    public ImmutableSortedDictionary<InstrumentId, Price> Marks { get; }

    /// <summary>What options are priced with besides prices.</summary>
    public ImmutableSortedDictionary<InstrumentId, OptionQuote> OptionQuotes { get; }

    /// <summary>Cumulative funding of each instrument that has paid any.</summary>
    public ImmutableSortedDictionary<InstrumentId, Amount> FundingIndices { get; init; } =
        ImmutableSortedDictionary<InstrumentId, Amount>.Empty;

    /// <summary>
    /// What all accounts hold of each asset, and the open interest of each instrument, where a rule looks at them. What
    /// accounts report is late by a frame and may be off by a sixteenth: docs/limits.md.
    /// </summary>
    public Tally Totals { get; init; } = Tally.Empty;

    /// <summary>
    /// What a long of size 1 in <paramref name="instrument"/> would have paid since the beginning, negative if
    /// received: settle units by base unit (linear) or by quote unit (inverse).
    /// </summary>
    public Amount FundingIndex(InstrumentId instrument) => FundingIndices.GetValueOrDefault(instrument);

    /// <summary>Interest index of each asset whose debts have grown by any.</summary>
    public ImmutableSortedDictionary<AssetId, Rate> InterestIndices { get; init; } =
        ImmutableSortedDictionary<AssetId, Rate>.Empty;

    /// <summary>
    /// What a debt of 1 in <paramref name="asset"/> has grown to since the beginning; 1 where it costs nothing.
    /// </summary>
    public Rate InterestIndex(AssetId asset) =>
        InterestIndices.TryGetValue(asset, out var index) ? index : Rate.One;

    /// <summary>
    /// Of each asset that is lent: its interest index before the running hour was charged.
    /// </summary>
    public ImmutableSortedDictionary<AssetId, Rate> LendingIndices { get; init; } =
        ImmutableSortedDictionary<AssetId, Rate>.Empty;

    /// <summary>
    /// The interest index that a loan of <paramref name="asset"/> which is taken now starts from: so it pays the
    /// running hour.
    /// </summary>
    public Rate InterestIndexBefore(AssetId asset) =>
        LendingIndices.TryGetValue(asset, out var index) ? index : InterestIndex(asset);

    /// <summary>How lenders' pools stand, by their last reports.</summary>
    public ImmutableSortedDictionary<AssetId, PoolFigures> Pools { get; init; } =
        ImmutableSortedDictionary<AssetId, PoolFigures>.Empty;

    /// <summary>
    /// What a share of the pool of <paramref name="asset"/> is worth, in units of the asset; 1 before its first report.
    /// </summary>
    public Rate SupplyIndex(AssetId asset) =>
        !Pools.IsEmpty && Pools.TryGetValue(asset, out var pool) ? pool.SupplyIndex : Rate.One;

    /// <summary>What each contract that has expired was settled at.</summary>
    public ImmutableSortedDictionary<InstrumentId, SettlementPrice> Settlements { get; init; } =
        ImmutableSortedDictionary<InstrumentId, SettlementPrice>.Empty;

    /// <summary>What <paramref name="instrument"/> was settled at; null where it has not been.</summary>
    public SettlementPrice? Settlement(InstrumentId instrument) =>
        !Settlements.IsEmpty && Settlements.TryGetValue(instrument, out var price) ? price : null;

    /// <summary>Whether the contract's time is over: nothing is traded in it any more, settled or not.</summary>
    public bool HasExpired(InstrumentParameters instrument) => instrument.Expiry is { } expiry && Time >= expiry.At;

    /// <summary>
    /// Index price of <paramref name="asset"/> in the valuation currency, or null where there is none yet.
    /// </summary>
    public Price? IndexPrice(AssetId asset) =>
        asset == Risk.Valuation ? Price.One : IndexPrices.TryGetValue(asset, out var price) ? price : null;

    /// <summary>Implied volatility of an option, a year; null where there is none yet.</summary>
    public Rate? ImpliedVolatility(InstrumentParameters option) =>
        OptionQuotes.TryGetValue(option.Id, out var quote) ? quote.ImpliedVolatility : null;

    /// <summary>Years of 365 days to an option's expiry, 0 once it has expired; null where neither is known.</summary>
    public decimal? YearsToExpiry(InstrumentParameters option) =>
        OptionQuotes.TryGetValue(option.Id, out var quote) && quote.YearsToExpiry is { } years ? years
        : option.Expiry is { At: var expiry }
            ? Math.Max(0m, (expiry.UnixMilliseconds - Time.UnixMilliseconds) / MillisecondsPerYear)
        : null;

    /// <summary>
    /// Mark price of <paramref name="instrument"/>: what it was settled at, or its own, or else linear P_base ÷
    /// P_settle, inverse P_base ÷ P_quote, option by Black (1976); spot has no mark of its own, only that quotient;
    /// null where something that this needs is missing.
    /// </summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="side">
    /// +1 for a long, −1 for a short: an option's price is quantised against its holder. Other marks do not differ.
    /// </param>
    public Price? Mark(InstrumentParameters instrument, int side = 1)
    {
        if (Settlement(instrument.Id) is { } settled)
            return instrument.IsOption ? new Price(settled.UnitValue.Value) : settled.Index;
        if (Marks.TryGetValue(instrument.Id, out var mark) && !instrument.IsSpot)
            return mark;
        var index = Index(instrument);
        if (index is not { } known || !instrument.IsOption)
            return index;
        return ValueOf(instrument) is { } value
            ? new Price(instrument.Terms.Intrinsic(known.Value) + value.TimeValue(side))
            : null;
    }

    /// <summary>
    /// Index of <paramref name="instrument"/>: linear P_base ÷ P_settle, inverse P_base ÷ P_quote; null where one is
    /// missing.
    /// </summary>
    public Price? Index(InstrumentParameters instrument) =>
        IndexPrice(instrument.Base) is { } @base
        && IndexPrice(instrument.IsInverse ? instrument.Quote : instrument.Settle) is { } per
            ? new Price(@base.Value / per.Value)
            : null;

    /// <summary>Time value of an option; null where a price or the volatility is missing.</summary>
    internal OptionValue? ValueOf(InstrumentParameters option)
    {
        if (optionValues.TryGetValue(option.Id, out var value))
            return value;
        if (OptionValue.Of(option, this) is not { } made)
            return null;
        optionValues = optionValues.SetItem(option.Id, made);
        return made;
    }
}
