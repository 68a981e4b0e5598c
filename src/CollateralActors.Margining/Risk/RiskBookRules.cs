using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>What a venue's risk book must hold beyond what its types can say.</summary>
public static class RiskBookRules
{
    /// <summary>Everything that is wrong with a book, a sentence each that says what would be right; empty where nothing is.</summary>
    public static IReadOnlyList<string> Problems(RiskBook book) =>
        [.. OfBook(book), .. book.Assets.SelectMany(OfAsset), .. book.Instruments.SelectMany(i => OfInstrument(i, book))];

    private static IEnumerable<string> OfBook(RiskBook book)
    {
        if (book.MarginCallRatio.Value < 1m)
            yield return $"margin-call ratio {book.MarginCallRatio} is below 1";
        if (book.LiquidationTarget.Value < 1m)
            yield return $"liquidation target {book.LiquidationTarget} is below 1";
        if (book.Find(book.Valuation) is not { } valuation)
            yield return $"valuation currency {book.Valuation} is not among the assets";
        else if (!valuation.Collateral.Equals(CollateralSchedule.Full) || valuation.LiabilitySurcharge != Rate.Zero)
            yield return $"valuation currency {book.Valuation} has haircuts or a surcharge; it counts in full";
    }

    private static IEnumerable<string> OfAsset(AssetParameters asset)
    {
        if (!Limits.IsName(asset.Id.Value))
            yield return $"asset '{asset.Id}' is not 1 to {Limits.NameLength} letters, digits, '-', '_' and '.'";
        if (asset.Scale is < 0 or > Decimals.LargestScale)
            yield return $"scale {asset.Scale} of {asset.Id} is not 0 to {Decimals.LargestScale}";
        if (!IsShare(asset.LiabilitySurcharge))
            yield return $"liability surcharge {asset.LiabilitySurcharge} of {asset.Id} is not 0 to 1";
        var (end, cut) = (0m, 0m);
        foreach (var slice in asset.Collateral.Slices)
        {
            if (slice.UpTo.Value <= end)
                yield return $"collateral slice up to {slice.UpTo} of {asset.Id} does not end above {Decimals.Plain(end)}";
            if (!IsShare(slice.Haircut) || slice.Haircut.Value < cut)
                yield return $"haircut {slice.Haircut} of {asset.Id} is not {Decimals.Plain(cut)} to 1";
            (end, cut) = (slice.UpTo.Value, slice.Haircut.Value);
        }
    }

    private static IEnumerable<string> OfInstrument(InstrumentParameters instrument, RiskBook book)
    {
        var id = instrument.Id;
        if (!Limits.IsName(id.Value))
            yield return $"instrument '{id}' is not 1 to {Limits.NameLength} letters, digits, '-', '_' and '.'";
        foreach (var asset in new[] { instrument.Base, instrument.Settle, instrument.Quote }.Distinct())
        {
            if (book.Find(asset) is null)
                yield return $"asset {asset} of {id} is not among the assets";
        }

        if (book.Find(new AssetId(id.Value)) is not null)
            yield return $"{id} is the name of an asset and of an instrument; prices could not tell them apart";
        if (instrument.ContractSize is <= 0m or > Limits.Largest)
            yield return $"contract size {Decimals.Plain(instrument.ContractSize)} of {id} is not above 0";
        if (instrument.Lot.Contracts <= 0m || instrument.Tick.Value <= 0m)
            yield return $"lot {instrument.Lot} and tick {instrument.Tick} of {id} are not both above 0";
        foreach (var rate in new[] { instrument.LiquidationFee, instrument.MakerFee, instrument.TakerFee, instrument.Margin.ClosingFee, instrument.Margin.SizeSlope })
        {
            if (!IsShare(rate))
                yield return $"rate {rate} of {id} is not 0 to 1";
        }

        foreach (var problem in OfTiers(instrument))
            yield return problem;
    }

    private static IEnumerable<string> OfTiers(InstrumentParameters instrument)
    {
        var (id, tiers) = (instrument.Id, instrument.Margin.Tiers);
        if (tiers.Count == 0 || tiers[^1].UpTo != MarginSchedule.Endless)
            yield return $"the last tier of {id} has an end; it has none";
        var before = new MarginTier(0m, Rate.Zero, Rate.Zero);
        foreach (var tier in tiers)
        {
            if (tier.UpTo <= before.UpTo)
                yield return $"tier up to {Decimals.Plain(tier.UpTo)} of {id} does not end above {Decimals.Plain(before.UpTo)}";
            if (!IsShare(tier.Initial) || !IsShare(tier.Maintenance) || tier.Initial < before.Initial || tier.Maintenance < before.Maintenance)
                yield return $"rates {tier.Initial} and {tier.Maintenance} of {id} are not 0 to 1, or fall from tier to tier";
            if (tier.Initial < tier.Maintenance)
                yield return $"initial rate {tier.Initial} of {id} is below the maintenance rate {tier.Maintenance}";
            before = tier;
        }
    }

    private static bool IsShare(Rate rate) => rate.Value is >= 0m and <= 1m;
}
