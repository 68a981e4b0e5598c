using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>What one asset of an account counts for a purpose: rule after rule, each noting what it takes.</summary>
/// <param name="asset">The asset.</param>
/// <param name="market">Prices and rules.</param>
/// <param name="purpose">What it is counted for.</param>
/// <param name="cuts">By rule, valuation currency: what rules take is added to it.</param>
internal readonly ref struct PurposeCount(
    AssetParameters asset, MarketView market, CollateralPurpose purpose, Span<decimal> cuts)
{
    private readonly AssetParameters asset = asset;
    private readonly MarketView market = market;
    private readonly CollateralPurpose purpose = purpose;
    private readonly Span<decimal> cuts = cuts;

    private bool CountsInFull => asset.Id == market.Risk.Valuation;

    /// <summary>What the asset counts, in the valuation currency.</summary>
    /// <param name="balance">Signed; negative is owed.</param>
    /// <param name="profit">Profit and loss of the positions that settle in the asset.</param>
    /// <param name="exposure">Units of the asset that the account is long in by its contracts.</param>
    public Amount Of(Amount balance, in PurposeProfit profit, Amount exposure)
    {
        if (balance + profit.AtMarks == Amount.Zero && balance == Amount.Zero && profit.Useful == profit.AtMarks)
            return Amount.Zero;
        var price = MarginCalculator.PriceOf(asset.Id, market);
        var net = balance + Weighted(profit.Useful);
        var counted = Adjusted(balance + profit.AtMarks, price);
        if (profit.Useful != profit.AtMarks)
        {
            counted = Cut(CollateralRule.CautiousPrice, counted, Adjusted(balance + profit.Cautious, price), price);
            counted = Cut(CollateralRule.PriceUse, counted, Adjusted(balance + profit.Useful, price), price);
        }

        counted = Cut(CollateralRule.ProfitWeight, counted, Adjusted(net, price), price);
        if (CountsInFull || purpose == CollateralPurpose.Maintenance)
            return counted * price;
        if (net > Amount.Zero)
            counted = ByRules(counted, net, exposure, price);
        return AtItsWorth(counted, price);
    }

    private Amount AtItsWorth(Amount counted, Price price)
    {
        if (counted > Amount.Zero && !market.IsGoodFor(asset.Id, PurposeProfit.ActionFor(purpose)))
            return Cut(CollateralRule.PriceUse, counted, Amount.Zero, price);
        if (!market.IsCautious)
            return counted * price;
        var pair = market.CautiousIndex(asset.Id, price);
        var value = counted * (counted > Amount.Zero ? pair.Low : pair.High);
        cuts[(int)CollateralRule.CautiousPrice] += ((counted * price) - value).Value;
        return value;
    }

    // Each step counts at most what the one before it counts, and no less for a larger net amount: what all accounts
    // hold is what the frame says, whatever this one is about to add or take.
    private Amount ByRules(Amount counted, Amount net, Amount exposure, Price price)
    {
        var (rules, schedule) = (asset.Rules, asset.CollateralFor(purpose));
        var weight = rules.Peg?.WeightAt(price) ?? Rate.One;

        // What counts for maintenance carries the weight already where the peg holds for that too.
        var before = rules.Peg is { IsForMaintenance: true } ? weight : Rate.One;
        counted = Cut(CollateralRule.PurposeHaircut, counted, schedule.Value(net) * before, price);
        var capped = rules.AccountCap is { } cap ? Amount.Min(net, cap) : net;
        counted = Cut(CollateralRule.AccountCap, counted, schedule.Value(capped) * before, price);
        if (weight != before)
            counted = Cut(CollateralRule.Peg, counted, counted * weight, price);
        if (rules.NeedsHoldings)
        {
            var shares = VenueShares.Of(rules, market.Totals.Of(asset.Id), price);
            var whole = counted;
            counted = Cut(CollateralRule.Concentration, counted, whole * shares.ByConcentration, price);
            counted = Cut(CollateralRule.VenueCap, counted, whole * shares.ByBoth, price);
            weight = new Rate(weight.Value * shares.ByBoth.Value);
        }

        var overlap = schedule.Value(Amount.Min(capped, exposure)) * weight;
        return Cut(CollateralRule.WrongWay, counted, counted - (overlap * rules.WrongWayHaircut), price);
    }

    private Amount Weighted(Amount profit)
    {
        var weight = market.Risk.ProfitWeights.For(purpose);
        return profit > Amount.Zero && weight != Rate.One ? profit * weight : profit;
    }

    private Amount Adjusted(Amount net, Price price) => CountsInFull ? net : asset.Adjusted(net, price);

    private Amount Cut(CollateralRule rule, Amount before, Amount after, Price price)
    {
        cuts[(int)rule] += ((before - after) * price).Value;
        return after;
    }
}
