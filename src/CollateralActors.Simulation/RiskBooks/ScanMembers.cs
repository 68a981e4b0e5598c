using System.Collections.Immutable;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.RiskBooks;

/// <summary>Reads the rules of portfolio mode: <c>scenarios</c> and <c>offsets</c>.</summary>
internal static class ScanMembers
{
    public static PortfolioRules Read(JsonObjectReader file, RiskFileKind kind)
    {
        var scans = file.Objects("scenarios")
            .ToImmutableSortedDictionary(scan => new AssetId(scan.Name), scan => ReadScan(scan.Object, kind));
        return new PortfolioRules(scans, ReadOffsets(file, scans));
    }

    private static ScanParameters ReadScan(JsonObjectReader scan, RiskFileKind kind)
    {
        var factor = Within(NumberRange.NotNegative, ScanParameters.LargestFactor);
        var share = Within(NumberRange.NotNegative, 1m);
        var parameters = new ScanParameters(
            Moves("priceMoves", NumberRange.Above(-1m)),
            Moves("volatilityMoves", NumberRange.AtLeast(-1m)),
            new Rate(scan.Number("initialFactor", factor)),
            new Rate(scan.Number("maintenanceFactor", factor)),
            new Rate(scan.Number("shortOptionMinimum", share, 0m)),
            new Rate(scan.Number("basisContingency", share, 0m)));
        if (kind == RiskFileKind.Venue && parameters.InitialFactor < parameters.MaintenanceFactor)
            scan.Wrong("initialFactor", "is below maintenanceFactor; what may be taken on must be allowed to be kept");
        scan.Done();
        return parameters;

        ValueList<Rate> Moves(string name, NumberRange range) => scan
            .NumberList(name, Within(range, ScanParameters.LargestMove)).Select(move => new Rate(move)).ToValueList();

        NumberRange Within(NumberRange range, decimal most) => kind == RiskFileKind.Venue ? range.AtMost(most) : range;
    }

    private static ValueList<ScanOffset> ReadOffsets(
        JsonObjectReader file, ImmutableSortedDictionary<AssetId, ScanParameters> scans)
    {
        var (offsets, seen) = (new List<ScanOffset>(), new HashSet<string>());
        foreach (var offset in file.List("offsets"))
        {
            var bases = offset.TextList("bases");
            foreach (var name in bases.Where(name => name.Length > 0))
            {
                if (!seen.Add(name))
                    offset.Wrong("bases", $"'{name}' is in an offset already; a base may be in one only");
                if (!scans.ContainsKey(new AssetId(name)))
                    offset.Wrong("bases", $"there are no scenarios of '{name}'; add them to scenarios");
            }

            if (bases.Count == 1)
                offset.Wrong("bases", "one base has nothing to offset; name at least two");
            var credit = offset.Number("credit", NumberRange.Share);
            offset.Done();
            offsets.Add(new ScanOffset(bases.Select(name => new AssetId(name)).ToValueList(), new Rate(credit)));
        }

        return offsets.ToValueList();
    }
}
