using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>What a venue's risk book must hold beyond what its types can say.</summary>
public static class RiskBookRules
{
    /// <summary>Largest margin-call ratio and liquidation target.</summary>
    public const decimal LargestRatio = 100m;

    private const decimal SmallestStep = 0.000000000001m;

    /// <summary>
    /// Everything that is wrong with a book, a sentence each that says what would be right; empty where nothing is.
    /// </summary>
    /// <param name="book">The book.</param>
    /// <param name="before">
    /// The book that it takes the place of, whose assets and contracts may be held; null for the first.
    /// </param>
    /// <param name="now">When it takes effect: what expires does so later. Null where that is not known.</param>
    public static IReadOnlyList<string> Problems(RiskBook book, RiskBook? before, Instant? now = null) =>
    [
        .. OfBook(book),
        .. CallProblems.Of(book),
        .. LiquidationProblems.Of(book),
        .. book.Assets.SelectMany(OfAsset),
        .. book.Assets.SelectMany(asset => CollateralProblems.Of(asset, book)),
        .. book.Assets.SelectMany(DebtProblems.Of),
        .. book.Assets.SelectMany(LoanProblems.Of),
        .. book.Assets.SelectMany(LendingProblems.Of),
        .. book.Instruments.SelectMany(i => OfInstrument(i, book)),
        .. book.Instruments.SelectMany(LiquidationProblems.Of),
        .. book.Instruments.Where(i => i.IsSpot).SelectMany(i => SpotProblems.Of(i, book)),
        .. book.Instruments.SelectMany(i => DatedProblems.Of(i, book, before, now)),
        .. PortfolioProblems.Of(book, before),
        .. before is null ? [] : OfChange(before, book),
    ];

    // Accounts hold what an earlier version let them: what an amount or a contract is can not change under them.
    private static IEnumerable<string> OfChange(RiskBook before, RiskBook book)
    {
        if (book.Valuation != before.Valuation)
            yield return $"valuation currency {book.Valuation} is not {before.Valuation}, as in version "
                + $"{before.Version}; it stays";
        foreach (var old in before.Assets)
        {
            if (book.Find(old.Id) is not { } asset)
                yield return $"asset {old.Id} of version {before.Version} is missing; let it count nothing instead";
            else if (asset.Scale != old.Scale)
                yield return $"scale {asset.Scale} of {old.Id} is not {old.Scale}, as in version {before.Version}; "
                    + "it stays";
        }

        foreach (var old in before.Instruments)
        {
            if (book.Find(old.Id) is not { } instrument)
                yield return $"instrument {old.Id} of version {before.Version} is missing; it stays, with whatever "
                    + "margin";
            else if (TermsOf(instrument) != TermsOf(old))
                yield return $"{old.Id} is not the contract of version {before.Version}; kind, assets and contract "
                    + "size stay";
            else if (old.Funding is not null && instrument.Funding is null)
                yield return $"funding of {old.Id} in version {before.Version} is missing; it stays, if need be with "
                    + "a cap of 0";
            else
            {
                foreach (var problem in DatedProblems.OfChange(old, instrument, before.Version))
                    yield return problem;
            }
        }
    }

    private static (InstrumentKind, AssetId, AssetId, AssetId, decimal) TermsOf(InstrumentParameters i) =>
        (i.Kind, i.Base, i.Quote, i.Settle, i.ContractSize);

