using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>What a liquidation of an account in portfolio mode closes next.</summary>
/// <remarks>
/// A position's requirement depends on the others, so there is no order in which all of them could be planned at once:
/// one close at a time is found by looking at the whole account after it, and the next one after that was filled.
/// Closing one position is worth most somewhere between nothing and all of it, since beyond that it lays bare what it
/// hedged. Where no close of one is enough, each takes a quarter of what is missing, a per cent of a position or all of
/// it, so there is an end.
/// </remarks>
public static class PortfolioLiquidation
{
    /// <summary>Closing steps of an instrument without a lot.</summary>
    private const decimal FinestLot = 0.000000000001m;

    /// <summary>Slack that is certainly 0 or more in exact figures too: decimals err by less.</summary>
    private const decimal Enough = 0.000000001m;

    /// <summary>Share of what is missing that a close has to bring which is not enough by itself.</summary>
    private const decimal LeastHelp = 0.25m;

    private const decimal WholeShare = 100m;

    /// <summary>
    /// The smallest close of one position that brings equity to the liquidation target × maintenance, of several such
    /// the one of the least value. Where there is none, that close which frees most slack for its value, of those that
    /// bring at least a quarter of what is missing. Where none does, positions hedge each other: the least share, in
    /// per cents, that would be enough if it were closed of all of them is closed of the one of the greatest value, and
    /// what that lays bare comes next. Where no share is enough, or the account is bankrupt, all of the position that
    /// does best for its value. Ties go by the order of the book.
    /// </summary>
    /// <param name="book">An account in portfolio mode, without open orders.</param>
    /// <param name="market">Needs the prices that <see cref="MarginCalculator.Evaluate"/> needs.</param>
    /// <param name="isOverdue">Whether a margin call has expired: then the target is not below its ratio.</param>
    /// <param name="allows">Whether a position in an instrument may be closed now; any, where it is null.</param>
    /// <returns>
    /// Null where the target is met already, or there is no cross position whose prices are good enough to close it at.
    /// </returns>
    public static PlannedClose? Next(
        MarginBook book,
        MarketView market,
        bool isOverdue = false,
        Func<InstrumentParameters, bool>? allows = null)
    {
        try
        {
            return Find(book, market, market.Risk.TargetOf(isOverdue), MayCloseNow);
        }
        catch (OverflowException)
        {
            // Nobody has so much, but a price may be wrong: the account comes to an end all the same.
            return book.Positions.FirstOrDefault(MayCloseNow) is { } first
                ? new PlannedClose(first, first.Quantity.Abs())
                : null;
        }

        bool MayCloseNow(BookPosition position) =>
            MayClose(position, market) && (allows is null || allows(position.Instrument));
    }

    private static PlannedClose? Find(
        MarginBook book, MarketView market, Rate target, Func<BookPosition, bool> mayClose)
    {
        var isBankrupt = MarginCalculator.Evaluate(book, market).Status == MarginStatus.Bankrupt;
        var now = SlackOf(book, market, target);
        if (!isBankrupt && now >= Enough)
            return null;
        var open = book.Positions.Where(mayClose);
        Close[] closes = [.. open.Select(position => new Close(book, position, market, target, now))];
        if (closes.Length == 0)
            return null;
        var next = isBankrupt ? null : Single(closes, now) ?? OfAll(closes, book, market, target);
        return (next ?? closes.Select(close => close.Of(close.Lots)).MaxBy(close => close.Relief)!).Planned;
    }

    private static bool MayClose(BookPosition position, MarketView market) =>
        !position.IsIsolated && market.IsGoodFor(position.Instrument, PriceActions.Liquidate, isScanned: true);

    private static Close? Single(Close[] closes, decimal now)
    {
        var best = closes.Select(close => close.AtItsBest()).ToList();
        var cures = best.Where(close => close.Slack >= Enough).Select(close => close.Smallest()).ToList();
        return cures.Count > 0
            ? cures.MinBy(close => close.Value)
            : best.Where(close => close.Gain > 0m && close.Gain >= -now * LeastHelp).MaxBy(close => close.Relief);
    }

    private static Close? OfAll(Close[] closes, MarginBook book, MarketView market, Rate target)
    {
        var (tooFew, enough) = (0m, WholeShare);
        if (After(WholeShare) < Enough)
            return null;
        while (enough - tooFew > 1m)
        {
            var middle = decimal.Floor((tooFew + enough) / 2m);
            if (After(middle) >= Enough)
                enough = middle;
            else
                tooFew = middle;
        }

        return closes.Select(close => close.Of(LotsOf(close, enough))).MaxBy(close => close.Value);

        decimal After(decimal share) => SlackOf(
            closes.Aggregate(book, (left, close) => close.Of(LotsOf(close, share)).TakenFrom(left)), market, target);
    }

    private static decimal LotsOf(Close close, decimal share) => Math.Ceiling(close.Lots * share / WholeShare);

