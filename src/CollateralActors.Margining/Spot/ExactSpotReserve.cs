using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Spot;

/// <summary>The same as <see cref="SpotReserve"/> as an exact fraction, by what counts to keep positions.</summary>
internal static class ExactSpotReserve
{
    /// <summary>Sum over all orders, valuation currency, 0 or more.</summary>
    public static Fraction Of(ExactBook book)
    {
        if (!book.Source.HasSpotOrders)
            return Fraction.Zero;
        var exchanges = new SpotExchanges(book.Source, book.Market.Risk);
        var total = Fraction.Zero;
        foreach (var exchange in exchanges.All)
            total += Fraction.Max(Fraction.Zero, Lost(exchange.Gives) - Gained(exchange.Gets));
        return total;

        Fraction Lost(Money gives)
        {
            Fraction given = exchanges.GivenOf(gives.Asset).Value;
            return Counted(gives.Asset, gives.Amount.Value - given) - Counted(gives.Asset, -given);
        }

        Fraction Gained(Money gets)
        {
            Fraction got = exchanges.GotOf(gets.Asset).Value;
            return Counted(gets.Asset, got) - Counted(gets.Asset, got - gets.Amount.Value);
        }

        Fraction Counted(AssetId asset, Fraction change)
        {
            var now = book.Assets.FirstOrDefault(each => each.Parameters.Id == asset);
            var parameters = book.Market.Risk[asset];
            var (balance, net) = (now?.Balance ?? Fraction.Zero, now?.Net ?? Fraction.Zero);
            var changed = new ExactAsset(
                parameters,
                asset == book.Market.Risk.Valuation,
                balance + change,
                net + change,
                ExactMarket.IndexPrice(asset, book.Market));
            return changed.Term.Around(Fraction.One).Fixed;
        }
    }
}
