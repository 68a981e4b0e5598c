using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.RiskBooks;

/// <summary>Reads <c>assets</c> of a portfolio or a risk book.</summary>
internal static class AssetMembers
{
    private const int DefaultScale = 8;

    /// <summary>All assets; the valuation currency is among them whether it is listed or not.</summary>
    public static IReadOnlyList<AssetParameters> Read(JsonObjectReader file, AssetId valuation, RiskFileKind kind)
    {
        var assets = file.Objects("assets")
            .Select(asset => Read(new AssetId(asset.Name), asset.Object, valuation, kind))
            .ToList();
        if (assets.TrueForAll(asset => asset.Id != valuation))
            assets.Add(new AssetParameters(valuation, DefaultScale, CollateralSchedule.Full, Rate.Zero));
        return assets;
    }

    private static AssetParameters Read(AssetId id, JsonObjectReader asset, AssetId valuation, RiskFileKind kind)
    {
        var largest = kind == RiskFileKind.Venue ? Decimals.LargestScale : 28;
        var scale = (int)asset.Number("scale", NumberRange.Whole(0, largest), DefaultScale);
        var collateral = CollateralMembers.ReadSlices(asset, "collateral");
        var rules = kind == RiskFileKind.Venue ? CollateralMembers.ReadRules(asset, collateral) : CollateralRules.None;
        var debt = kind == RiskFileKind.Venue ? DebtMembers.Read(asset, scale) : DebtRules.None;
        var surcharge = asset.Number("liabilitySurcharge", NumberRange.Share, 0m);
        var loan = LoanMembers.Read(asset, kind);
        var lending = kind == RiskFileKind.Venue ? LendingMembers.Read(asset, scale) : null;
        var fund = kind == RiskFileKind.Venue ? FundMembers.Read(asset, scale) : null;
        var isValuation = id == valuation;
        string[] ofVenue = kind == RiskFileKind.Venue ? CollateralMembers.VenueOnly : [];
        foreach (var name in (string[])["collateral", "liabilitySurcharge", .. ofVenue])
        {
            if (isValuation && asset.Has(name))
                asset.Wrong(name, "the valuation currency counts in full; leave this out");
        }

        asset.Done();
        return isValuation
            ? new AssetParameters(id, scale, CollateralSchedule.Full, Rate.Zero)
            {
                Debt = debt,
                Loan = loan,
                Lending = lending,
                Fund = fund,
            }
            : new AssetParameters(id, scale, collateral, new Rate(surcharge))
            {
                Rules = rules,
                Debt = debt,
                Loan = loan,
                Lending = lending,
                Fund = fund,
            };
    }
}
