using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Specs;

/// <summary>A second version of the rules that asks for more, and comes by a grace path.</summary>
internal static class RandomPaths
{
    private const long Frames = 8;

    /// <summary>The same rules where contracts need more than half as much again.</summary>
    public static RiskBook Raised(RiskBook risk) => risk.WithCurves(
        asset => asset,
        instrument => instrument with
        {
            Margin = new MarginSchedule(
                [.. instrument.Margin.Tiers.Select(tier => new MarginTier(tier.UpTo, More(tier.Initial), More(tier.Maintenance)))],
                instrument.Margin.TierOf,
                instrument.Margin.Basis,
                instrument.Margin.SizeSlope,
                instrument.Margin.ClosingFee),
        });

    /// <summary>A frame on the path that begins with one; the same frame where the path is over or has not begun.</summary>
    public static MarketView On(MarketView view, RiskBook from, long since)
    {
        if (view.Frame.Value < since || view.Frame.Value >= since + Frames)
            return view;
        var path = new GracePath(from, new Instant(since * 1_000), new Instant((since + Frames) * 1_000));
        return new MarketView(
            view.Frame, view.Time, view.Risk, view.IndexPrices, view.Marks, view.OptionQuotes, view.Quality, path)
        {
            FundingIndices = view.FundingIndices,
            InterestIndices = view.InterestIndices,
            Totals = view.Totals,
            Settlements = view.Settlements,
            LendingIndices = view.LendingIndices,
            Pools = view.Pools,
        };
    }

    private static Rate More(Rate rate) => new(Math.Min(1m, rate.Value * 1.6m));
}
