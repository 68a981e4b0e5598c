using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>Numbers the variables of one account as they are met.</summary>
internal sealed class VariableNumbers(AssetId valuation)
{
    private readonly List<MarketVariable> variables = new(8);

    public MarketVariable[] ToArray() => [.. variables];

    /// <summary>Number of an asset's index price; −1 for the valuation currency, whose price is 1.</summary>
    public int Index(AssetId asset) => asset == valuation ? -1 : NumberOf(MarketVariable.Index(asset));

    /// <summary>
    /// The variables of an instrument's mark. One that derives has a third: that there is no own mark yet.
    /// </summary>
    public MarkSource MarkOf(InstrumentParameters instrument, MarketView market)
    {
        var own = NumberOf(MarketVariable.Mark(instrument.Id));
        if (market.Marks.ContainsKey(instrument.Id))
            return new MarkSource(own, -1, -1, -1);
        var (@base, per) = (Index(instrument.Base), Index(instrument.IsInverse ? instrument.Quote : instrument.Settle));
        return new MarkSource(-1, own, @base, per)
        {
            Option = !instrument.IsOption || instrument.Expiry is not { } expiry ? null : new OptionMark(
                instrument,
                @base,
                per,
                NumberOf(MarketVariable.Volatility(instrument.Id)),
                NumberOf(MarketVariable.TimeLeft(expiry.At))),
        };
    }

    /// <summary>Number of an instrument's cumulative funding.</summary>
    public int FundingOf(InstrumentId instrument) => NumberOf(MarketVariable.Funding(instrument));

    /// <summary>Number of an asset's interest index.</summary>
    public int InterestOf(AssetId asset) => NumberOf(MarketVariable.Interest(asset));

    /// <summary>Number of what an instrument was settled at.</summary>
    public int SettlementOf(InstrumentId instrument) => NumberOf(MarketVariable.Settlement(instrument));

    private int NumberOf(MarketVariable variable)
    {
        var number = variables.IndexOf(variable);
        if (number >= 0)
            return number;
        variables.Add(variable);
        return variables.Count - 1;
    }
}
