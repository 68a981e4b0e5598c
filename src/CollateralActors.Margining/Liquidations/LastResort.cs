using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Liquidations;

/// <summary>An account whose own means do not suffice, with what its fund has promised.</summary>
internal sealed class LastResort
{
    private readonly ExactBook book;
    private readonly ExactPosition position;
    private readonly Fraction slippage;
    private readonly Fraction cover;

    public LastResort(ExactBook book, ExactPosition position, Episode.Working working, PriceBounds bounds)
    {
        (this.book, this.position, slippage) = (book, position, bounds.Slippage.Value);
        cover = working.Covers.Aggregate(Fraction.Zero, (sum, each) => sum + WorthOf(each));
    }

    private bool IsIsolated => position.Source.IsIsolated;

    /// <summary>What the account has and was promised.</summary>
    private Fraction Means => book.ValueBehind(position) + cover;

    private Fraction AtRisk => ExactPosition.ValueOf(IsIsolated ? [position] : book.Cross);

    /// <summary>
    /// What would be missing if all were closed at the slippage limit and is not promised yet, in the settle asset;
    /// null where nothing would.
    /// </summary>
    public Money? Uncovered
    {
        get
        {
            var missing = (AtRisk * slippage) - Means;
            if (missing.Sign <= 0)
                return null;
            var settle = position.Instrument.Settle;
            var amount = (IsIsolated ? missing : missing / position.SettlePrice).ToAmount().Value;
            return new Money(
                new Amount(Decimals.Normal(Decimals.Up(
                    Math.Min(amount, Limits.LargestBalance), book.Market.Risk[settle].Scale))),
                settle);
        }
    }

    /// <summary>The slippage limit, or the price at which what is promised is used up: whichever comes first.</summary>
    public Price Bounded(Price limit)
    {
        if (ZeroPrice is not { } exact)
            return limit;
        var zero = PriceBound.AtTick(exact, position);
        return position.IsLong == zero > limit ? zero : limit;
    }

    /// <summary>Whether not even the mark price is as good as a bound.</summary>
    public bool IsBeyondMark(Price limit)
    {
        Fraction bound = limit.Value;
        return position.IsLong ? bound > position.Mark : bound < position.Mark;
    }

    /// <summary>
    /// The price at which others have to take it: the mark, so that nobody gains by it; or, where that is not enough,
    /// the price at which what is promised is used up, no further from the mark than a share of it.
    /// </summary>
    public Price PriceForOthers(Rate bound)
    {
        Fraction most = bound.Value;
        var price = ZeroPrice ?? position.Mark;
        return PriceBound.AtTick(
            position.IsLong
                ? Fraction.Max(position.Mark, Fraction.Min(price, position.Mark * (Fraction.One + most)))
                : Fraction.Min(position.Mark, Fraction.Max(price, position.Mark * (Fraction.One - most))),
            position);
    }

    // Closing everything at these prices leaves exactly nothing of what the account has and was promised. Null where no
    // price is that bad; where none is good enough, one that is further from the mark than any bound.
    private Fraction? ZeroPrice => BankruptcyPrice.Of(book, position, cover) ?? ByValue
        ?? (Means.Sign >= 0 ? null
            : position.IsLong ? position.Mark + position.Mark
            : Fraction.Zero);

    // In portfolio mode the parts are as the positions' values.
    private Fraction? ByValue
    {
        get
        {
            var all = AtRisk;
            if (all.IsZero)
                return null;
            var shift = (position.IsLong ? Means : -Means) / all;
            var ratio = position.Instrument.IsInverse ? Fraction.One + shift : Fraction.One - shift;
            return ratio.Sign <= 0 ? null
                : position.Instrument.IsInverse ? position.Mark / ratio
                : position.Mark * ratio;
        }
    }

    private Fraction WorthOf(Money promised) => IsIsolated
        ? promised.Amount.Value
        : (Fraction)promised.Amount.Value * book.Market.IndexPrice(promised.Asset)!.Value.Value;
}
