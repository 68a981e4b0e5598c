using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>Numbers the variables of one account as they are met.</summary>
internal sealed class VariableNumbers(AssetId valuation)
{
    private readonly List<MarketVariable> variables = new(8);
    private readonly List<int> awaited = [];

    /// <summary>
    /// Numbers of the variables that there must be nothing of: once there is, the account is another one.
    /// </summary>
    public IReadOnlyList<int> Awaited => awaited;

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
            Option = instrument is { IsOption: true, Expiry: not null } ? OptionOf(instrument) : null,
        };
    }

    /// <summary>The variables that an option is priced with; it has an expiry.</summary>
    public OptionMark OptionOf(InstrumentParameters option) => new(
        option,
        Index(option.Base),
        Index(option.Settle),
        NumberOf(MarketVariable.Volatility(option.Id)),
        NumberOf(MarketVariable.TimeLeft(option.Expiry!.At)));

    /// <summary>Number of an instrument's cumulative funding.</summary>
    public int FundingOf(InstrumentId instrument) => NumberOf(MarketVariable.Funding(instrument));

    /// <summary>Number of an asset's interest index.</summary>
    public int InterestOf(AssetId asset) => NumberOf(MarketVariable.Interest(asset));

    /// <summary>Number of the supply index of an asset's pool.</summary>
    public int SupplyOf(AssetId asset) => NumberOf(MarketVariable.Supply(asset));

    /// <summary>Number of what an instrument was settled at.</summary>
    public int SettlementOf(InstrumentId instrument) => NumberOf(MarketVariable.Settlement(instrument));

    /// <summary>
    /// What a scan would price an option with, held at a mark of its own or ordered, that is not there yet: when it
    /// comes, the account may be margined by another mode.
    /// </summary>
    public void AwaitScanOf(InstrumentParameters option, MarketView market)
    {
        Await(MarketVariable.Volatility(option.Id), market);
        foreach (var asset in (ReadOnlySpan<AssetId>)[option.Base, option.Settle])
        {
            if (asset != valuation)
                Await(MarketVariable.Index(asset), market);
        }
    }

    private void Await(MarketVariable variable, MarketView market)
    {
        if (variable.In(market) == default)
            awaited.Add(NumberOf(variable));
    }

    private int NumberOf(MarketVariable variable)
    {
        var number = variables.IndexOf(variable);
        if (number >= 0)
            return number;
        variables.Add(variable);
        return variables.Count - 1;
    }
}