    private static IEnumerable<string> OfBook(RiskBook book)
    {
        if (book.MarginCallRatio.Value is < 1m or > LargestRatio)
            yield return $"margin-call ratio {book.MarginCallRatio} is not 1 to {LargestRatio}";
        if (book.LiquidationTarget.Value is < 1m or > LargestRatio)
            yield return $"liquidation target {book.LiquidationTarget} is not 1 to {LargestRatio}";
        var (initial, withdrawal) = (book.ProfitWeights.Initial, book.ProfitWeights.Withdrawal);
        if (!IsShare(initial) || !IsShare(withdrawal) || withdrawal > initial)
            yield return $"weights {initial} and {withdrawal} of profits are not 0 to 1, "
                + "the one for withdrawals at most the one for initial margin";
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
        foreach (var problem in asset.Fund?.Problems(asset.Scale) ?? [])
            yield return $"insurance fund of {asset.Id}: {problem}";
        if (!IsShare(asset.LiabilitySurcharge))
            yield return $"liability surcharge {asset.LiabilitySurcharge} of {asset.Id} is not 0 to 1";
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
        if (!IsStep(instrument.Lot.Contracts) || !IsStep(instrument.Tick.Value))
            yield return $"lot {instrument.Lot} and tick {instrument.Tick} of {id} are not both above 0, with at "
                + $"most {Decimals.LargestScale} decimals";
        if (instrument.IsInverse ? instrument.Settle != instrument.Base : instrument.Settle != instrument.Quote)
            yield return $"{id} settles in {instrument.Settle}; a linear contract settles in its quote, an inverse "
                + "one in its base";
        Rate[] rates =
        [
            instrument.LiquidationFee,
            instrument.MakerFee,
            instrument.TakerFee,
            instrument.Margin.ClosingFee,
            instrument.Margin.SizeSlope,
        ];
        foreach (var rate in rates)
        {
            if (!IsShare(rate))
                yield return $"rate {rate} of {id} is not 0 to 1";
        }

        if (instrument.PositionLimit is <= 0m or > Limits.Largest)
            yield return $"position limit {Decimals.Plain(instrument.PositionLimit.Value)} of {id} is not above 0; "
                + "leave it out for no limit";
        var ofOpenInterest = instrument.OpenInterest?.Problems(instrument) ?? [];
        foreach (var problem in OfFunding(instrument).Concat(OfTiers(instrument)).Concat(ofOpenInterest))
            yield return problem;
    }

    private static IEnumerable<string> OfFunding(InstrumentParameters instrument)
    {
        if (instrument.Funding is not { } funding)
            yield break;
        var id = instrument.Id;
        if (!instrument.IsPerpetual)
            yield return $"{id} has funding and is no perpetual; a contract that expires needs none";
        if (funding.Interval < TimeSpan.FromMinutes(1) || funding.Interval > FundingParameters.LongestInterval
            || funding.Interval.Ticks % TimeSpan.TicksPerMinute != 0)
            yield return FormattableString.Invariant(
                $"funding interval {funding.Interval:c} of {id} is not 1 minute to 7 days, in whole minutes");
        if (funding.InterestRate.Value is < -1m or > 1m || !IsShare(funding.Damper) || !IsShare(funding.Cap))
            yield return $"funding of {id} has interest {funding.InterestRate}, damper {funding.Damper} and cap "
                + $"{funding.Cap}; "
                + "expected −1 to 1, 0 to 1 and 0 to 1";
        foreach (var rate in new[] { funding.InterestRate, funding.Damper, funding.Cap })
        {
            if (!Decimals.FitsScale(rate.Value, FundingParameters.RateScale))
                yield return $"funding rate {rate} of {id} has more than {FundingParameters.RateScale} decimals";
        }
    }

    private static IEnumerable<string> OfTiers(InstrumentParameters instrument)
    {
        if (instrument.IsOption || instrument.IsSpot)
            yield break;
        var (id, tiers) = (instrument.Id, instrument.Margin.Tiers);
        if (tiers.Count == 0 || tiers[^1].UpTo != MarginSchedule.Endless)
            yield return $"the last tier of {id} has an end; it has none";
        var before = new MarginTier(0m, Rate.Zero, Rate.Zero);
        foreach (var tier in tiers)
        {
            if (tier.UpTo <= before.UpTo)
                yield return $"tier up to {Decimals.Plain(tier.UpTo)} of {id} does not end above "
                    + $"{Decimals.Plain(before.UpTo)}";
            if (!IsShare(tier.Initial)
                || !IsShare(tier.Maintenance)
                || tier.Initial < before.Initial
                || tier.Maintenance < before.Maintenance)
                yield return $"rates {tier.Initial} and {tier.Maintenance} of {id} are not 0 to 1, or fall from tier "
                    + "to tier";
            if (tier.Initial < tier.Maintenance)
                yield return $"initial rate {tier.Initial} of {id} is below the maintenance rate {tier.Maintenance}";
            before = tier;
        }
    }

    private static bool IsStep(decimal step) =>
        step is >= SmallestStep and <= Limits.Largest && Decimals.FitsScale(step, Decimals.LargestScale);

    private static bool IsShare(Rate rate) => rate.Value is >= 0m and <= 1m;
}
