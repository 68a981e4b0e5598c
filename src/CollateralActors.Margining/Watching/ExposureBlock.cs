using CollateralActors.Margining.Risk;

namespace CollateralActors.Margining.Watching;

/// <summary>All that an account has in one asset: the balance and the cross positions that settle in it.</summary>
/// <remarks>Slack is a sum over blocks; inside one, haircut slices couple the marks.</remarks>
internal sealed class ExposureBlock
{
    /// <summary>
    /// How much steeper collateral must be than maintenance for a side to be left open: far above what decimals round, so that
    /// slack grows faster than its rounding.
    /// </summary>
    private const decimal ClearlySteeper = 0.000001m;

    private readonly AssetParameters asset;
    private readonly bool countsInFull;

    public ExposureBlock(
        AssetParameters asset, bool countsInFull, decimal balance, int price, Exposure[] exposures, decimal steepestRatio)
    {
        this.asset = asset;
        this.countsInFull = countsInFull;
        (Balance, Price, Exposures) = (balance, price, exposures);
        Scale = 1m + Math.Abs(balance);
        IsMonotone = true;
        foreach (ref readonly var exposure in exposures.AsSpan())
        {
            Scale += Math.Abs(exposure.Offset);
            IsMonotone &= exposure.Sign < 0
                || OfCollateralTail() >= (steepestRatio * exposure.SteepestMaintenance()) + ClearlySteeper;
        }
    }

    /// <summary>Balance, units of the asset; negative is owed.</summary>
    public decimal Balance { get; }

    /// <summary>Number of the asset's index price among the variables; negative where the price is 1.</summary>
    public int Price { get; }

    /// <summary>The cross positions that settle in the asset.</summary>
    public Exposure[] Exposures { get; }

    /// <summary>1 + what does not move with prices, without signs: the scale of rounding errors.</summary>
    public decimal Scale { get; }

    /// <summary>
    /// Whether a gain of a position always counts more than what maintenance it adds, at every price: then the side where a
    /// position gains is never the worst, and never needs an end to prove that nothing gets worse.
    /// </summary>
    public bool IsMonotone { get; }

    /// <summary>The balance or net amount as it counts in equity.</summary>
    public decimal Adjusted(decimal net) => countsInFull ? net : asset.Adjusted(new(net)).Value;

    /// <summary>How much the adjusted amount grows at <paramref name="net"/> and to the right of it.</summary>
    public decimal Slope(decimal net) => countsInFull ? 1m : Slopes.OfCollateral(asset, net);

    private decimal OfCollateralTail() => countsInFull ? 1m : Slopes.OfCollateralTail(asset);
}
