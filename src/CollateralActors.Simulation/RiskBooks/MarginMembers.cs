using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.RiskBooks;

/// <summary>Reads <c>margin</c> of an instrument.</summary>
internal static class MarginMembers
{
    public static MarginSchedule Read(JsonObjectReader margin, RiskFileKind kind)
    {
        if (margin.Has("option"))
            margin.Wrong("option", "only options have these rates; other contracts have tiers");
        var tiers = margin.Needs("tiers") ? margin.List("tiers").Select(tier => ReadTier(tier, kind)).ToList() : [];
        CheckOrder(margin, tiers);
        var tierOf = margin.OneOf("tierOf", "value", "size") == 0 ? TierMeasure.Value : TierMeasure.Size;
        var basis = margin.OneOf("basis", "mark", "entry") == 0 ? MarginBasis.Mark : MarginBasis.Entry;
        var slope = margin.Number("sizeSlope", NumberRange.Share, 0m);
        var fee = margin.Number("closingFee", NumberRange.Share, 0m);
        margin.Done();
        return new MarginSchedule([.. tiers.Select(tier => tier.Tier)], tierOf, basis, new Rate(slope), new Rate(fee));
    }

    private static (JsonObjectReader Source, MarginTier Tier) ReadTier(JsonObjectReader tier, RiskFileKind kind)
    {
        var end = tier.NumberOrNull("upTo", NumberRange.Positive) ?? MarginSchedule.Endless;
        var initial = tier.Number("initial", NumberRange.Share);
        var maintenance = tier.Number("maintenance", NumberRange.Share);
        if (kind == RiskFileKind.Venue && initial < maintenance)
            tier.Wrong(
                "initial", $"the initial rate may not be below the maintenance rate {Decimals.Plain(maintenance)}");
        tier.Done();
        return (tier, new MarginTier(end, new Rate(initial), new Rate(maintenance)));
    }

    private static void CheckOrder(JsonObjectReader margin, List<(JsonObjectReader Source, MarginTier Tier)> tiers)
    {
        foreach (var (before, (source, tier)) in tiers.Zip(tiers.Skip(1)))
        {
            if (tier.UpTo <= before.Tier.UpTo)
                source.Wrong("upTo", "the ends of tiers have to rise from one to the next; only the last is null");
            if (tier.Initial < before.Tier.Initial)
                source.Wrong("initial", "rates may not fall from one tier to the next");
            if (tier.Maintenance < before.Tier.Maintenance)
                source.Wrong("maintenance", "rates may not fall from one tier to the next");
        }

        if (margin.Has("tiers") && tiers.Count == 0)
            margin.Wrong("tiers", "at least one tier is needed, the last with \"upTo\": null");
        else if (tiers.Count > 0 && tiers[^1].Tier.UpTo != MarginSchedule.Endless)
            tiers[^1].Source.Wrong("upTo", "the last tier has to be without end: write null");
    }
}
