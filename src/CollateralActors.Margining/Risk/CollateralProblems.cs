using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>What must hold of the rules by which an asset counts as collateral.</summary>
internal static class CollateralProblems
{
    private const decimal LargestFactor = 100m;

    private static readonly CollateralPurpose[] Stricter =
        [CollateralPurpose.Initial, CollateralPurpose.Borrowing, CollateralPurpose.Withdrawal];

    /// <summary>Everything that is wrong with an asset's rules, a sentence each; empty where nothing is.</summary>
    public static IEnumerable<string> Of(AssetParameters asset, RiskBook book)
    {
        if (asset.Id == book.Valuation && asset.Rules != CollateralRules.None)
            yield return $"valuation currency {asset.Id} has collateral rules; it counts in full for everything";
        foreach (var problem in OfSlices(asset.Collateral, "collateral", asset.Id))
            yield return problem;
        foreach (var problem in OfPhaseOut(asset).Concat(OfLimits(asset.Id, asset.Rules)))
            yield return problem;
        foreach (var purpose in Stricter)
        {
            var schedule = asset.CollateralFor(purpose);
            var below = purpose == CollateralPurpose.Initial
                ? CollateralPurpose.Maintenance
                : CollateralPurpose.Initial;
            if (ReferenceEquals(schedule, asset.CollateralFor(below)))
                continue;
            foreach (var problem in OfSlices(schedule, $"{NameOf(purpose)} collateral", asset.Id))
                yield return problem;
            if (!schedule.IsAsCautiousAs(asset.CollateralFor(below)))
                yield return $"{asset.Id} counts more for {NameOf(purpose)} than for {NameOf(below)}; "
                    + "cut every amount at least as much";
        }
    }

    private static IEnumerable<string> OfLimits(AssetId id, CollateralRules rules)
    {
        if (rules.AccountCap is { Value: <= 0m or > Limits.Largest } cap)
            yield return $"account cap {cap} of {id} is not above 0; leave it out, or let the asset count nothing";
        if (rules.ConcentrationStart is { Value: <= 0m or > Limits.Largest } start)
            yield return $"concentration of {id} starts at {start}, not above 0; let the asset count nothing instead";
        if (rules.VenueCap is { Value: <= 0m or > Limits.Largest } most)
            yield return $"venue cap {most} of {id} is not above 0; leave it out, or let the asset count nothing";
        if (rules.Peg is { Target.Value: <= 0m or > Limits.Largest } off)
            yield return $"peg {off.Target} of {id} is not above 0";
        if (rules.Peg is { Tolerance.Value: < 0m or >= 1m } loose)
            yield return $"tolerance {loose.Tolerance} of the peg of {id} is not 0 to below 1";
        if (rules.Peg is { Factor.Value: <= 0m or > LargestFactor } steep)
            yield return $"factor {steep.Factor} of the peg of {id} is not above 0 and at most {LargestFactor}";
        if (rules.WrongWayHaircut.Value is < 0m or > 1m)
            yield return $"wrong-way haircut {rules.WrongWayHaircut} of {id} is not 0 to 1";
    }

    private static IEnumerable<string> OfPhaseOut(AssetParameters asset)
    {
        var steps = asset.Rules.PhaseOut;
        if (steps.Count > 0 && !asset.Rules.DepositsClosed)
            yield return $"{asset.Id} is phased out while its deposits are open; close them";
        foreach (var (before, step) in steps.Zip(steps.Skip(1)))
        {
            if (step.At <= before.At)
                yield return $"phase-out step {step.At} of {asset.Id} does not come after {before.At}";
        }

        foreach (var (before, step) in steps.Prepend(new PhaseOutStep(default, Rate.One)).Zip(steps))
        {
            if (step.Factor.Value < 0m || step.Factor.Value >= before.Factor.Value)
                yield return $"phase-out factor {step.Factor} of {asset.Id} is not from 0 to below {before.Factor}";
        }

        if (steps.Count > 0 && steps[^1].Factor != Rate.Zero)
            yield return $"the last phase-out factor {steps[^1].Factor} of {asset.Id} is not 0; "
                + "what is phased out ends at nothing";
    }

    private static IEnumerable<string> OfSlices(CollateralSchedule schedule, string what, AssetId asset)
    {
        var (end, cut) = (0m, 0m);
        foreach (var slice in schedule.Slices)
        {
            if (slice.UpTo.Value <= end)
                yield return $"{what} slice up to {slice.UpTo} of {asset} does not end above {Decimals.Plain(end)}";
            if (slice.Haircut.Value < cut || slice.Haircut.Value > 1m)
                yield return $"haircut {slice.Haircut} of {asset} is not {Decimals.Plain(cut)} to 1";
            (end, cut) = (slice.UpTo.Value, slice.Haircut.Value);
        }
    }

    private static string NameOf(CollateralPurpose purpose) => purpose switch
    {
        CollateralPurpose.Maintenance => "maintenance",
        CollateralPurpose.Initial => "initial margin",
        CollateralPurpose.Borrowing => "borrowing",
        _ => "withdrawals",
    };
}
