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

    /// <summary>Whether nobody is liquidated now, because the venue is halted or liquidations are paused.</summary>
    public bool HoldsLiquidations => Quality.IsVenueHalted || Quality.AreLiquidationsPaused;

    /// <summary>Whether some price counts by another one where it is not needed to keep positions.</summary>
    public bool IsCautious => !Quality.Cautious.IsEmpty;

    /// <summary>What is the matter with an asset's index price; <c>Live</c> where nothing is.</summary>
    public OracleCondition ConditionOf(AssetId asset) =>
        Quality.Conditions.GetValueOrDefault(Symbol.Of(asset), OracleCondition.Live);

    /// <summary>Whether an asset's index price is good for all of <paramref name="actions"/>.</summary>
    public bool IsGoodFor(AssetId asset, PriceActions actions) =>
        Quality.Conditions.IsEmpty || Risk.PriceUse.For(ConditionOf(asset)).HasFlag(actions);

    /// <summary>Whether an instrument's prices are good for all of <paramref name="actions"/>.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="actions">What it is to be good for.</param>
    /// <param name="isScanned">Whether it is looked at in portfolio mode: see <see cref="SymbolsOf"/>.</param>
    public bool IsGoodFor(InstrumentParameters instrument, PriceActions actions, bool isScanned = false) =>
        Quality.Conditions.IsEmpty || WrongFor(instrument, actions, isScanned) is null;

    /// <summary>
    /// The price of an instrument that is not good for all of <paramref name="actions"/>; null if there is none.
    /// </summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="actions">What it is to be good for.</param>
    /// <param name="isScanned">Whether it is looked at in portfolio mode: see <see cref="SymbolsOf"/>.</param>
    public (Symbol Symbol, OracleCondition Condition)? WrongFor(
        InstrumentParameters instrument, PriceActions actions, bool isScanned = false)
    {
        foreach (var symbol in SymbolsOf(instrument, isScanned))
        {
            var condition = Quality.Conditions.GetValueOrDefault(symbol, OracleCondition.Live);
            if (!Risk.PriceUse.For(condition).HasFlag(actions))
                return (symbol, condition);
        }

        return null;
    }

    /// <summary>
    /// The symbols that an instrument is looked at by: that of its mark where it has one of its own, or else those of
    /// its two index prices and, of an option, of its volatility.
    /// </summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="isScanned">
    /// Whether it is looked at in portfolio mode. That prices an option by its index prices and its volatility whatever
    /// its mark is: then it is all of them.
    /// </param>
    public IEnumerable<Symbol> SymbolsOf(InstrumentParameters instrument, bool isScanned = false)
    {
        var hasOwn = Marks.ContainsKey(instrument.Id) && !instrument.IsSpot;
        if (hasOwn)
            yield return Symbol.Of(instrument.Id);
        if (hasOwn && !(isScanned && instrument.IsOption))
            yield break;
        yield return Symbol.Of(instrument.Base);
        yield return Symbol.Of(instrument.IsInverse ? instrument.Quote : instrument.Settle);
        if (instrument.IsOption)
            yield return Symbol.OfVolatility(instrument.Id);
    }

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

    private static RiskBook InForce(RiskBook risk, Instant time, PriceQuality? quality, GracePath? path) =>
        path is null
            ? InForce(risk, time, quality)
            : InForce(risk, time, quality).ComingFrom(InForce(path.From.CompletedBy(risk), time, quality));

    private static RiskBook InForce(RiskBook risk, Instant time, PriceQuality? quality)
    {
        var book = risk.At(time);
        return quality is null || quality.RemainingSince == FrameNumber.None
            ? book
            : book.Weakened(quality.Remaining, quality.RemainingSince);
    }
}
