using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Watching;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Margin;

/// <summary>Draws collateral rules for the assets of a random venue.</summary>
internal static class RandomRules
{
    /// <summary>The same book with rules on every asset but the valuation currency.</summary>
    public static RiskBook On(RandomVenue venue, RiskBook book, bool mayPhaseOut = false) => new(
        book.Version, book.Valuation, book.MarginCallRatio, book.LiquidationTarget,
        book.Assets.Select(asset => asset.Id == book.Valuation ? asset : asset with { Rules = For(venue, asset, mayPhaseOut) }),
        book.Instruments)
    {
        ProfitWeights = Weights(venue.Pick(0m, 0.5m, 1m), venue.Pick(0m, 0.5m, 1m)),
    };

    private static ProfitWeights Weights(decimal initial, decimal share) => new(new Rate(initial), new Rate(initial * share));

    private static CollateralRules For(RandomVenue venue, AssetParameters asset, bool mayPhaseOut)
    {
        var initial = Stricter(venue, asset.Collateral);
        return new CollateralRules
        {
            Initial = initial,
            Borrowing = Stricter(venue, initial ?? asset.Collateral),
            Withdrawal = Stricter(venue, initial ?? asset.Collateral),
            DepositsClosed = true,
            AccountCap = venue.Random.Next(2) == 0 ? new Amount(venue.Between(0.01m, 2m)) : null,
            Peg = venue.Random.Next(2) == 0
                ? new Peg(new Price(venue.Pick(1m, 3_000m)), new Rate(venue.Pick(0m, 0.01m)), new Rate(venue.Pick(1m, 20m)))
                : null,
            WrongWayHaircut = new Rate(venue.Pick(0m, 0.3m, 1m)),
            ConcentrationStart = venue.Random.Next(2) == 0 ? new Amount(venue.Between(1_000m, 1_000_000m)) : null,
            VenueCap = venue.Random.Next(2) == 0 ? new Amount(venue.Between(0.1m, 100m)) : null,
            PhaseOut = mayPhaseOut && venue.Random.Next(2) == 0 ? PhaseOut(venue) : [],
        };
    }

    // Frames of a random venue are a second apart.
    private static ValueList<PhaseOutStep> PhaseOut(RandomVenue venue)
    {
        var start = venue.Random.Next(40_000);
        return
        [
            new(new Instant(start), new Rate(venue.Between(0.5m, 0.99m))),
            new(new Instant(start + venue.Random.Next(1, 9_000)), new Rate(venue.Between(0.01m, 0.5m))),
            new(new Instant(start + venue.Random.Next(9_000, 20_000)), Rate.Zero),
        ];
    }

    private static CollateralSchedule? Stricter(RandomVenue venue, CollateralSchedule than)
    {
        if (venue.Random.Next(3) == 0)
            return null;
        var weight = venue.Pick(0.9m, 0.5m, 0m);
        var slices = than.Slices.Select(s => s with { Haircut = new Rate(1m - ((1m - s.Haircut.Value) * weight)) });
        return new CollateralSchedule([.. slices.Take(venue.Random.Next(3))]);
    }
}
