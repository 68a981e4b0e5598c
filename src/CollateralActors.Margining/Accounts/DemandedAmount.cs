using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>How much answers a margin call: found by asking what the account would be with it.</summary>
public static class DemandedAmount
{
    /// <summary>
    /// The smallest deposits, or margin, that bring equity to the margin-call ratio × maintenance, each alone: first in
    /// the valuation currency, then in what positions settle in, without what no amount of is enough.
    /// </summary>
    public static ValueList<Money> AnyOf(AccountState account, MarginScope scope, MarketView market)
    {
        IEnumerable<AssetId> assets = scope.Isolated is { } instrument
            ? [market.Risk[instrument].Settle]
            : account.Positions.Keys.Where(id => account.ScopeOf(id) == scope)
                .Select(id => market.Risk[id].Settle)
                .Distinct()
                .Order()
                .Prepend(market.Risk.Valuation)
                .Distinct();
        return assets.Select(asset => (Asset: asset, Amount: Of(account, scope, asset, market)))
            .Where(found => found.Amount is not null)
            .Select(found => new Money(found.Amount!.Value, found.Asset))
            .ToValueList();
    }

    /// <summary>Whether a part of an account is healthy as it is.</summary>
    internal static bool IsEnough(AccountState account, MarginScope scope, MarketView market) =>
        FiguresOf(account, scope, market).Status == MarginStatus.Healthy;

    private static Amount? Of(AccountState account, MarginScope scope, AssetId asset, MarketView market)
    {
        var figures = FiguresOf(account, scope, market);
        var price = scope.IsCross ? market.IndexPrice(asset) : Price.One;
        if (price is not { Value: > 0m } worth)
            return null;
        var unit = Decimals.Unit(market.Risk[asset].Scale);
        try
        {
            // As if it counted in full: with haircuts it takes more, in place of a debt with a surcharge less.
            var missing = (figures.Maintenance * market.Risk.MarginCallRatio) - figures.Equity;
            var most = Math.Max(1m, decimal.Ceiling(missing.Value / worth.Value / unit));
            var least = 0m;
            if (IsEnoughWith(most) && (most == 1m || !IsEnoughWith(most - 1m)))
                return new Amount(Decimals.Normal(most * unit));
            while (!IsEnoughWith(most))
            {
                (least, most) = (most, most * 2m);
                if (most * unit > Limits.Largest)
                    return null;
            }

            while (most - least > 1m)
            {
                var middle = decimal.Floor((least + most) / 2m);
                if (IsEnoughWith(middle))
                    most = middle;
                else
                    least = middle;
            }

            return new Amount(Decimals.Normal(most * unit));
        }
        catch (OverflowException)
        {
            return null;
        }

        bool IsEnoughWith(decimal units)
        {
            var more = new Amount(units * unit);
            return IsEnough(
                scope.Isolated is { } instrument ? account.PostMargin(instrument, more) : account.Post(asset, more),
                scope,
                market);
        }
    }

    private static MarginFigures FiguresOf(AccountState account, MarginScope scope, MarketView market)
    {
        var book = account.ToMarginBook(market);
        return ScopeFigures.Of(
            account, scope.IsCross && !account.Isolated.IsEmpty ? book.WithoutIsolated() : book, scope, market);
    }
}
