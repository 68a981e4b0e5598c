using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Scanning;
using CollateralActors.Margining.Spot;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>
/// What an account is worth and what its positions require: the rule that every decision about margin rests on.
/// </summary>
/// <remarks>
/// Decimals at full precision, nothing is rounded. Called for each account that a frame wakes, so it does not allocate.
/// </remarks>
public static class MarginCalculator
{
    private const int StackLimit = 64;

    /// <summary>
    /// Closer to a threshold than this (in the currency of the figures), the last digits of a quotient could tip the
    /// status: exact fractions decide then. Decimals err by less than this where prices, sizes and quantities are
    /// between a billionth and a billion, rates have at most nine decimals, and figures are below 10^17.
    /// </summary>
    private const decimal TooCloseToCall = 0.000000001m;

    /// <summary>The account's cross figures in the valuation currency; isolated positions stand outside.</summary>
    /// <remarks>
    /// Ask <see cref="MissingPrices"/> first: a price that is needed and not there is a bug here and throws
    /// <see cref="InvalidOperationException"/>. Where a product leaves the range of decimals, exact fractions give the
    /// status, and a figure beyond ±<see cref="Limits.LargestFigure"/> is that bound: nobody has so much, but a price
    /// may be wrong.
    /// </remarks>
    public static MarginFigures Evaluate(MarginBook book, MarketView market)
    {
        try
        {
            return book.Mode == MarginMode.Loan ? LoanMargin.Of(book, market) : EvaluateInDecimals(book, market);
        }
        catch (OverflowException)
        {
            return new ExactBook(book, market).Figures();
        }
    }

    private static MarginFigures EvaluateInDecimals(MarginBook book, MarketView market)
    {
        var positions = book.Positions;
        Span<decimal> profits = positions.Count <= StackLimit
            ? stackalloc decimal[positions.Count]
            : new decimal[positions.Count];
        var (initial, maintenance) = (Amount.Zero, Amount.Zero);
        var isPortfolio = book.Mode == MarginMode.Portfolio;
        for (var i = 0; i < positions.Count; i++)
        {
            var position = positions[i];
            if (position.IsIsolated)
                continue;
            var mark = MarkOf(position.Instrument, position.Quantity.Sign, market);
            profits[i] = PositionMargin.UnrealisedPnl(position, mark, market).Value;
            if (isPortfolio)
                continue;
            var requirement = PositionMargin.Requirement(position, mark, market);
            var settlePrice = PriceOf(position.Instrument.Settle, market);
            initial += requirement.Initial * settlePrice;
            maintenance += requirement.Maintenance * settlePrice;
        }

        var (value, equity) = NetWorth(book, market, profits);
        if (isPortfolio)
            (initial, maintenance) = ScanMargin.Of(book, market);
        else if (book.Orders.Count > 0)
            initial += OrderMargin.Of(book, market);
        if (book.Orders.Count > 0 && market.Risk.FeeReserve != FeeReserve.None)
            initial += OrderFees.Of(book, market);
        if (book.HasSpotOrders)
            initial += SpotReserve.Of(book, market, CollateralPurpose.Maintenance);
        var ratio = market.Risk.MarginCallRatio;
        var status = positions.Count > 0 && IsTooClose(value, equity, maintenance, ratio)
            ? new ExactBook(book, market).Status
            : MarginFigures.StatusOf(value, equity, maintenance, ratio);
        return new MarginFigures(value, equity, initial, maintenance, status);
    }

    /// <summary>
    /// The figures of an isolated position, in units of its settle asset: value = equity = margin + profit and loss.
    /// </summary>
    /// <remarks>Throws as <see cref="Evaluate"/> does, and for a cross position.</remarks>
    public static MarginFigures EvaluateIsolated(BookPosition position, MarketView market, RiskBook risk)
    {
        try
        {
            return EvaluateIsolatedInDecimals(position, market, risk);
        }
        catch (OverflowException)
        {
            return ExactBook.FiguresOf(new ExactPosition(position, market), risk);
        }
    }

    private static MarginFigures EvaluateIsolatedInDecimals(BookPosition position, MarketView market, RiskBook risk)
    {
        var mark = MarkOf(position.Instrument, position.Quantity.Sign, market);
        var equity = PositionMargin.IsolatedMargin(position) + PositionMargin.UnrealisedPnl(position, mark, market);
        var requirement = PositionMargin.Requirement(position, mark, market);
        var status = IsTooClose(equity, equity, requirement.Maintenance, risk.MarginCallRatio)
            ? ExactBook.StatusOf(new ExactPosition(position, market), risk)
            : MarginFigures.StatusOf(equity, equity, requirement.Maintenance, risk.MarginCallRatio);
        return new MarginFigures(equity, equity, requirement.Initial, requirement.Maintenance, status);
    }

