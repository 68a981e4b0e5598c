using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Specs;

/// <summary>How accounts are liquidated on random days: on half of them by rules, which differ from day to day.</summary>
internal static class RandomEpisodes
{
    /// <summary>How far from the mark others have to close, where they have to.</summary>
    public const decimal PriceBound = 0.2m;

    /// <summary>The part of a profit that may be taken for a loss, where losses are shared.</summary>
    public const decimal MostOfProfit = 0.5m;

    /// <summary>The rules of the day.</summary>
    public static RiskBook On(RiskBook risk, int seed)
    {
        if (seed % 2 == 0)
            return risk;
        var kind = (seed / 2) % 4;
        return Venue.Liquidating(
            risk,
            new LiquidationRules
            {
                Sizing = kind == 3 ? LiquidationSizing.StepDown : LiquidationSizing.Exact,
                ConvertsCollateral = kind >= 2,
                Bounds = kind == 0 ? null : new PriceBounds(new Rate(0.3m), new Rate(0.5m), new Rate(0.04m)),
                Deleveraging = kind == 0 || seed / 8 % 4 == 3
                    ? null
                    : new DeleveragingRules((DeleveragingOrder)(seed / 8 % 4), new Rate(PriceBound))
                    {
                        SocialisedLoss = seed / 32 % 2 == 0 ? new Rate(MostOfProfit) : null,
                    },
                SpeedWaivedBelow = kind == 2 ? new Rate(0.5m) : null,
            },
            instrument => instrument.IsSpot ? instrument : instrument with
            {
                MinimumPosition = kind == 1 ? new Quantity(instrument.Lot.Contracts * 50m) : null,
                LiquidationSpeed = kind == 2 ? new SpeedLimit(new Quantity(instrument.Lot.Contracts * 40m), TimeSpan.FromSeconds(3)) : null,
            });
    }
}
