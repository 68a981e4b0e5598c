using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Scanning;
using CollateralActors.Margining.Spot;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>
/// An account with its figures as exact fractions, in the valuation currency: what reports, prices and plans start
/// from.
/// </summary>
internal sealed class ExactBook
{
    private ScanRequirement? scan;

    public ExactBook(MarginBook book, MarketView market)
    {
        (Source, Market) = (book, market);
        Positions = [.. book.Positions.Select(position => new ExactPosition(position, market))];
        Cross = [.. Positions.Where(position => !position.Source.IsIsolated)];
        Assets = [.. AssetsOf(book, market)];
        if (book.Mode == MarginMode.Loan)
        {
            Loan = new ExactLoan(book, market);
            (Value, Equity, Maintenance) = (Loan.Equity, Loan.Equity, Loan.Maintenance);
            return;
        }

        foreach (var asset in Assets)
        {
            Value += asset.Net * asset.Price;
            Equity += asset.Term.Around(Fraction.One).Fixed;
        }

        Maintenance = book.Mode == MarginMode.Portfolio
            ? ScanOfPortfolio.Maintenance
            : SumOfCross(position => position.Maintenance);
    }

    public MarginBook Source { get; }

    public MarketView Market { get; }

    /// <summary>All positions, in the order of the book.</summary>
    public IReadOnlyList<ExactPosition> Positions { get; }

    /// <summary>Those that share the account's margin.</summary>
    public IReadOnlyList<ExactPosition> Cross { get; }

    /// <summary>The account as a loan; null in other modes.</summary>
    public ExactLoan? Loan { get; }

    /// <summary>Every asset that is held, owed or settled in by a cross position.</summary>
    public IReadOnlyList<ExactAsset> Assets { get; }

    public Fraction Value { get; }

    public Fraction Equity { get; }

    public Fraction Maintenance { get; }

    /// <summary>
    /// What a scan of the cross positions requires; null where portfolio mode is not open to all of their bases.
    /// </summary>
    public ScanRequirement? Scan => scan ??= ExactScan.Of(Cross, Market);

    /// <summary>Initial requirement of the cross positions and of open orders, their fees included.</summary>
    public Fraction Initial() => Loan?.Initial ?? InitialOfPositions();

    private Fraction InitialOfPositions() => Fees + ExactSpotReserve.Of(this) + (Source.Mode == MarginMode.Portfolio
        ? ScanOfPortfolio.Initial
            + ExactScan.OfOrders(Source.Orders.Where(order => !order.IsIsolated), Market)
            + ExactRequirement.OfOrders(Source.OfIsolatedOrders(), Market)
        : SumOfCross(position => position.Initial) + ExactRequirement.OfOrders(Source, Market));

    public MarginStatus Status => StatusOf(Value, Equity, Maintenance, Market.Risk);

    /// <summary>The figures in decimals, each at most <see cref="Limits.LargestFigure"/> in size.</summary>
    public MarginFigures Figures() => new(
        Value.ToAmount(), Equity.ToAmount(), Initial().ToAmount(), Maintenance.ToAmount(), Status);

    /// <summary>The same of an isolated position, settle units.</summary>
    public static MarginFigures FiguresOf(ExactPosition isolated, RiskBook risk)
    {
        var equity = IsolatedEquity(isolated).ToAmount();
        return new MarginFigures(
            equity, equity, isolated.Initial.ToAmount(), isolated.Maintenance.ToAmount(), StatusOf(isolated, risk));
    }

    /// <summary>The status of an isolated position by its own margin.</summary>
    public MarginStatus StatusOf(ExactPosition isolated) => StatusOf(isolated, Market.Risk);

    /// <summary>The status of an isolated position under some rules.</summary>
    public static MarginStatus StatusOf(ExactPosition isolated, RiskBook risk)
    {
        var equity = IsolatedEquity(isolated);
        return StatusOf(equity, equity, isolated.Maintenance, risk);
    }

    /// <summary>Margin + profit and loss, settle units.</summary>
    public static Fraction IsolatedEquity(ExactPosition isolated) =>
        isolated.Pnl + PositionMargin.IsolatedMargin(isolated.Source).Value;

    /// <summary>
    /// What is left before a position's margin is used up: the account's value, valuation units; of an isolated
    /// position its own, settle units.
    /// </summary>
    public Fraction ValueBehind(ExactPosition position) =>
        position.Source.IsIsolated ? IsolatedEquity(position) : Value;

    private Fraction Fees =>
        Market.Risk.FeeReserve == FeeReserve.None ? Fraction.Zero : OrderFees.ExactOf(Source, Market);

    // An account without positions has nothing to scan, and requires nothing, whatever there are scenarios for.
    private ScanRequirement ScanOfPortfolio => Scan
        ?? (Cross.Count == 0 ? new ScanRequirement(Fraction.Zero, Fraction.Zero)
            : throw new InvalidOperationException("portfolio mode is not open to a base of the account"));

    private Fraction SumOfCross(Func<ExactPosition, Fraction> requirement)
    {
        var sum = Fraction.Zero;
        foreach (var position in Cross)
            sum += requirement(position) * position.SettlePrice;
        return sum;
    }

    private static MarginStatus StatusOf(Fraction value, Fraction equity, Fraction maintenance, RiskBook risk) =>
        value.Sign < 0 ? MarginStatus.Bankrupt
        : equity < maintenance ? MarginStatus.Liquidation
        : equity < maintenance * risk.MarginCallRatio.Value ? MarginStatus.MarginCall
        : MarginStatus.Healthy;

    private IEnumerable<ExactAsset> AssetsOf(MarginBook book, MarketView market)
    {
        var held = book.Balances.Select(holding => holding.Asset);
        var settled = Cross.Select(position => market.Risk[position.Instrument.Settle]);
        foreach (var asset in held.Concat(settled).DistinctBy(asset => asset.Id))
        {
            var (balance, net) = (Fraction.Zero, Fraction.Zero);
            foreach (var holding in book.Balances.Where(holding => holding.Asset.Id == asset.Id))
                balance += holding.In(market).Value;
            net += balance;
            foreach (var position in Cross.Where(position => position.Instrument.Settle == asset.Id))
                net += position.Pnl;
            var isNothing = net.IsZero && balance.IsZero;
            var price = isNothing ? market.IndexPrice(asset.Id)?.Value ?? 0m : ExactMarket.IndexPrice(asset.Id, market);
            yield return new ExactAsset(asset, asset.Id == market.Risk.Valuation, balance, net, price);
        }
    }
}

/// <summary>An asset of an account.</summary>
/// <param name="Parameters">How the asset counts.</param>
/// <param name="IsValuation">Whether it is the valuation currency, which counts in full.</param>
/// <param name="Balance">What is held or, negative, owed, interest included.</param>
/// <param name="Net">Balance plus profit and loss of the cross positions that settle in it.</param>
/// <param name="Price">Index price; 0 where nothing of the asset is held and no price is known.</param>
internal sealed record ExactAsset(
    AssetParameters Parameters, bool IsValuation, Fraction Balance, Fraction Net, Fraction Price)
{
    /// <summary>What the net amount counts for.</summary>
    public AssetTerm Term => TermAlong(Net, Price);

    /// <summary>The same along a moving net amount or price; the weight of a peg stands still.</summary>
    public AssetTerm TermAlong(Curve net, Curve price) => new(IsValuation ? null : Parameters, net, price)
    {
        PegWeight = Parameters.Rules.Peg is { IsForMaintenance: true } peg ? peg.ExactWeightAt(Price) : null,
    };
}
