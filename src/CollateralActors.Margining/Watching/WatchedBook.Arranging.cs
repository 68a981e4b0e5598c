using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <content>How a book is arranged.</content>
public sealed partial class WatchedBook
{
    /// <summary>
    /// Arranges an isolated position: a book of its own, with its margin as the balance, in settle units.
    /// </summary>
    /// <param name="position">The position.</param>
    /// <param name="market">As for <see cref="Of"/>.</param>
    /// <param name="isWarned">As for <see cref="Of"/>.</param>
    public static WatchedBook OfIsolated(BookPosition position, MarketView market, bool isWarned = false)
    {
        var risk = market.Risk;
        var instrument = position.Instrument;
        if (instrument.IsOption && !OptionMark.Covers(instrument, market))
            return Unprovable(risk);
        var variables = new VariableNumbers(risk.Valuation);
        if (instrument.Expiry is not null)
            variables.SettlementOf(instrument.Id);
        var block = new ExposureBlock(
            risk[instrument.Settle],
            countsInFull: true,
            PositionMargin.IsolatedMargin(position).Value,
            price: -1,
            [new Exposure(position, variables.MarkOf(instrument, market), isScanned: false)],
            instrument.Funding is null
                ? []
                : [AccruedDebt.OfFunding(position, variables.FundingOf(instrument.Id), market)],
            risk.HighestRatio.Value,
            isScanned: false);
        var charges = ChargesOf([position], variables);
        return new WatchedBook(risk, variables, [block], null, charges, isProvable: true) { IsWarned = isWarned };
    }

    /// <summary>Arranges a book.</summary>
    /// <param name="book">Isolated positions and orders are left out: they do not bear on the account's status.</param>
    /// <param name="market">Gives the risk book, and says which instruments have a mark of their own.</param>
    /// <param name="isWarned">Whether it is below the warning line, though healthy.</param>
    /// <param name="own">A line of its own, that a band must not cross either.</param>
    public static WatchedBook Of(MarginBook book, MarketView market, bool isWarned = false, OwnLine? own = null)
    {
        var risk = market.Risk;
        if (!IsCovered(book, market) || IsBeyondLimit(book, market))
            return Unprovable(risk);
        if (book.Mode == MarginMode.Loan)
            return OfLoan(book, market, isWarned, own);
        var variables = new VariableNumbers(risk.Valuation);
        var blocks = new List<ExposureBlock>(book.Balances.Count);
        var isExposed = false;
        foreach (var holding in book.Balances)
            isExposed |= holding.Balance < Amount.Zero || holding.Units > Amount.Zero;
        foreach (var position in book.Positions)
            isExposed |= !position.IsIsolated;
        if (isExposed)
        {
            foreach (var position in book.Positions)
            {
                if (!position.IsIsolated && position.Instrument.Expiry is not null)
                    variables.SettlementOf(position.Instrument.Id);
                if (!position.IsIsolated && position.Instrument.IsOption)
                    variables.AwaitScanOf(position.Instrument, market);
            }

            foreach (var order in book.Orders)
            {
                if (order.Instrument.IsOption)
                    variables.AwaitScanOf(order.Instrument, market);
            }

            foreach (var holding in book.Balances)
                Add(holding.Asset, holding);
            for (var i = 0; i < book.Positions.Count; i++)
            {
                var settle = book.Positions[i].Instrument.Settle;
                if (!book.Positions[i].IsIsolated && IsNew(settle, i))
                    Add(risk[settle], default);
            }
        }

        var scans = IsScanned(book) ? ScanBounds.Of(book, market, variables) : null;
        var cross = book.Positions.Where(position => !position.IsIsolated && !IsScanned(book));
        var charges = ChargesOf(cross, variables);
        return new WatchedBook(risk, variables, [.. blocks], scans, charges, isProvable: true)
        {
            IsWarned = isWarned,
            Own = own,
        };

        void Add(AssetParameters asset, Holding holding)
        {
            var exposures = ExposuresIn(asset.Id, book, market, variables);
            var debts = DebtsIn(asset, holding, book, market, variables);
            if (holding.IsNothing && exposures.Length == 0)
                return;
            blocks.Add(new ExposureBlock(
                asset,
                asset.Id == risk.Valuation,
                holding.Balance.Value,
                variables.Index(asset.Id),
                exposures,
                debts,
                OwnLine.Steepest(own, risk),
                IsScanned(book)));
        }

        bool IsNew(AssetId settle, int position)
        {
            foreach (var holding in book.Balances)
            {
                if (holding.Asset.Id == settle)
                    return false;
            }

            for (var i = 0; i < position; i++)
            {
                if (!book.Positions[i].IsIsolated && book.Positions[i].Instrument.Settle == settle)
                    return false;
            }

            return true;
        }
    }

