using System.Collections.Immutable;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Specs;

/// <summary>
/// The venue of the specifications where USDT and BTC are lent: nothing for nothing, an hour a ten-thousandth at 80 % and
/// a thousandth at 100 %. A tenth of the interest is kept. BTC and ETH are the collateral of loans.
/// </summary>
internal static class LendingVenue
{
    public static LendingRules Terms { get; } = new(
        [new(Rate.Zero, Rate.Zero), new(new Rate(0.8m), new Rate(0.876m)), new(Rate.One, new Rate(8.76m))], new Rate(0.1m))
    {
        MinimumLoan = new Amount(10m),
    };

    public static AssetParameters LentUsdt { get; } = Asset(Usdt, 6) with
    {
        Lending = Terms,
        Loan = new(new Rate(0.9m), new Rate(0.95m), Rate.Zero, Rate.One),
    };

    public static AssetParameters Pledged { get; } = Asset(Btc, 8, 0.1m) with
    {
        Lending = Terms with { MinimumLoan = new Amount(0.001m) },
        Loan = new(new Rate(0.75m), new Rate(0.8m), new Rate(0.05m), new Rate(0.5m)),
    };

    public static RiskBook Rules { get; } = Book(1, null, LentUsdt, Pledged);

    public static RiskBook On(RiskBook risk) =>
        With(risk, [LentUsdt, Pledged, .. risk.Assets.Where(asset => asset.Id != Usdt && asset.Id != Btc)]);

    /// <summary>A frame in an hour that took the index of USDT from one figure to another.</summary>
    public static MarketView Frame(
        long number = 1, decimal index = 1m, decimal before = 1m, decimal btc = 50_000m, decimal supply = 1m, RiskBook? risk = null)
    {
        var view = FrameOwing(index == 1m ? [] : [(Usdt, index)], number, btc, risk: risk ?? Rules);
        return Of(view, Lent((Usdt, before)), Pools((Usdt, supply)));
    }

    /// <summary>A frame with what is known of lending.</summary>
    public static MarketView Of(
        MarketView view, ImmutableSortedDictionary<AssetId, Rate> lending, ImmutableSortedDictionary<AssetId, PoolFigures> pools) =>
        new(view.Frame, view.Time, view.Risk, view.IndexPrices, view.Marks, view.OptionQuotes, view.Quality, view.Path)
        {
            FundingIndices = view.FundingIndices,
            InterestIndices = view.InterestIndices,
            Totals = view.Totals,
            Settlements = view.Settlements,
            LendingIndices = lending,
            Pools = pools,
        };

    public static ImmutableSortedDictionary<AssetId, Rate> Lent(params (AssetId Asset, decimal Before)[] indices) =>
        indices.ToImmutableSortedDictionary(i => i.Asset, i => new Rate(i.Before));

    public static ImmutableSortedDictionary<AssetId, PoolFigures> Pools(params (AssetId Asset, decimal Supply)[] pools) =>
        pools.ToImmutableSortedDictionary(
            p => p.Asset,
            p => new PoolFigures(p.Asset, new Amount(1m), default, new Amount(1m), new Rate(p.Supply), default));

    public static AccountCommand.BookLoan Loan(decimal amount, AssetId? asset = null) =>
        new(asset ?? Usdt, new Amount(amount), new Amount(amount));

    public static AccountEvent.LoanTaken Taken(decimal amount, AssetId? asset = null) =>
        new(asset ?? Usdt, new Amount(amount), new Amount(amount));
}
