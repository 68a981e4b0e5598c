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
    public static WatchedBook Of(MarginBook book, MarketView market, bool isWarned = false)
    {
        var risk = market.Risk;
        if (!IsCovered(book, market) || IsBeyondLimit(book, market))
            return Unprovable(risk);
        var variables = new VariableNumbers(risk.Valuation);
        var blocks = new List<ExposureBlock>(book.Balances.Count);
        var isExposed = false;
        foreach (var holding in book.Balances)
            isExposed |= holding.Balance < Amount.Zero;
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
        return new WatchedBook(risk, variables, [.. blocks], scans, charges, isProvable: true) { IsWarned = isWarned };

        void Add(AssetParameters asset, Holding holding)
        {
            var exposures = ExposuresIn(asset.Id, book, market, variables);
            var debts = DebtsIn(asset, holding, book, market, variables);
            if (holding.Balance == Amount.Zero && exposures.Length == 0)
                return;
            blocks.Add(new ExposureBlock(
                asset,
                asset.Id == risk.Valuation,
                holding.Balance.Value,
                variables.Index(asset.Id),
                exposures,
                debts,
                risk.HighestRatio.Value,
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
            if (holding.Asset.Debt.ConversionLimit is { } limit && -holding.In(market) > limit)
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
        List<AccruedDebt>? debts = null;
        if (holding.Balance < Amount.Zero && holding.InterestIndex != Rate.Zero
            && (asset.Debt.BorrowRate != Rate.Zero || market.InterestIndices.ContainsKey(settle)))
            debts = [AccruedDebt.OfInterest(holding, variables.InterestOf(settle), market, book.CanConvert)];
        foreach (var position in book.Positions)
        {
            var instrument = position.Instrument;
            if (!position.IsIsolated && instrument.Settle == settle && instrument.Funding is not null)
                (debts ??= []).Add(AccruedDebt.OfFunding(position, variables.FundingOf(instrument.Id), market));
        }

        return debts is null ? [] : [.. debts];
    }
}
