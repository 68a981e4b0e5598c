using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>The mark price of a position at which its margin is just enough.</summary>
/// <remarks>
/// While there is enough (slack = equity − maintenance ≥ 0) it lies on the side where the position loses, at the
/// nearest mark beyond
/// which there is not; otherwise on the other side, at the nearest mark at which there is again. Tiers and slices are
/// followed exactly.
/// </remarks>
internal static class LiquidationPrice
{
    /// <summary>
    /// The position's mark moves alone; null where no mark above 0 does it, for options and in portfolio mode.
    /// </summary>
    public static Crossing? OfMark(ExactBook book, ExactPosition position) =>
        HasNone(book, position)
            ? null
            : Find(position, position.Source.IsIsolated ? Isolated(position) : WithMark(book, position));

    /// <summary>
    /// The base's index price and every mark on the base, options' too, move in proportion; null where no mark above
    /// 0 does it, for options and in portfolio mode.
    /// </summary>
    public static Crossing? Joint(ExactBook book, ExactPosition position) =>
        HasNone(book, position)
            ? null
            : Find(position, position.Source.IsIsolated ? Isolated(position) : WithBase(book, position));

    private static bool HasNone(ExactBook book, ExactPosition position) =>
        position.Instrument.IsOption || book.Source.Mode == MarginMode.Portfolio;

    private static Crossing? Find(ExactPosition position, Slack slack)
    {
        var isEnough = slack.At(position.Mark).Sign >= 0;
        return isEnough == position.IsLong ? slack.Below(position.Mark) : slack.Above(position.Mark);
    }

    private static Slack Isolated(ExactPosition position)
    {
        var slack = new Slack(Fraction.One);
        Fraction margin = ExactBook.IsolatedEquity(position) - position.Pnl;
        slack.Add(new AssetTerm(null, position.PnlAlong(Fraction.One) + margin, Fraction.One));
        slack.Add(position.TermAlong(Fraction.One, Fraction.One));
        return slack;
    }

    private static Slack WithMark(ExactBook book, ExactPosition position)
    {
        var slack = new Slack(Fraction.One);
        var asset = book.Assets.Single(a => a.Parameters.Id == position.Instrument.Settle);
        slack.Add(
            book.Equity - asset.Term.Around(Fraction.One).Fixed,
            book.Maintenance - (position.Maintenance * position.SettlePrice));
        slack.Add(asset.TermAlong(asset.Net - position.Pnl + position.PnlAlong(Fraction.One), asset.Price));
        slack.Add(position.TermAlong(Fraction.One, position.SettlePrice));
        return slack;
    }

    private static Slack WithBase(ExactBook book, ExactPosition moved)
    {
        var @base = moved.Instrument.Base;
        var movers = book.Cross.Where(position => position.Instrument.Base == @base).ToList();
        var slack = new Slack(Fraction.One);
        foreach (var asset in book.Assets)
        {
            Curve net = asset.Net;
            foreach (var position in movers.Where(position => position.Instrument.Settle == asset.Parameters.Id))
                net += position.PnlAlong(position.Mark / moved.Mark) - position.Pnl;
            slack.Add(asset.TermAlong(net, Moving(asset.Price, asset.Parameters.Id)));
        }

        foreach (var position in book.Cross)
        {
            var settlePrice = Moving(position.SettlePrice, position.Instrument.Settle);
            if (position.Instrument.IsOption)
            {
                slack.AddRequirement(OptionAlong(position, settlePrice));
                continue;
            }

            slack.Add(position.Instrument.Base == @base
                ? position.TermAlong(position.Mark / moved.Mark, settlePrice)
                : new PositionTerm(
                    position.Instrument.Margin, position.Size, position.BasisValue / position.Size, settlePrice));
        }

        return slack;

        Curve OptionAlong(ExactPosition option, Curve settlePrice)
        {
            var isMover = option.Instrument.Base == @base;
            Curve mark = isMover ? Curve.X * (option.Mark / moved.Mark) : option.Mark;
            var basePrice = option.IsLong ? Fraction.Zero : ExactMarket.IndexPrice(option.Instrument.Base, book.Market);
            return ExactOption.MaintenanceAlong(option, mark, settlePrice, Moving(basePrice, option.Instrument.Base));
        }

        // The valuation currency is the measure of prices: its own is 1 whatever moves.
        Curve Moving(Fraction price, AssetId asset) =>
            asset == @base && asset != book.Market.Risk.Valuation ? Curve.X * (price / moved.Mark) : price;
    }
}
