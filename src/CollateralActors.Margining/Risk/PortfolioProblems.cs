using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>What is wrong with a venue's rules of portfolio mode.</summary>
internal static class PortfolioProblems
{
    /// <summary>
    /// Most cells of a scan: each is looked at for every account in portfolio mode that a frame wakes.
    /// </summary>
    public const int MostCells = 256;

    /// <summary>A sentence for everything that is wrong; empty where nothing is.</summary>
    /// <param name="book">The book.</param>
    /// <param name="before">The book that it takes the place of; null for the first.</param>
    public static IEnumerable<string> Of(RiskBook book, RiskBook? before)
    {
        foreach (var (@base, scan) in book.Portfolio.Scans)
        {
            if (book.Find(@base) is null)
                yield return $"scenarios of {@base}, which is not among the assets";
            foreach (var problem in OfScan(@base, scan))
                yield return problem;
        }

        foreach (var problem in OfOffsets(book.Portfolio))
            yield return problem;

        // Accounts in portfolio mode may hold contracts on it.
        foreach (var @base in before?.Portfolio.Scans.Keys ?? [])
        {
            if (book.Portfolio.Find(@base) is null)
                yield return $"scenarios of {@base} of version {before!.Version} are missing; they stay, with "
                    + "whatever factors";
        }
    }

    private static IEnumerable<string> OfScan(AssetId @base, ScanParameters scan)
    {
        if (scan.PriceMoves.Count == 0 || scan.VolatilityMoves.Count == 0 || scan.Cells > MostCells)
            yield return FormattableString.Invariant($"scenarios of {@base} have {scan.Cells} cells; ")
                + FormattableString.Invariant($"expected 1 to {MostCells}, by at least one move of each kind");
        foreach (var move in scan.PriceMoves.Where(move => move.Value is <= -1m or > ScanParameters.LargestMove))
            yield return $"price move {move} of {@base} is not above −1 and at most {ScanParameters.LargestMove}";
        foreach (var move in scan.VolatilityMoves.Where(move => move.Value is < -1m or > ScanParameters.LargestMove))
            yield return $"volatility move {move} of {@base} is not −1 to {ScanParameters.LargestMove}";
        var (initial, maintenance) = (scan.InitialFactor, scan.MaintenanceFactor);
        if (maintenance.Value is < 0m or > ScanParameters.LargestFactor || initial.Value > ScanParameters.LargestFactor)
            yield return $"factors {initial} and {maintenance} of {@base} are not 0 to {ScanParameters.LargestFactor}";
        if (initial < maintenance)
            yield return $"initial factor {initial} of {@base} is below the maintenance factor {maintenance}";
        if (!IsShare(scan.ShortOptionMinimum) || !IsShare(scan.BasisContingency))
            yield return $"short option minimum {scan.ShortOptionMinimum} and basis contingency "
                + $"{scan.BasisContingency} "
                + $"of {@base} are not 0 to 1";
        Rate[] rates =
        [
            .. scan.PriceMoves,
            .. scan.VolatilityMoves,
            initial,
            maintenance,
            scan.ShortOptionMinimum,
            scan.BasisContingency,
        ];
        foreach (var rate in rates.Where(rate => !Decimals.FitsScale(rate.Value, Decimals.LargestScale)))
            yield return $"{rate} in the scenarios of {@base} has more than {Decimals.LargestScale} decimals";
    }

    private static IEnumerable<string> OfOffsets(PortfolioRules rules)
    {
        var seen = new HashSet<AssetId>();
        foreach (var offset in rules.Offsets)
        {
            if (!IsShare(offset.Credit))
                yield return $"credit {offset.Credit} of the offset of {string.Join(", ", offset.Bases)} is not 0 to 1";
            if (offset.Bases.Count < 2)
                yield return $"the offset of {string.Join(", ", offset.Bases)} has fewer than two bases";
            foreach (var @base in offset.Bases)
            {
                if (!seen.Add(@base))
                    yield return $"{@base} is in an offset already; a base may be in one only";
                if (rules.Find(@base) is null)
                    yield return $"there are no scenarios of {@base}, which an offset names";
            }
        }
    }

    private static bool IsShare(Rate rate) => rate.Value is >= 0m and <= 1m;
}
