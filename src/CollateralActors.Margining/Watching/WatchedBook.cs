using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>
/// An account's cross positions and balances, or one isolated position, arranged for certificates: by settle asset,
/// with the market variables numbered. Made once for each state of an account and version of the risk book, used for
/// every band.
/// </summary>
public sealed class WatchedBook
{
    private readonly MarketVariable[] variables;
    private readonly bool derives;
    private readonly bool expires;

    private WatchedBook(
        RiskBook risk,
        VariableNumbers numbers,
        ExposureBlock[] blocks,
        ScanBounds? scans,
        ShortOptionCharge[] charges,
        bool isProvable)
    {
        (Risk, variables, Blocks, Scans, Charges, IsProvable) =
            (risk, numbers.ToArray(), blocks, scans, charges, isProvable);
        Roles = new VariableRole[variables.Length];
        foreach (var block in blocks)
        {
            foreach (ref readonly var exposure in block.Exposures.AsSpan())
            {
                derives |= exposure.Mark.Own < 0;
                if (exposure.Mark.Own >= 0)
                    Roles[exposure.Mark.Own] = new(
                        exposure.GainsWithMark ? HurtBy.Fall : HurtBy.Rise, block.IsMonotone);
                else
                    Roles[exposure.Mark.Absent] = new(HurtBy.Appearing, false);
            }

            foreach (ref readonly var debt in block.Debts.AsSpan())
            {
                Roles[debt.Index] = new(debt.Hurt, false) { Unit = debt.Unit, Cap = debt.Cap };
                IsCapped |= debt.Cap != default;
            }
        }

        for (var i = 0; i < variables.Length; i++)
        {
            if (variables[i].Kind == MarketVariableKind.Settlement)
                (Roles[i], expires) = (new(HurtBy.Appearing, false), true);
            else if (variables[i].Kind == MarketVariableKind.TimeLeft)
                (Roles[i], expires) = (new(HurtBy.Passing, false), true);
        }

        foreach (var awaited in numbers.Awaited)
            (Roles[awaited], expires) = (new(HurtBy.Appearing, false), true);
    }

    /// <summary>The risk book that it was arranged under.</summary>
    public RiskBook Risk { get; }

    /// <summary>The variables that the account's status depends on, each once.</summary>
    public ReadOnlySpan<MarketVariable> Variables => variables;

    /// <summary>Whether a price can hurt the account: it has a cross position, or owes something.</summary>
    public bool IsExposed => Blocks.Length > 0 || !IsProvable;

    /// <summary>
    /// Whether certificates cover what it holds. They know neither options that cannot be priced or have expired,
    /// nor when a debt beyond its limit can be converted that could not be yet: such an account
    /// is looked at in every frame.
    /// </summary>
    public bool IsProvable { get; }

    /// <summary>Whether a variable has a cap.</summary>
    internal bool IsCapped { get; }

    internal MarketVariable[] SharedVariables => variables;

    internal ExposureBlock[] Blocks { get; }

    /// <summary>What portfolio mode requires; null in cross mode, where it is in the blocks.</summary>
    internal ScanBounds? Scans { get; }

    /// <summary>What short options require in cross mode, or by themselves.</summary>
    internal ShortOptionCharge[] Charges { get; }

    /// <summary>What each variable means to the account.</summary>
    internal VariableRole[] Roles { get; }

    /// <summary>
    /// Arranges an isolated position: a book of its own, with its margin as the balance, in settle units.
    /// </summary>
    /// <param name="position">The position.</param>
    /// <param name="market">As for <see cref="Of"/>.</param>
    public static WatchedBook OfIsolated(BookPosition position, MarketView market)
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
            instrument.Funding is null ? [] : [AccruedDebt.OfFunding(position, variables.FundingOf(instrument.Id), market)],
            risk.MarginCallRatio.Value,
            isScanned: false);
        var charges = ChargesOf([position], variables);
        return new WatchedBook(risk, variables, [block], null, charges, isProvable: true);
    }

    /// <summary>Arranges a book.</summary>
    /// <param name="book">Isolated positions and orders are left out: they do not bear on the account's status.</param>
    /// <param name="market">Gives the risk book, and says which instruments have a mark of their own.</param>
    public static WatchedBook Of(MarginBook book, MarketView market)
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
        return new WatchedBook(risk, variables, [.. blocks], scans, charges, isProvable: true);

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
                risk.MarginCallRatio.Value,
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

    /// <summary>
    /// Whether the arrangement still fits: the same parameters, no derived mark has been replaced by an own one, and
    /// nothing that is held has been settled or, where its price depends on the time, has expired.
    /// </summary>
    public bool Fits(MarketView market)
    {
        if (market.Risk.Edition != Risk.Edition || (expires && HasEnded(market)))
            return false;
        if (!derives)
            return true;
        foreach (var block in Blocks)
        {
            foreach (ref readonly var exposure in block.Exposures.AsSpan())
            {
                var mark = exposure.Mark;
                if (mark.Absent >= 0 && variables[mark.Absent].In(market) != default)
                    return false;
            }
        }

        return true;
    }

    private bool HasEnded(MarketView market)
    {
        for (var i = 0; i < variables.Length; i++)
        {
            var isThere = variables[i].In(market) != default;
            if (Roles[i].Hurt == HurtBy.Appearing ? isThere
                : variables[i].Kind is MarketVariableKind.TimeLeft or MarketVariableKind.ImpliedVolatility && !isThere)
                return true;
        }

        return false;
    }

    /// <summary>
    /// Reads the account into the processor's caches; returns a number without meaning, so that the reading is done.
    /// </summary>
    internal double ReadAhead()
    {
        var sum = (double)Roles.Length;
        foreach (var block in Blocks)
        {
            sum += block.Balance;
            foreach (ref readonly var exposure in block.Exposures.AsSpan())
                sum += exposure.Offset;
        }

        return sum;
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

    /// <summary>
    /// Whether some price is above a cap, so that the account has to be looked at whatever its status.
    /// </summary>
    internal bool IsBeyondCap(ReadOnlySpan<Price> prices)
    {
        for (var i = 0; i < prices.Length; i++)
        {
            if (Roles[i].Cap != default && prices[i] > Roles[i].Cap)
                return true;
        }

        return false;
    }

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
