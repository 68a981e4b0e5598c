using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Recalibration;

/// <summary>Moves haircuts and margin rates to a level: each curve as a whole, so that it keeps its shape.</summary>
/// <remarks>
/// Every rate moves by the same amount, which leaves slices and tiers in order and schedules as strict as each other,
/// and takes nothing but additions: to move there and back changes no digit. What is 1, and so counts nothing or is
/// margined in full, stays.
/// </remarks>
internal static class CurveShift
{
    /// <summary>The level of an asset's haircuts: the first slice's for maintenance.</summary>
    public static Rate LevelOf(AssetParameters asset) => asset.Collateral.Slices[0].Haircut;

    /// <summary>The level of an instrument's margin rates: the first tier's maintenance rate.</summary>
    public static Rate LevelOf(InstrumentParameters instrument) => instrument.Margin.Tiers[0].Maintenance;

    /// <summary>The asset with all haircuts moved by <paramref name="by"/>.</summary>
    public static AssetParameters Moved(AssetParameters asset, Rate by) => asset with
    {
        Collateral = Moved(asset.Collateral, by),
        Rules = asset.Rules with
        {
            Initial = asset.Rules.Initial is { } initial ? Moved(initial, by) : null,
            Borrowing = asset.Rules.Borrowing is { } borrowing ? Moved(borrowing, by) : null,
            Withdrawal = asset.Rules.Withdrawal is { } withdrawal ? Moved(withdrawal, by) : null,
        },
    };

    /// <summary>The instrument with maintenance rates moved, and initial rates <paramref name="factor"/> times as
    /// far.</summary>
    public static InstrumentParameters Moved(InstrumentParameters instrument, Rate by, Rate factor)
    {
        var margin = instrument.Margin;
        var tiers = margin.Tiers.Select(tier => tier with
        {
            Initial = Moved(tier.Initial, by.Value * factor.Value),
            Maintenance = Moved(tier.Maintenance, by.Value),
        });
        return instrument with
        {
            Margin = new MarginSchedule([.. tiers], margin.TierOf, margin.Basis, margin.SizeSlope, margin.ClosingFee),
        };
    }

    /// <summary>The book with every calibrated level at its lower or upper bound, and rates that would stick at
    /// 1.</summary>
    public static (RiskBook Book, IReadOnlyList<string> Stuck) ToBounds(
        RiskBook book, Calibration calibration, bool upper)
    {
        var stuck = new List<string>();
        var assets = calibration.Assets.ToDictionary(a => a.Asset, a => upper ? a.Rule.Most : a.Rule.Least);
        var instruments = calibration.Instruments.ToDictionary(i => i.Instrument);
        var moved = book.WithCurves(
            asset =>
            {
                if (!assets.TryGetValue(asset.Id, out var level))
                    return asset;
                var to = Moved(asset, level - LevelOf(asset));
                if (SlicesOf(to).Zip(SlicesOf(asset)).Any(pair => Sticks(pair.Second.Haircut, pair.First.Haircut)))
                    stuck.Add($"with a first haircut of {level}, a later one of {asset.Id} is 1 or more; "
                        + "lower the upper bound");
                return to;
            },
            instrument =>
            {
                if (!instruments.TryGetValue(instrument.Id, out var found))
                    return instrument;
                var level = upper ? found.Rule.Most : found.Rule.Least;
                var to = Moved(instrument, level - LevelOf(instrument), found.InitialFactor);
                if (to.Margin.Tiers.Zip(instrument.Margin.Tiers).Any(pair =>
                    Sticks(pair.Second.Initial, pair.First.Initial)
                    || Sticks(pair.Second.Maintenance, pair.First.Maintenance)))
                    stuck.Add($"with a first maintenance rate of {level}, a rate of {instrument.Id} is 1 or more; "
                        + "lower the upper bound");
                return to;
            });
        return (moved, stuck);
    }

    private static IEnumerable<HaircutSlice> SlicesOf(AssetParameters asset) =>
        new[] { asset.Collateral, asset.Rules.Initial, asset.Rules.Borrowing, asset.Rules.Withdrawal }
            .OfType<CollateralSchedule>().SelectMany(schedule => schedule.Slices);

    private static CollateralSchedule Moved(CollateralSchedule schedule, Rate by) =>
        new([.. schedule.Slices.Select(slice => slice with { Haircut = Moved(slice.Haircut, by.Value) })]);

    private static Rate Moved(Rate rate, decimal by) =>
        rate == Rate.One ? rate : new Rate(Decimals.Normal(rate.Value + by));

    private static bool Sticks(Rate before, Rate after) => before != Rate.One && after.Value >= 1m;
}
