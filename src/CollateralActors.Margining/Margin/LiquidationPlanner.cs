using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>What a liquidation does to an account, decided at one frame.</summary>
/// <param name="CancelOrders">Open orders that go first: all of the account's, or none where only isolated positions
/// are liquidated.</param>
/// <param name="Closes">Positions to close, in this order.</param>
public sealed record LiquidationPlan(IReadOnlyList<BookOrder> CancelOrders, IReadOnlyList<PlannedClose> Closes);

/// <summary>A part of a position to close.</summary>
/// <param name="Position">The position.</param>
/// <param name="Quantity">Contracts to close, more than 0 whatever the side, at most the position's.</param>
public readonly record struct PlannedClose(BookPosition Position, Quantity Quantity);

/// <summary>
/// Plans liquidations: as few contracts as bring equity back to the liquidation target × maintenance.
/// </summary>
/// <remarks>Solved in exact fractions, so the number of lots is literally the smallest.</remarks>
public static class LiquidationPlanner
{
    /// <summary>Closing steps of an instrument without a lot.</summary>
    private const decimal FinestLot = 0.000000000001m;

    /// <summary>
    /// The plan of an account, or null where neither the account nor an isolated position of it is due, and in
    /// portfolio mode.
    /// </summary>
    /// <param name="book">The account.</param>
    /// <param name="market">The market to plan it in.</param>
    /// <param name="isOverdue">Whether a margin call has expired: then one that is below the margin-call ratio is due,
    /// and closes until it is not.</param>
    /// <remarks>
    /// Ask <see cref="MarginCalculator.MissingPrices"/> first; throws as <see cref="MarginCalculator.Evaluate"/> does.
    /// </remarks>
    public static LiquidationPlan? Plan(MarginBook book, MarketView market, bool isOverdue = false) =>
        Plan(new ExactBook(book, market), isOverdue);

    internal static LiquidationPlan? Plan(ExactBook book, bool isOverdue = false)
    {
        if (book.Source.Mode != MarginMode.Cross)
            return null;
        var dueFrom = isOverdue ? MarginStatus.MarginCall : MarginStatus.Liquidation;
        var target = book.Market.Risk.TargetOf(isOverdue).Value;
        var isDue = book.Status >= dueFrom;
        PlannedClose[] isolated =
        [
            .. book.Positions
                .Where(position => position.Source.IsIsolated && MayClose(position, book)
                    && book.StatusOf(position) >= dueFrom)
                .Select(position => CloseIsolated(book, position, target)),
        ];
        return isDue ? new LiquidationPlan(book.Source.Orders, [.. CloseCross(book, target), .. isolated])
            : isolated.Length > 0 ? new LiquidationPlan([], isolated)
            : null;
    }

    /// <summary>
    /// The next close of a live account's part, whatever its status: null where equity is at the target, or nothing may
    /// be closed.
    /// </summary>
    /// <param name="book">The cross part, or an isolated position alone.</param>
    /// <param name="target">How many times maintenance equity has to cover afterwards.</param>
    /// <param name="allows">Whether a position in an instrument may be closed now.</param>
    internal static PlannedClose? Next(ExactBook book, Rate target, Func<InstrumentParameters, bool> allows)
    {
        bool MayCloseNow(ExactPosition position) => MayClose(position, book) && allows(position.Instrument);
        if (book.Positions is [{ Source.IsIsolated: true } isolated])
        {
            var isDue = ExactBook.IsolatedEquity(isolated) < isolated.Maintenance * target.Value
                || book.StatusOf(isolated) == MarginStatus.Bankrupt;
            return isDue && MayCloseNow(isolated) ? CloseIsolated(book, isolated, target.Value) : null;
        }

        if (book.Status != MarginStatus.Bankrupt && book.Equity >= book.Maintenance * target.Value)
            return null;
        return CloseCross(book, target.Value, MayCloseNow) is [var first, ..] ? first : null;
    }

