using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>What a liquidation does next with an account, after looking at it again.</summary>
internal abstract record LiquidationMove
{
    private LiquidationMove()
    {
    }

    /// <summary>
    /// Close this much of this, no worse than at the limit: what the rules of the account's mode take first.
    /// </summary>
    public sealed record CloseSome(
        InstrumentId Instrument, Quantity Quantity, Price? Limit, Instant? Window, bool Deleverages) : LiquidationMove
    {
        /// <summary>Once the fund has said how much of this it covers; null where it need not be asked.</summary>
        public Money? Cover { get; init; }

        /// <summary>Whether those in profit would share what is missing in the end.</summary>
        public bool SharesLosses { get; init; }
    }

    /// <summary>There is more to close, and not now: the limits of speed are used up until then.</summary>
    public sealed record Wait(Instant Until) : LiquidationMove;

    /// <summary>Nothing is left to close, and this is owed.</summary>
    public sealed record ClaimShortfall(ValueList<Money> Claims) : LiquidationMove;

    /// <summary>It is over.</summary>
    public sealed record End(LiquidationOutcome Outcome) : LiquidationMove;

    /// <summary>Decides the next move of an account, or of an isolated position, that is being liquidated.</summary>
    public static LiquidationMove Next(AccountState state, Assessment seen, MarketView market, bool hasClosed)
    {
        var (isBad, isOverdue) = (IsBad(state, seen), IsOverdue(state, seen));
        if (isBad && PriceGate.IsPostponed(state, seen.Scope, market)
            && (state.HasPositionsIn(seen.Scope) || state.OwesIn(seen.Scope)))
            return new End(LiquidationOutcome.Postponed);

        var hasPositions = state.HasPositionsIn(seen.Scope);
        if (hasPositions && (isBad || IsUnfinished(state, seen, market, hasClosed))
            && NextClose(state, seen, market, isOverdue) is { } close)
            return close;
        if (isBad && !hasPositions && (seen.Scope.IsCross ? state.HasOverdrafts : state.OwesIn(seen.Scope)))
            return new ClaimShortfall(Debts(state, seen.Scope, market));
        return new End(
            !hasClosed ? LiquidationOutcome.Recovered
            : hasPositions || (seen.Scope.IsCross && state.HasLoans) ? LiquidationOutcome.Reduced
            : LiquidationOutcome.ClosedOut);
    }

    /// <summary>
    /// The end of an episode whose account is good again, whatever made it so; null where it is not, or the order of a
    /// step is at the venue.
    /// </summary>
    public static AccountEvent.LiquidationEnded? LetGo(AccountState state, Assessment seen, MarketView market) =>
        market.Risk.Liquidation is not null
        && state.StandingOf(seen.Scope).Episode is Episode.Working { AtVenue: false } working
        && !IsBad(state, seen)
        && Next(state, seen, market, working.HasClosed) is End end
            ? new AccountEvent.LiquidationEnded(working.Id, end.Outcome)
            : null;

    /// <summary>Whether a part of an account has to be liquidated as it was seen.</summary>
    public static bool IsBad(AccountState state, Assessment seen) =>
        MarginCalls.IsLiquidatable(state.StandingOf(seen.Scope).Demand, seen.Figures.Status);

    private static bool IsOverdue(AccountState state, Assessment seen) =>
        MarginCalls.IsForced(state.StandingOf(seen.Scope).Demand, seen.Figures.Status);

    /// <summary>
    /// What an account gives to the funds for <paramref name="paid"/>: what it does not need of the payment any more,
    /// because money came in since the claim, then collateral by name of asset, at the claim's prices. What came in of
    /// an asset that the claim saw no price of stays.
    /// </summary>
    public static ValueList<Money> TakeOver(
        AccountState state, Money paid, MarketBasis basis, Func<AssetId, int> scaleOf)
    {
        var prices = basis.Prices.ToDictionary(price => price.Of, price => price.Price.Value);
        var surplus = SurplusOf(paid.Amount, state.BalanceOf(paid.Asset));
        var due = Decimals.Times((paid.Amount - surplus).Value, prices[paid.Asset.Value]);
        var taken = new List<Money>();
        if (surplus > Amount.Zero)
            taken.Add(new Money(surplus, paid.Asset));
        foreach (var (asset, balance) in state.Balances)
        {
            if (due <= 0m)
                break;
            if (balance <= Amount.Zero || asset == paid.Asset || !prices.TryGetValue(asset.Value, out var price))
                continue;
            // Of a coin that is worth next to nothing, more may be due than a decimal can hold.
            var amount = price < 1m && balance.Value * price <= due
                ? balance.Value
                : Math.Min(balance.Value, Decimals.Up(due / price, scaleOf(asset)));
            due -= Decimals.Times(amount, price);
            taken.Add(new Money(new Amount(amount), asset));
        }

        return taken.ToValueList();
    }

