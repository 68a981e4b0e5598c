using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Margining.Accounts;

/// <summary>A part of an account looked at in one frame.</summary>
/// <param name="Scope">Which part.</param>
/// <param name="Book">What the calculator was given of it.</param>
/// <param name="Figures">What it said; those of an isolated position in settle units.</param>
/// <param name="Basis">What was seen of the market.</param>
internal sealed record Assessment(MarginScope Scope, MarginBook Book, MarginFigures Figures, MarketBasis Basis)
{
    public Rate Severity => Accounts.Severity.Of(Figures);

    public StatusFigures StatusFigures => Accounts.StatusFigures.Of(Figures);

    /// <summary>Between which prices the part stands as it does.</summary>
    /// <param name="market">The frame that it was looked at in.</param>
    /// <param name="ownLine">A ratio to maintenance that a band must not cross either; null without one.</param>
    public Band BandAt(MarketView market, Rate? ownLine = null)
    {
        var band = BandOf(Book, Alone, market, Scope, ownLine);
        // Only where the set in force finds it short does the one before matter, and then both must find what they do.
        return Before is null || Alone.Status < MarginStatus.Liquidation
            ? band
            : band.And(BandOf(Before.Book, Before.Alone, market.Before!, Scope));
    }

    /// <summary>By the set in force alone; the same as <see cref="Figures"/> without a grace path.</summary>
    public MarginFigures Alone { get; private init; } = Figures;

    /// <summary>The same part by the set that a grace path comes from; null without one.</summary>
    public Assessment? Before { get; private init; }

    /// <summary>Looks at all parts of an account, the cross one first.</summary>
    public static IReadOnlyList<Assessment> All(AccountState state, MarketView market) => state.Isolated.IsEmpty
        ? [Of(state, MarginScope.Cross, market)]
        : [.. state.Scopes.Select(scope => Of(state, scope, market))];

    /// <summary>Looks at a part of an account.</summary>
    public static Assessment Of(AccountState state, MarginScope scope, MarketView market)
    {
        var seen = AloneOf(state, scope, market);
        if (market is not { Before: { } before, Path: { } path })
            return seen;
        var earlier = AloneOf(state, scope, before);
        return seen with
        {
            Figures = GraceMargin.Between(earlier.Alone, seen.Alone, path, market.Time),
            Before = earlier,
        };
    }

    /// <summary>
    /// The event that tells of a new status, or of a deadline that a grace path sets; null where nothing is new.
    /// </summary>
    public AccountEvent? Change(Standing standing) =>
        Figures.Status == standing.Status && !IsGraceNew(standing, Figures) ? null : ChangeFrom(standing.Status);

    /// <summary>Whether a grace path gives a part of an account time, and no margin call has said so yet.</summary>
    public static bool IsGraceNew(Standing standing, MarginFigures figures) =>
        figures.GraceUntil is { } until && standing.GraceUntil != until;

    private AccountEvent ChangeFrom(MarginStatus from) => Figures.Status switch
    {
        MarginStatus.Healthy => new AccountEvent.MarginCallLifted(from, StatusFigures, Basis) { Scope = Scope },
        MarginStatus.MarginCall => new AccountEvent.MarginCallIssued(from, StatusFigures, Basis)
        {
            Scope = Scope,
            GraceUntil = Figures.GraceUntil,
        },
        MarginStatus.Liquidation => new AccountEvent.MaintenanceBreached(from, StatusFigures, Basis) { Scope = Scope },
        MarginStatus.Bankrupt => new AccountEvent.BankruptcyDeclared(from, StatusFigures, Basis) { Scope = Scope },
        _ => throw new System.Diagnostics.UnreachableException($"unhandled status {Figures.Status}"),
    };

    private static Band BandOf(
        MarginBook book, MarginFigures figures, MarketView market, MarginScope scope, Rate? ownLine = null) =>
        scope.IsCross ? BandMaker.Make(book, market, figures, ownLine: ownLine)
        : book.Positions is [var position]
            ? BandMaker.Make(
                WatchedBook.OfIsolated(position, market, figures.IsWarned(market.Risk)), market, figures)
        : Band.Everything;

    private static Assessment AloneOf(AccountState state, MarginScope scope, MarketView market)
    {
        if (scope.Isolated is not { } instrument)
            return OfCross(state, market);
        var positions = state.ToMarginBook(market).Positions.Where(position => position.Instrument.Id == instrument);
        var book = new MarginBook([], [.. positions], []);
        return new Assessment(
            scope, book, ScopeFigures.Alone(state, book, scope, market), BasisOf([], book, market));
    }

    private static Assessment OfCross(AccountState state, MarketView market)
    {
        var all = state.ToMarginBook(market);
        var book = state.Isolated.IsEmpty ? all : all.WithoutIsolated();
        var assets = book.Balances.Concat(book.Debts).Select(holding => holding.Asset.Id)
            .Concat(book.Positions.Select(position => position.Instrument.Settle))
            .Concat(ScannedOptions(book).Select(option => option.Base))
            .Distinct()
            .Order();
        return new Assessment(
            MarginScope.Cross, book, MarginCalculator.Evaluate(book, market), BasisOf(assets, book, market));
    }

    // A scan prices them by their base's price and their volatility, whatever their mark is.
    private static IEnumerable<InstrumentParameters> ScannedOptions(MarginBook book) =>
        book.Mode == MarginMode.Portfolio
        ? book.Positions.Select(position => position.Instrument).Where(instrument => instrument.IsOption)
        : [];

    private static MarketBasis BasisOf(IEnumerable<AssetId> assets, MarginBook book, MarketView market)
    {
        var positions = book.Positions;
        var prices = assets.Select(asset => new UsedPrice(asset.Value, market.IndexPrice(asset)!.Value));
        var marks = positions.Select(p => new UsedPrice(p.Instrument.Id.Value, market.Mark(p.Instrument)!.Value));
        var funding = from position in positions
                      let index = market.FundingIndex(position.Instrument.Id)
                      where index != Amount.Zero
                      select new UsedFundingIndex(position.Instrument.Id, index);
        var interest = from holding in book.Balances.Concat(book.Debts)
                       let index = market.InterestIndex(holding.Asset.Id)
                       where (holding.Balance < Amount.Zero || holding.Units > Amount.Zero) && index != Rate.One
                       select new UsedInterestIndex(holding.Asset.Id, index);
        var supplies = from holding in book.Balances
                       let index = market.SupplyIndex(holding.Asset.Id)
                       where holding.Shares > Amount.Zero && index != Rate.One
                       select new UsedInterestIndex(holding.Asset.Id, index);
        var volatilities = from position in positions
                           let option = position.Instrument
                           where option.IsOption
                               && (book.Mode == MarginMode.Portfolio || !market.Marks.ContainsKey(option.Id))
                           where market.ImpliedVolatility(option) is not null
                           select new UsedPrice(
                               Symbol.OfVolatility(option.Id).Value,
                               new Price(market.ImpliedVolatility(option)!.Value.Value));
        return new MarketBasis(
            market.Frame, market.Risk.Version, prices.Concat(marks).Concat(volatilities).ToValueList())
        {
            FundingIndices = funding.ToValueList(),
            InterestIndices = interest.ToValueList(),
            SupplyIndices = supplies.ToValueList(),
        };
    }
}