    /// <summary>Equity − target × maintenance, decimals.</summary>
    private static decimal SlackOf(MarginBook book, MarketView market, Rate target)
    {
        var figures = MarginCalculator.Evaluate(book, market);
        return (figures.Equity - (figures.Maintenance * target)).Value;
    }

    /// <summary>A number of lots of one position, closed at the mark.</summary>
    private sealed class Close
    {
        private readonly MarginBook book;
        private readonly BookPosition position;
        private readonly MarketView market;
        private readonly Rate target;
        private readonly decimal before;
        private readonly decimal count;

        public Close(
            MarginBook book,
            BookPosition position,
            MarketView market,
            Rate target,
            decimal before,
            decimal count = 0m)
        {
            (this.book, this.position, this.market) = (book, position, market);
            (this.target, this.before, this.count) = (target, before, count);
            var quantity = QuantityOf(count);
            Planned = new PlannedClose(position, quantity);
            Value = (position.Instrument.SignedValue(quantity, Mark) * Price).Value;
            Slack = count == 0m ? before : SlackOf(TakenFrom(book), market, target);
        }

        public PlannedClose Planned { get; }

        /// <summary>Value that is closed, valuation currency.</summary>
        public decimal Value { get; }

        /// <summary>Slack to the target afterwards.</summary>
        public decimal Slack { get; }

        public decimal Gain => Slack - before;

        /// <summary>
        /// Slack gained for a unit of closed value; what is worth nothing goes first if it frees anything.
        /// </summary>
        public (bool IsFree, Fraction Share) Relief =>
            Value == 0m ? (Gain > 0m, Fraction.Zero) : (false, (Fraction)Gain / Value);

        /// <summary>Lots of all of the position; the last one may be a part of a lot.</summary>
        public decimal Lots => Math.Ceiling(position.Quantity.Abs().Contracts / Lot);

        private decimal Lot => position.Instrument.Lot.Contracts > 0m ? position.Instrument.Lot.Contracts : FinestLot;

        private Price Mark => MarginCalculator.MarkOf(position.Instrument, position.Quantity.Sign, market);

        private Price Price => MarginCalculator.PriceOf(position.Instrument.Settle, market);

        public Close Of(decimal lots) => new(book, position, market, target, before, lots);

        /// <summary>
        /// Where slack grows no more: nothing of it, some, or all. Offsets between bases can make a dip on the way.
        /// </summary>
        public Close AtItsBest()
        {
            var (peak, all) = (AtItsPeak(), Of(Lots));
            return all.Slack > peak.Slack ? all : peak;
        }

        private Close AtItsPeak()
        {
            var (low, high) = (0m, Lots);
            while (low < high)
            {
                var middle = decimal.Floor((low + high) / 2m);
                if (Of(middle + 1m).Slack > Of(middle).Slack)
                    low = middle + 1m;
                else
                    high = middle;
            }

            return Of(low);
        }

        /// <summary>Of a close that is enough, the smallest that still is.</summary>
        public Close Smallest()
        {
            var (tooFew, enough) = (0m, count);
            while (enough - tooFew > 1m)
            {
                var middle = decimal.Floor((tooFew + enough) / 2m);
                if (Of(middle).Slack >= Enough)
                    enough = middle;
                else
                    tooFew = middle;
            }

            return Of(enough);
        }

        private Quantity QuantityOf(decimal lots) =>
            new(Math.Min(Decimals.Normal(lots * Lot), position.Quantity.Abs().Contracts));

        /// <summary>An account that holds the position, after this close at the mark and its fee.</summary>
        public MarginBook TakenFrom(MarginBook account)
        {
            var held = position.Quantity.Abs().Contracts;
            var rest = held - Planned.Quantity.Contracts;
            var left = position with
            {
                Quantity = new Quantity(position.Quantity.Sign * rest),
                EntryValue = new Amount(position.EntryValue.Value * (rest / held)),
                FundingValue = new Amount(position.FundingValue.Value * (rest / held)),
            };
            var settle = position.Instrument.Settle;
            var realised = PositionMargin.UnrealisedPnl(position, Mark, market)
                - (rest == 0m ? Amount.Zero : PositionMargin.UnrealisedPnl(left, Mark, market));
            var fee = position.Instrument.SignedValue(Planned.Quantity, Mark) * position.Instrument.LiquidationFee;
            var holdings = account.Balances.Where(h => h.Asset.Id == settle).Select(h => h.In(market));
            var balance = holdings.Aggregate(realised - fee, (sum, amount) => sum + amount);
            return account with
            {
                Balances =
                [
                    .. account.Balances.Where(holding => holding.Asset.Id != settle),
                    new Holding(market.Risk[settle], balance),
                ],
                Positions =
                [
                    .. account.Positions.Where(other => !ReferenceEquals(other, position)),
                    .. rest == 0m ? Array.Empty<BookPosition>() : [left],
                ],
            };
        }
    }
}