    /// <summary>
    /// What an isolated position gives back of <paramref name="paid"/>, because margin was added since the claim. It
    /// has no other collateral, and the account's is not taken: that is what isolation means.
    /// </summary>
    public static ValueList<Money> GiveBack(Amount margin, Money paid)
    {
        var surplus = SurplusOf(paid.Amount, margin);
        return surplus > Amount.Zero ? [new Money(surplus, paid.Asset)] : [];
    }

    /// <summary>
    /// What is not needed of <paramref name="paid"/> where there is so much already, which may be owed.
    /// </summary>
    public static Amount SurplusOf(Amount paid, Amount had) =>
        Amount.Min(paid, Amount.Max(Amount.Zero, had + paid));

    // Who was reduced and is above maintenance again is brought to the target, so that it is not called at once; who
    // was not touched yet is let go.
    private static bool IsUnfinished(AccountState state, Assessment seen, MarketView market, bool hasClosed) =>
        hasClosed && market.Risk.Liquidation is not null && !PriceGate.IsPostponed(state, seen.Scope, market);

    private static LiquidationMove? NextClose(AccountState state, Assessment seen, MarketView market, bool isOverdue)
    {
        var speed = new ClosingSpeed(state, seen.Figures, market);
        if (Planned(seen, market, isOverdue, _ => true) is not { } first)
            return null;
        if (speed.Allows(first.Position.Instrument))
            return Closing(first, state, seen, speed, market);
        // What waits for its limit of speed leaves the turn to the next.
        return Planned(seen, market, isOverdue, speed.Allows) is { } other
            ? Closing(other, state, seen, speed, market)
            : new Wait(speed.NextLook(seen.Book.Positions.Select(position => position.Instrument)
                .Where(instrument => !speed.Allows(instrument))));
    }

    // The plan is solved in exact fractions, the status in decimals: at the very threshold there may be nothing to
    // close.
    private static PlannedClose? Planned(
        Assessment seen, MarketView market, bool isOverdue, Func<InstrumentParameters, bool> allows)
    {
        var close = Planned(seen.Book with { Orders = [] }, market, isOverdue, allows);
        if (isOverdue || seen.Before is not { } before)
            return close;
        // On a grace path no more is closed than the set that asks for less would close.
        var earlier = Planned(before.Book with { Orders = [] }, market.Before!, isOverdue, allows);
        return close is not { } now || earlier is not { } then ? null
            : ValueOf(now, market) < ValueOf(then, market) ? now
            : then;
    }

    private static Amount ValueOf(PlannedClose close, MarketView market)
    {
        var instrument = close.Position.Instrument;
        var mark = market.Mark(instrument, close.Position.Quantity.Sign)!.Value;
        return instrument.SignedValue(close.Quantity, mark).Abs() * market.IndexPrice(instrument.Settle)!.Value;
    }

    private static PlannedClose? Planned(
        MarginBook book, MarketView market, bool isOverdue, Func<InstrumentParameters, bool> allows) =>
        book.Mode == MarginMode.Portfolio ? PortfolioLiquidation.Next(book, market, isOverdue, allows)
        : market.Risk.Liquidation is not null
            ? LiquidationPlanner.Next(new ExactBook(book, market), market.Risk.TargetOf(isOverdue), allows)
        : LiquidationPlanner.Plan(book, market, isOverdue) is { } plan ? plan.Closes[0]
        : null;

    private static CloseSome Closing(
        PlannedClose planned, AccountState state, Assessment seen, ClosingSpeed speed, MarketView market)
    {
        var instrument = planned.Position.Instrument;
        var close = StepSizing.Of(
            planned, seen.Book.Mode == MarginMode.Portfolio, speed.Left(instrument), market);
        var price = StepPrice.Of(
            seen.Book, close.Position, state.StandingOf(seen.Scope).Episode as Episode.Working, market);
        return new CloseSome(
            instrument.Id,
            close.Position.Quantity.Sign > 0 ? -close.Quantity.Abs() : close.Quantity.Abs(),
            price.Limit,
            speed.WindowOf(instrument),
            price.Deleverages)
        {
            Cover = price.Cover,
            SharesLosses = market.Risk.Liquidation?.Deleveraging?.SocialisedLoss is not null,
        };
    }

    private static ValueList<Money> Debts(AccountState state, MarginScope scope, MarketView market) =>
        scope.Isolated is { } instrument
        ? [new Money(-state.IsolatedMarginOf(instrument), market.Risk[instrument].Settle)]
        : state.Balances.Where(b => b.Value < Amount.Zero).Select(b => new Money(-b.Value, b.Key)).ToValueList();
}