    /// <summary>
    /// Every price that the account's figures need and the market lacks, in the order of the book; empty where all are
    /// there.
    /// </summary>
    /// <param name="book">The account.</param>
    /// <param name="market">The market.</param>
    /// <param name="forEfficiency">Whether it is also compared with portfolio mode, wherever that is open.</param>
    public static IReadOnlyList<MissingPrice> MissingPrices(
        MarginBook book, MarketView market, bool forEfficiency = false)
    {
        var missing = new List<MissingPrice>();
        foreach (var holding in book.Balances)
        {
            if (!holding.IsNothing)
                Need(holding.Asset.Id);
        }

        foreach (var debt in book.Debts)
        {
            if (!debt.IsNothing)
                Need(debt.Asset.Id);
        }

        foreach (var position in book.Positions)
            NeedAll(position.Instrument, position.Quantity.Sign < 0, IsScanned(position));
        foreach (var order in book.Orders)
            NeedAll(order.Instrument, order.Quantity.Sign < 0, book.Mode == MarginMode.Portfolio);
        return missing;

        bool IsScanned(BookPosition position) =>
            !position.IsIsolated
            && (book.Mode == MarginMode.Portfolio
                || (forEfficiency && market.Risk.Portfolio.Find(position.Instrument.Base) is not null));

        void NeedAll(InstrumentParameters instrument, bool isShort, bool isScanned)
        {
            if (market.Mark(instrument) is null)
                Add(new MissingPrice.OfInstrument(instrument.Id));
            Need(instrument.Settle);
            if (!instrument.IsOption)
                return;
            if (isShort || isScanned)
                Need(instrument.Base);
            if (isScanned && (market.ImpliedVolatility(instrument) is null || market.YearsToExpiry(instrument) is null))
                Add(new MissingPrice.OfVolatility(instrument.Id));
        }

        void Need(AssetId asset)
        {
            if (market.IndexPrice(asset) is null)
                Add(new MissingPrice.OfAsset(asset));
        }

        void Add(MissingPrice price)
        {
            if (!missing.Contains(price))
                missing.Add(price);
        }
    }

    internal static Price MarkOf(InstrumentParameters instrument, int side, MarketView market) =>
        market.Mark(instrument, side) ?? throw new InvalidOperationException($"no mark price of {instrument.Id}");

    internal static Price PriceOf(AssetId asset, MarketView market) =>
        market.IndexPrice(asset) ?? throw new InvalidOperationException($"no index price of {asset}");

    internal static bool IsTooClose(Amount value, Amount equity, Amount maintenance, Rate marginCallRatio) =>
        IsNothing(value) || IsNothing(equity - maintenance) || IsNothing(equity - (maintenance * marginCallRatio));

    private static bool IsNothing(Amount difference) => Math.Abs(difference.Value) < TooCloseToCall;

    private static (Amount Value, Amount Equity) NetWorth(
        MarginBook book, MarketView market, ReadOnlySpan<decimal> profits)
    {
        var (value, equity) = (Amount.Zero, Amount.Zero);
        for (var i = 0; i < book.Balances.Count; i++)
        {
            var holding = book.Balances[i];
            Count(holding.Asset, holding.In(market) + ProfitIn(holding.Asset.Id, book, profits));
        }

        for (var i = 0; i < profits.Length; i++)
        {
            var settle = book.Positions[i].Instrument.Settle;
            if (!book.Positions[i].IsIsolated && !IsHeld(settle, book) && IsFirstIn(settle, i, book))
                Count(market.Risk[settle], ProfitIn(settle, book, profits));
        }

        return (value, equity);

        void Count(AssetParameters asset, Amount net)
        {
            if (net == Amount.Zero)
                return;
            var price = PriceOf(asset.Id, market);
            value += net * price;
            equity += (asset.Id == market.Risk.Valuation ? net : asset.Adjusted(net, price)) * price;
        }
    }

    private static Amount ProfitIn(AssetId asset, MarginBook book, ReadOnlySpan<decimal> profits)
    {
        var sum = 0m;
        for (var i = 0; i < profits.Length; i++)
        {
            if (!book.Positions[i].IsIsolated && book.Positions[i].Instrument.Settle == asset)
                sum += profits[i];
        }

        return new Amount(sum);
    }

    private static bool IsHeld(AssetId asset, MarginBook book)
    {
        for (var i = 0; i < book.Balances.Count; i++)
        {
            if (book.Balances[i].Asset.Id == asset)
                return true;
        }

        return false;
    }

    private static bool IsFirstIn(AssetId settle, int index, MarginBook book)
    {
        for (var i = 0; i < index; i++)
        {
            if (!book.Positions[i].IsIsolated && book.Positions[i].Instrument.Settle == settle)
                return false;
        }

        return true;
    }
}
