using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.RiskBooks;

/// <summary>Reads <c>instruments</c> of a portfolio or a risk book.</summary>
internal static class InstrumentMembers
{
    private static readonly string[] Kinds =
        ["linear-perpetual", "inverse-perpetual", "linear-future", "inverse-future", "option"];

    /// <summary>A wrong step reads as none, so that every quantity fits it.</summary>
    private static readonly NumberRange Steps = NumberRange.Positive with { StandIn = 0m };

    /// <summary>
    /// All instruments by name; null for one whose kind could not be read, so that what names it is not wrong as well.
    /// </summary>
    public static IReadOnlyDictionary<string, InstrumentParameters?> Read(
        JsonObjectReader file, AssetId valuation, IReadOnlyList<AssetParameters> assets, RiskFileKind kind)
    {
        var listed = assets.Select(asset => asset.Id.Value).ToHashSet();
        return file.Objects("instruments").ToDictionary(
            instrument => instrument.Name,
            instrument => Read(instrument.Name, instrument.Object, valuation, listed, kind));
    }

    private static InstrumentParameters? Read(
        string name, JsonObjectReader instrument, AssetId valuation, HashSet<string> listed, RiskFileKind file)
    {
        if (!instrument.Needs("kind"))
            return null;
        var kind = Kinds[instrument.OneOf("kind", Kinds)];
        if (kind is "linear-future" or "inverse-future" or "option")
        {
            instrument.Wrong(
                "kind",
                $"this version does not support the kind '{kind}', only linear-perpetual and inverse-perpetual");
            return null;
        }

        var isInverse = kind == "inverse-perpetual";
        var @base = instrument.Text("base");
        var settle = instrument.Text("settle");
        if (!isInverse && instrument.Has("quote"))
            instrument.Wrong(
                "quote", "only inverse contracts have a quote; a linear one is quoted in its settle asset");
        var quote = isInverse ? instrument.Text("quote", valuation.Value) : settle;
        var contractSize = instrument.Number("contractSize", NumberRange.Positive);
        var (lot, tick) = (Step("lot"), Step("tick"));
        var margin = instrument.Object("margin") is { } members
            ? MarginMembers.Read(members, file)
            : new MarginSchedule([], TierMeasure.Value, MarginBasis.Mark, Rate.Zero, Rate.Zero);
        var liquidationFee = instrument.Number("liquidationFee", NumberRange.Share, 0m);
        var (makerFee, takerFee) = (VenueFee("makerFee"), VenueFee("takerFee"));
        CheckListed("settle", settle);
        if (file == RiskFileKind.Venue)
        {
            CheckListed("base", @base);
            CheckListed("quote", quote);
        }

        instrument.Done();
        return new InstrumentParameters(
            new InstrumentId(name), isInverse ? InstrumentKind.InversePerpetual : InstrumentKind.LinearPerpetual,
            new AssetId(@base),
            new AssetId(quote),
            new AssetId(settle),
            contractSize,
            new Quantity(lot),
            new Price(tick),
            margin, new Rate(liquidationFee), new Rate(makerFee), new Rate(takerFee));

        decimal Step(string member) => file == RiskFileKind.Venue
            ? instrument.Number(member, Steps)
            : instrument.Number(member, Steps, 0m);

        decimal VenueFee(string member) =>
            file == RiskFileKind.Venue ? instrument.Number(member, NumberRange.Share, 0m) : 0m;

        void CheckListed(string member, string asset)
        {
            if (asset.Length > 0 && !listed.Contains(asset) && instrument.Has(member))
                instrument.Wrong(member, $"the asset '{asset}' is not listed; add it to assets");
        }
    }
}
