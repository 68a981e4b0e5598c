using CollateralActors.Margining.Risk;

namespace CollateralActors.Margining.Market;

/// <content>The set of parameters that the one in force comes from.</content>
public sealed partial class MarketView
{
    private MarketView? before;

    private MarketView(MarketView of, RiskBook risk) =>
        (Frame, Time, Risk, IndexPrices, Marks, OptionQuotes, Quality) = (
            of.Frame, of.Time, risk, of.IndexPrices, of.Marks, of.OptionQuotes, of.Quality);

    /// <summary>The grace path that the risk book is on; null where it holds alone.</summary>
    public GracePath? Path { get; }

    /// <summary>The same frame under the set that the path comes from; null where there is no path.</summary>
    /// <remarks>Made when it is first asked for. Who makes one twice at a time makes the same twice.</remarks>
    public MarketView? Before => Risk.From is not { } from
        ? null
        : before ??= new MarketView(this, from)
        {
            FundingIndices = FundingIndices,
            InterestIndices = InterestIndices,
            LendingIndices = LendingIndices,
            Pools = Pools,
            Totals = Totals,
            Settlements = Settlements,
        };
}