    // Without a loan nothing can hurt it; with one, each asset is a block of what is held, and one of what is owed.
    private static WatchedBook OfLoan(MarginBook book, MarketView market, bool isWarned, OwnLine? own)
    {
        var (risk, variables) = (market.Risk, new VariableNumbers(market.Risk.Valuation));
        ExposureBlock[] blocks = book.Debts.Count == 0 && book.RequiresOfDebtorsOnly
            ? []
            :
            [
                .. book.Balances.Select(held => BlockOf(held, held.Balance, MaintenanceOf(held.Asset))),
                .. book.Debts.Select(debt => BlockOf(debt, -debt.Balance, 0d)),
            ];
        return new WatchedBook(risk, variables, blocks, null, [], isProvable: true)
        {
            IsWarned = isWarned,
            Own = own,
        };

        static double MaintenanceOf(AssetParameters asset) =>
            1d - (double)(asset.Loan?.LiquidationThreshold.Value ?? 0m);

        ExposureBlock BlockOf(Holding holding, Amount balance, double maintenance) => new(
            holding.Asset,
            countsInFull: true,
            balance.Value,
            variables.Index(holding.Asset.Id),
            [],
            [.. StakesIn(holding, market, variables) ?? []],
            OwnLine.Steepest(own, risk),
            isScanned: false)
        {
            HeldMaintenance = maintenance,
        };
    }

    private static List<AccruedDebt>? StakesIn(Holding holding, MarketView market, VariableNumbers variables)
    {
        List<AccruedDebt>? stakes = null;
        var asset = holding.Asset?.Id ?? default;
        if (holding.Units > Amount.Zero)
            stakes = [AccruedDebt.OfLoan(holding, variables.InterestOf(asset), market)];
        if (holding.Shares > Amount.Zero)
            (stakes ??= []).Add(AccruedDebt.OfSupply(holding, variables.SupplyOf(asset), market));
        return stakes;
    }

    private static WatchedBook Unprovable(RiskBook risk) =>
        new(risk, new VariableNumbers(risk.Valuation), [], null, [], isProvable: false);

    private static bool IsCovered(MarginBook book, MarketView market)
    {
        foreach (var position in book.Positions)
        {
            if (position.IsIsolated)
                continue;
            var isCovered = IsScanned(book) ? ScanBounds.Cover(position, market)
                : !position.Instrument.IsOption || OptionMark.Covers(position.Instrument, market);
            if (!isCovered)
                return false;
        }

        return true;
    }

    private static ShortOptionCharge[] ChargesOf(IEnumerable<BookPosition> positions, VariableNumbers variables) =>
    [
        .. from position in positions
           where position.Instrument.IsOption && position.Quantity.Sign < 0
           select ShortOptionCharge.Of(position, variables),
    ];

    private static bool IsBeyondLimit(MarginBook book, MarketView market)
    {
        if (!book.CanConvert)
            return false;
        foreach (var holding in book.Balances)
        {
            if (holding.Asset.Debt.ConversionLimit is { } limit
                && -(holding with { Units = Amount.Zero, Shares = Amount.Zero }).In(market) > limit)
                return true;
        }

        return false;
    }

    private static bool IsScanned(MarginBook book) => book.Mode == MarginMode.Portfolio;

    private static Exposure[] ExposuresIn(AssetId settle, MarginBook book, MarketView market, VariableNumbers variables)
    {
        var count = 0;
        foreach (var position in book.Positions)
            count += IsIn(position) ? 1 : 0;
        var exposures = new Exposure[count];
        var next = 0;
        foreach (var position in book.Positions)
        {
            if (IsIn(position))
                exposures[next++] = new Exposure(
                    position, variables.MarkOf(position.Instrument, market), IsScanned(book));
        }

        return exposures;

        bool IsIn(BookPosition position) => !position.IsIsolated && position.Instrument.Settle == settle;
    }

    private static AccruedDebt[] DebtsIn(
        AssetParameters asset, Holding holding, MarginBook book, MarketView market, VariableNumbers variables)
    {
        var settle = asset.Id;
        // The cap of a variable is the last one that is said of it: a loan, which has none, comes before interest.
        List<AccruedDebt>? debts = StakesIn(holding, market, variables);
        if (holding.Balance < Amount.Zero && holding.InterestIndex != Rate.Zero
            && (asset.Debt.BorrowRate != Rate.Zero || market.InterestIndices.ContainsKey(settle)))
            (debts ??= []).Add(
                AccruedDebt.OfInterest(holding, variables.InterestOf(settle), market, book.CanConvert));
        foreach (var position in book.Positions)
        {
            var instrument = position.Instrument;
            if (!position.IsIsolated && instrument.Settle == settle && instrument.Funding is not null)
                (debts ??= []).Add(AccruedDebt.OfFunding(position, variables.FundingOf(instrument.Id), market));
        }

        return debts is null ? [] : [.. debts];
    }
}
