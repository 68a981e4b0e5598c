using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>All that an account has in one asset: the balance and the cross positions that settle in it.</summary>
/// <remarks>Slack is a sum over blocks; inside one, haircut slices couple the marks.</remarks>
internal sealed class ExposureBlock
{
    /// <summary>
    /// How much steeper collateral must be than maintenance for a side to be left open: far above what is rounded, so
    /// that slack grows faster than its rounding.
    /// </summary>
    private const double ClearlySteeper = 0.000001;

    private readonly CollateralCurve? curve;
    private readonly Peg? peg;
    private readonly double liabilityWeight;
    private readonly double fixedScale;

    public ExposureBlock(
        AssetParameters asset,
        bool countsInFull,
        decimal balance,
        int price,
        Exposure[] exposures,
        AccruedDebt[] debts,
        decimal steepestRatio,
        bool isScanned)
    {
        curve = countsInFull ? null : asset.Collateral.Curve;
        peg = !countsInFull && asset.Rules.Peg is { IsForMaintenance: true } holds ? holds : null;
        liabilityWeight = countsInFull ? 1d : 1d + (double)asset.LiabilitySurcharge.Value;
        (Asset, Balance, Price, Exposures, Debts) = (asset.Id, (double)balance, price, exposures, debts);
        fixedScale = 1d;
        foreach (ref readonly var debt in debts.AsSpan())
            fixedScale += 2d * debt.Settled;
        IsMonotone = !isScanned;
        foreach (ref readonly var exposure in exposures.AsSpan())
        {
            fixedScale += Math.Abs(exposure.Offset);
            HasSteepLongs |= !isScanned && exposure.Sign > 0 && exposure.SteepestMaintenance >= 1d;
            var leastWeight = peg is null ? curve?.LastWeight ?? 1d : 0d;
            IsMonotone &= exposure.Sign < 0
                || leastWeight >= ((double)steepestRatio * exposure.SteepestMaintenance) + ClearlySteeper;
        }
    }

    /// <summary>The asset.</summary>
    public AssetId Asset { get; }

    /// <summary>Balance, units of the asset; negative is owed.</summary>
    public double Balance { get; }

    /// <summary>Number of the asset's index price among the variables; negative where the price is 1.</summary>
    public int Price { get; }

    /// <summary>The cross positions that settle in the asset.</summary>
    public Exposure[] Exposures { get; }

    /// <summary>What those of them owe that pay funding, and the balance where it bears interest.</summary>
    public AccruedDebt[] Debts { get; }

    /// <summary>
    /// Maintenance of what is held, as a share of it: of the collateral of a loan 1 − its liquidation threshold; 0 of
    /// everything else.
    /// </summary>
    public double HeldMaintenance { get; init; }

    /// <summary>1 + what does not move with prices, without signs: the scale of rounding errors.</summary>
    public double Scale => fixedScale + Math.Abs(Balance);

    /// <summary>
    /// Whether a gain of a position always counts more than what maintenance it adds, at every price: then the side
    /// where a position gains is never the worst, and never needs an end to prove that nothing gets worse. Not so in
    /// portfolio mode: there a gain may add to what other positions require.
    /// </summary>
    public bool IsMonotone { get; }

    /// <summary>
    /// Whether some gain may count less than what maintenance it adds, wherever it is: a long option requires its
    /// value.
    /// </summary>
    public bool HasSteepLongs { get; }

    /// <summary>
    /// What a positive net amount is multiplied by at a price of the asset: 1 but below a peg. It never falls with the
    /// price.
    /// </summary>
    public double WeightAt(double price) => peg?.NearlyWeightAt(price) ?? 1d;

    /// <summary>
    /// How much more a relative move of the price takes of a positive net amount because of the peg, once.
    /// </summary>
    public double PegCost(double price) => peg is null || peg.NearlyWeightAt(price) >= 1d
        ? 0d
        : (double)peg.Factor.Value * price / (double)peg.Target.Value;

    /// <summary>What a net amount counts in equity at a weight.</summary>
    public double Adjusted(double net, double weight) =>
        net < 0d ? net * liabilityWeight : (curve?.At(net) ?? net) * weight;

    /// <summary>How much what it counts grows at <paramref name="net"/> and to the right of it, at a weight.</summary>
    public double Slope(double net, double weight) =>
        net < 0d ? liabilityWeight : (curve?.SlopeAt(net) ?? 1d) * weight;
}
