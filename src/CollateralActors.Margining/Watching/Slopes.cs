using CollateralActors.Margining.Risk;

namespace CollateralActors.Margining.Watching;

/// <summary>How steep the margin rules are: it decides at which end of an interval an account is worst off.</summary>
internal static class Slopes
{
    /// <summary>How much maintenance grows with value at <paramref name="value"/> and to the right of it; never falls.</summary>
    public static decimal OfMaintenance(MarginSchedule schedule, decimal value, decimal size)
    {
        var perValue = (schedule.SizeSlope.Value * size) + schedule.ClosingFee.Value;
        return perValue + (schedule.TierOf == TierMeasure.Value ? TierRate(schedule, value) : SizeRate(schedule, size));
    }

    /// <summary>How much the adjusted amount grows with the net amount at <paramref name="net"/> and to the right of it; never rises.</summary>
    public static decimal OfCollateral(AssetParameters asset, decimal net)
    {
        if (net < 0m)
            return 1m + asset.LiabilitySurcharge.Value;
        var slices = asset.Collateral.Slices;
        for (var i = 0; i < slices.Count; i++)
        {
            if (net < slices[i].UpTo.Value)
                return 1m - slices[i].Haircut.Value;
        }

        return 0m;
    }

    /// <summary>How much the adjusted amount grows with the net amount beyond every finite slice.</summary>
    public static decimal OfCollateralTail(AssetParameters asset) =>
        asset.Collateral.Slices is [.., var last] && last.UpTo == CollateralSchedule.Endless ? 1m - last.Haircut.Value : 0m;

    private static decimal TierRate(MarginSchedule schedule, decimal value)
    {
        var tiers = schedule.Tiers;
        var i = 0;
        while (i < tiers.Count - 1 && value >= tiers[i].UpTo)
            i++;
        return tiers[i].Maintenance.Value;
    }

    private static decimal SizeRate(MarginSchedule schedule, decimal size)
    {
        var (from, sliced) = (0m, 0m);
        for (var i = 0; i < schedule.Tiers.Count && from < size; i++)
        {
            var tier = schedule.Tiers[i];
            var upTo = Math.Min(size, tier.UpTo);
            sliced += (upTo - from) * tier.Maintenance.Value;
            from = upTo;
        }

        return size == 0m ? 0m : sliced / size;
    }
}