    private static List<PlannedClose> CloseCross(
        ExactBook book, decimal target, Func<ExactPosition, bool>? mayClose = null)
    {
        mayClose ??= position => MayClose(position, book);
        var closes = new List<PlannedClose>();
        var nets = book.Assets.ToDictionary(asset => asset.Parameters.Id, asset => asset.Net);
        var open = book.Cross.Where(mayClose).OrderByDescending(Relief).ToList();
        var kept = book.Cross.Where(position => !mayClose(position)).ToList();
        while (open.Count > 0)
        {
            var position = open[0];
            open.RemoveAt(0);
            var slack = new Slack(target);
            foreach (var other in open.Concat(kept))
                slack.Add(Fraction.Zero, other.Maintenance * other.SettlePrice);
            foreach (var asset in book.Assets)
            {
                Curve net = nets[asset.Parameters.Id];
                var isSettle = asset.Parameters.Id == position.Instrument.Settle;
                slack.Add(asset.TermAlong(isSettle ? net - FeeAlong(position) : net, asset.Price));
            }

            AddRemainder(slack, position, position.SettlePrice);
            var isPartOfAll = book.Status == MarginStatus.Bankrupt;
            var quantity = isPartOfAll ? null : SmallestCure(slack, position);
            closes.Add(new PlannedClose(position.Source, quantity ?? position.Source.Quantity.Abs()));
            if (quantity is not null || (!isPartOfAll && slack.At(Contracts(position)).Sign >= 0))
                break;
            nets[position.Instrument.Settle] -= FeeAlong(position).At(Contracts(position));
        }

        return closes;
    }

    private static bool MayClose(ExactPosition position, ExactBook book) =>
        book.Market.IsGoodFor(position.Instrument, PriceActions.Liquidate);

    private static PlannedClose CloseIsolated(ExactBook book, ExactPosition position, decimal target)
    {
        var slack = new Slack(target);
        slack.Add(new AssetTerm(null, ExactBook.IsolatedEquity(position) - FeeAlong(position), Fraction.One));
        AddRemainder(slack, position, Fraction.One);
        var cure = book.StatusOf(position) == MarginStatus.Bankrupt ? null : SmallestCure(slack, position);
        return new PlannedClose(position.Source, cure ?? position.Source.Quantity.Abs());
    }

    /// <summary>How much requirement a unit of closed value frees, after its fee: what is taken first.</summary>
    /// <remarks>
    /// An option may be worth nothing: a short one then frees its requirement for nothing, and is taken before
    /// everything else.
    /// </remarks>
    private static (bool IsFree, Fraction Share) Relief(ExactPosition position) =>
        position.Value.IsZero
            ? (position.Maintenance.Sign > 0, Fraction.One - position.Instrument.LiquidationFee.Value)
            : (false, (position.Maintenance / position.Value) - position.Instrument.LiquidationFee.Value);

    private static Fraction Contracts(ExactPosition position) => position.Source.Quantity.Abs().Contracts;

    /// <summary>The fee for closing x contracts at the mark, settle units.</summary>
    private static Curve FeeAlong(ExactPosition position) =>
        Curve.X * (position.Value / Contracts(position) * position.Instrument.LiquidationFee.Value);

    /// <summary>Adds what is required of what is left of the position after closing x contracts.</summary>
    private static void AddRemainder(Slack slack, ExactPosition position, Fraction settlePrice)
    {
        var all = Contracts(position);
        if (position.Instrument.IsOption)
        {
            slack.AddRequirement((all - Curve.X) * (position.Maintenance / all * settlePrice));
            return;
        }

        slack.Add(new PositionTerm(
            position.Instrument.Margin,
            (all - Curve.X) * (Fraction)position.Instrument.ContractSize,
            position.BasisValue / position.Size,
            settlePrice));
    }

    /// <summary>The smallest multiple of the lot that is enough; null where none is.</summary>
    private static Quantity? SmallestCure(Slack slack, ExactPosition position)
    {
        var lot = position.Instrument.Lot.Contracts > 0m ? position.Instrument.Lot.Contracts : FinestLot;
        var all = Contracts(position);
        var closed = Fraction.Zero;
        while (closed < all && slack.Above(closed, all) is { } crossing)
        {
            // A slack that rises above 0 between two multiples may be below it again at the next: then on from there.
            var steps = crossing.StepsUp(lot);
            closed = Fraction.Whole(steps) * lot;
            if (closed <= all && slack.At(closed).Sign >= 0)
                return new Quantity((decimal)steps * lot);
        }

        return null;
    }
}
