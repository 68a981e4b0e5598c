using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Liquidations;

/// <summary>
/// What a liquidation exchanges before it closes a position: collateral with a haircut for what counts more, or for
/// what is owed with a surcharge, at index prices.
/// </summary>
/// <remarks>
/// The exchange that raises equity most for what it costs comes first, as far as it goes on raising it; then it is
/// looked again. Of two that do as well, the one into what is owed or settled in comes before the one into the
/// valuation currency. It ends at the liquidation target, solved in exact fractions, or where no exchange frees more
/// than it costs.
/// </remarks>
internal sealed class SpareCollateral
{
    /// <summary>An end for whatever rounding could do: each exchange ends a slice, a debt or a balance.</summary>
    private const int MostExchanges = 64;

    private readonly LiquidationId liquidation;
    private readonly MarketView market;
    private readonly List<AccountEvent> events = [];
    private readonly HashSet<(AssetId, AssetId)> useless = [];
    private AccountState now;

    private SpareCollateral(AccountState account, LiquidationId liquidation, MarketView market) =>
        (now, this.liquidation, this.market) = (account, liquidation, market);

    /// <summary>
    /// The exchanges of an account with a position to close, in order; none where the rules have none, or the account
    /// is bankrupt.
    /// </summary>
    public static IReadOnlyList<AccountEvent> Of(
        AccountState account, Assessment seen, LiquidationId liquidation, MarketView market)
    {
        if (market.Risk.Liquidation is not { ConvertsCollateral: true } || !seen.Scope.IsCross
            || seen.Book.Mode == MarginMode.Loan || seen.Figures.Status == MarginStatus.Bankrupt)
            return [];
        var spare = new SpareCollateral(account, liquidation, market);
        for (var i = 0; i < MostExchanges; i++)
        {
            if (!spare.GoesOn())
                break;
        }

        return spare.events;
    }

    private bool GoesOn()
    {
        var book = BookOf(now);
        Fraction target = market.Risk.LiquidationTarget.Value;
        if (book.Equity >= book.Maintenance * target || Best(book, target) is not { } best)
            return false;
        if (best.Exchange(market) is not { } exchange || !Helps(exchange, book, target))
            return useless.Add((best.From.Parameters.Id, best.Into.Parameters.Id));
        var converted = new AccountEvent.CollateralConverted(
            liquidation, exchange, MarketBasis.At(market, [exchange.Given.Asset, exchange.Got.Asset]));
        events.Add(converted);
        now = AccountEvolution.Evolve(now, converted);
        return true;
    }

    private ExactBook BookOf(AccountState account) =>
        new(account.ToMarginBook(market).WithoutIsolated() with { Orders = [] }, market);

    private Stretch? Best(ExactBook book, Fraction target) => Pairs(book)
        .Select(pair => Stretch.Of(book, pair.From, pair.Into, now.BalanceOf(pair.From.Parameters.Id), target, market))
        .OfType<Stretch>()
        .OrderByDescending(stretch => stretch.Gain)
        .ThenBy(stretch => stretch.Into.IsValuation)
        .ThenBy(stretch => stretch.From.Parameters.Id)
        .ThenBy(stretch => stretch.Into.Parameters.Id)
        .FirstOrDefault();

    private IEnumerable<(ExactAsset From, ExactAsset Into)> Pairs(ExactBook book) =>
        from given in book.Assets
        where now.BalanceOf(given.Parameters.Id) > Amount.Zero
        from got in Wanted(book)
        where !useless.Contains((given.Parameters.Id, got.Parameters.Id))
            && IndexExchange.IsPossible(given.Parameters.Id, got.Parameters.Id, market)
        select (given, got);

    // What positions settle in, what is owed, and the valuation currency, which always counts in full.
    private IEnumerable<ExactAsset> Wanted(ExactBook book)
    {
        var valuation = market.Risk.Valuation;
        var settled = book.Cross.Select(position => position.Instrument.Settle).ToHashSet();
        var wanted = book.Assets.Where(asset =>
            asset.Parameters.Id == valuation || asset.Net.Sign < 0 || settled.Contains(asset.Parameters.Id));
        return book.Assets.Any(asset => asset.Parameters.Id == valuation)
            ? wanted
            : wanted.Append(new ExactAsset(
                market.Risk[valuation], true, Fraction.Zero, Fraction.Zero, Fraction.One));
    }

    private bool Helps(IndexExchange exchange, ExactBook before, Fraction target)
    {
        var after = BookOf(exchange.Applied(now));
        return after.Equity - (after.Maintenance * target) > before.Equity - (before.Maintenance * target);
    }

    /// <summary>An exchange on the stretch on which each unit of it raises equity by the same.</summary>
    /// <param name="From">What goes.</param>
    /// <param name="Into">What comes.</param>
    /// <param name="Given">How much goes, its fee included: to the target, or to the end of the stretch.</param>
    /// <param name="Gain">
    /// Equity for what it costs; larger is better. What is free comes before all that is not.
    /// </param>
    private sealed record Stretch(ExactAsset From, ExactAsset Into, Amount Given, (bool IsFree, Fraction Share) Gain)
    {
        public static Stretch? Of(
            ExactBook book, ExactAsset from, ExactAsset into, Amount held, Fraction target, MarketView market)
        {
            Fraction fee = into.Parameters.Debt.ConversionFee.Value;
            var (sold, bought) = (
                from.TermAlong(from.Net - Curve.X, from.Price),
                into.TermAlong(into.Net + (Curve.X * (from.Price / into.Price / (Fraction.One + fee))), into.Price));
            var slack = new Slack(target);
            slack.Add(
                book.Equity - from.Term.Around(Fraction.One).Fixed - into.Term.Around(Fraction.One).Fixed,
                book.Maintenance);
            slack.Add(sold);
            slack.Add(bought);
            var kinks = sold.Kinks().Concat(bought.Kinks()).Where(kink => kink.Sign > 0 && kink < held.Value);
            Fraction[] ends = [.. kinks.Append(held.Value).Distinct().Order()];
            var slope = slack.Around(ends[0] / 2m).TimesX;
            if (slope.Sign <= 0)
                return null;
            // Where a debt ends that has no surcharge, nothing bends.
            var end = ends[0];
            for (var i = 1; i < ends.Length && slack.Around((end + ends[i]) / 2m).TimesX == slope; i++)
                end = ends[i];
            var unit = Decimals.Unit(from.Parameters.Scale);
            var steps = slack.Above(Fraction.Zero, end) is { } crossing
                ? crossing.StepsUp(unit)
                : (end / unit).Floor();
            var given = Math.Min(held.Value, (decimal)steps * unit);
            var gain = slope / from.Price;
            return given > 0m
                ? new Stretch(
                    from,
                    into,
                    new Amount(Decimals.Normal(given)),
                    fee.IsZero ? (true, gain) : (false, gain * (Fraction.One + fee) / fee))
                : null;
        }

        public IndexExchange? Exchange(MarketView market) =>
            IndexExchange.Giving(new Money(Given, From.Parameters.Id), Into.Parameters.Id, market);
    }
}
