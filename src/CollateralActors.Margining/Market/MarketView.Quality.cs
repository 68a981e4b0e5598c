using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <content>What prices are worth, and what they count by where they are not needed to keep positions.</content>
public sealed partial class MarketView
{
    /// <summary>What the prices are worth.</summary>
    public PriceQuality Quality { get; }

    /// <summary>Whether an operator has halted the venue.</summary>
    public bool IsHalted => Quality.IsVenueHalted;

    /// <summary>Whether some price counts by another one where it is not needed to keep positions.</summary>
    public bool IsCautious => !Quality.Cautious.IsEmpty;

    /// <summary>What is the matter with an asset's index price; <c>Live</c> where nothing is.</summary>
    public OracleCondition ConditionOf(AssetId asset) =>
        Quality.Conditions.GetValueOrDefault(Symbol.Of(asset), OracleCondition.Live);

    /// <summary>Whether an asset's index price is good for all of <paramref name="actions"/>.</summary>
    public bool IsGoodFor(AssetId asset, PriceActions actions) =>
        Quality.Conditions.IsEmpty || Risk.PriceUse.For(ConditionOf(asset)).HasFlag(actions);

    /// <summary>Whether an instrument's mark is good for all of <paramref name="actions"/>.</summary>
    public bool IsGoodFor(InstrumentParameters instrument, PriceActions actions) =>
        Quality.Conditions.IsEmpty || WrongFor(instrument, actions) is null;

    /// <summary>
    /// The price of an instrument's mark that is not good for all of <paramref name="actions"/>; null if there is none.
    /// </summary>
    public (Symbol Symbol, OracleCondition Condition)? WrongFor(InstrumentParameters instrument, PriceActions actions)
    {
        foreach (var symbol in SymbolsOf(instrument))
        {
            var condition = Quality.Conditions.GetValueOrDefault(symbol, OracleCondition.Live);
            if (!Risk.PriceUse.For(condition).HasFlag(actions))
                return (symbol, condition);
        }

        return null;
    }

    /// <summary>
    /// The symbols that an instrument's mark is made of: its own, or else those of its two index prices and, of an
    /// option, of its volatility.
    /// </summary>
    public IEnumerable<Symbol> SymbolsOf(InstrumentParameters instrument) =>
        Marks.ContainsKey(instrument.Id) && !instrument.IsSpot
        ? [Symbol.Of(instrument.Id)]
        : instrument.IsOption
        ? [Symbol.Of(instrument.Base), Symbol.Of(instrument.Settle), Symbol.OfVolatility(instrument.Id)]
        : [Symbol.Of(instrument.Base), Symbol.Of(instrument.IsInverse ? instrument.Quote : instrument.Settle)];

    /// <summary>
    /// What is held of <paramref name="asset"/> counts by the low one of these, what is owed by the high one.
    /// </summary>
    public CautiousPrices CautiousIndex(AssetId asset, Price price) =>
        Quality.Cautious.TryGetValue(Symbol.Of(asset), out var pair) ? pair : new CautiousPrices(price, price);

    /// <summary>
    /// The mark that a position's profit counts by where it is not needed to keep positions: the low one for a long,
    /// the high one for a short. An option without a mark of its own counts by its mark.
    /// </summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="mark">Its mark on the position's side.</param>
    /// <param name="side">+1 for a long, −1 for a short.</param>
    public Price CautiousMark(InstrumentParameters instrument, Price mark, int side)
    {
        if (Quality.Cautious.TryGetValue(Symbol.Of(instrument.Id), out var own))
            return side > 0 ? own.Low : own.High;
        if (instrument.IsOption || Marks.ContainsKey(instrument.Id))
            return mark;
        var per = instrument.IsInverse ? instrument.Quote : instrument.Settle;
        var up = CautiousIndex(instrument.Base, IndexPrice(instrument.Base)!.Value);
        var down = CautiousIndex(per, IndexPrice(per)!.Value);
        return new Price(side > 0 ? up.Low.Value / down.High.Value : up.High.Value / down.Low.Value);
    }

    private static RiskBook InForce(RiskBook risk, Instant time, PriceQuality? quality)
    {
        var book = risk.At(time);
        return quality is null || quality.RemainingSince == FrameNumber.None
            ? book
            : book.Weakened(quality.Remaining, quality.RemainingSince);
    }
}
