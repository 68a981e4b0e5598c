using System.Collections.Immutable;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Totals;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>An open position of an account.</summary>
/// <param name="Quantity">Signed contracts, not 0.</param>
/// <param name="EntryValue">
/// Signed value at entry in settle units, with as many decimals as <see cref="TradeBooking.ValueScale"/> says.
/// </param>
public readonly record struct AccountPosition(Quantity Quantity, Amount EntryValue)
{
    /// <summary>
    /// Size × the cumulative funding index at which it was settled last; settle units, digits as of the entry value.
    /// </summary>
    public Amount FundingValue { get; init; }
}

/// <summary>An open order whose initial margin is reserved.</summary>
/// <param name="Instrument">What it trades.</param>
/// <param name="Quantity">Contracts still open: positive buys, negative sells.</param>
/// <param name="Price">Limit.</param>
public readonly record struct ReservedOrder(InstrumentId Instrument, Quantity Quantity, Price Price)
{
    /// <summary>Whether it only waits in the book.</summary>
    public bool IsPostOnly { get; init; }

    /// <summary>Whether it only reduces the position.</summary>
    public bool IsReduceOnly { get; init; }
}

/// <summary>Whether the account's watchlist looks after it.</summary>
/// <param name="Epoch">Counts up with each new watch; 0 before the first.</param>
/// <param name="IsOn">Whether the watch with this epoch is on.</param>
public readonly record struct Watch(int Epoch, bool IsOn);

/// <summary>A margin account as its events made it.</summary>
public sealed partial record AccountState
{
    /// <summary>An account that nothing has happened to.</summary>
    public static AccountState Initial(AccountId id) => new() { Id = id };

    /// <summary>The account.</summary>
    public required AccountId Id { get; init; }

    /// <summary>Whether a first deposit or trade opened it.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Balances at their assets' scale, without those that are 0; negative is owed.</summary>
    public ImmutableSortedDictionary<AssetId, Amount> Balances { get; init; } =
        ImmutableSortedDictionary<AssetId, Amount>.Empty;

    /// <summary>Open positions; no instrument without any.</summary>
    public ImmutableSortedDictionary<InstrumentId, AccountPosition> Positions { get; init; } =
        ImmutableSortedDictionary<InstrumentId, AccountPosition>.Empty;

    /// <summary>Open orders with reserved margin.</summary>
    public ImmutableSortedDictionary<OrderId, ReservedOrder> Orders { get; init; } =
        ImmutableSortedDictionary<OrderId, ReservedOrder>.Empty;

    /// <summary>
    /// The mode that was asked for; cross holds in its place while a contract is on a base that portfolio mode is not
    /// open to.
    /// </summary>
    public MarginMode Mode { get; init; }

    /// <summary>The leverage that was asked for in an instrument, whether it has a position or not.</summary>
    public ImmutableSortedDictionary<InstrumentId, Rate> Leverages { get; init; } =
        ImmutableSortedDictionary<InstrumentId, Rate>.Empty;

    /// <summary>Long options that are not to be exercised.</summary>
    public ImmutableSortedSet<InstrumentId> Abandoned { get; init; } = ImmutableSortedSet<InstrumentId>.Empty;

    /// <summary>The status of balances and cross positions, as last decided.</summary>
    public MarginStatus Status { get; init; } = MarginStatus.Healthy;

    /// <summary>Whether the watchlist looks after it.</summary>
    public Watch Watch { get; init; }

    /// <summary>
    /// The last frame that something was stored at while watched; earlier frames are behind the account.
    /// </summary>
    public FrameNumber AsOf { get; init; }

    /// <summary>Where balances and cross positions stand in a liquidation.</summary>
    public Episode Episode { get; init; } = new Episode.None();

    /// <summary>How many liquidations it has had, of all its parts.</summary>
    public int Episodes { get; init; }

    /// <summary>
    /// Whether a liquidation ended with a debt that the funds could not pay, and nothing has come in since.
    /// </summary>
    public bool IsUncovered { get; init; }

    /// <summary>Whether balances and cross positions, though healthy, were warned of a margin call.</summary>
    public bool IsWarned { get; init; }

    /// <summary>What a margin call asks for balances and cross positions; null where none does.</summary>
    public MarginDemand? Demand { get; init; }

    /// <summary>
    /// The end of the grace path that the margin call of balances and cross positions names as its deadline; null where
    /// it names none.
    /// </summary>
    public Instant? GraceUntil { get; init; }

    /// <summary>What the market was last told that it holds.</summary>
    public Tally Reported { get; init; } = Tally.Empty;

    /// <summary>
    /// Whether prices can hurt it, or make something happen: it has positions, owes something, or has a stop-loss.
    /// </summary>
    public bool IsExposed => !Positions.IsEmpty || OwesSomething || HasStops;

    /// <summary>Whether any balance is negative, or it has a loan.</summary>
    public bool OwesSomething => HasOverdrafts || HasLoans;

    /// <summary>
    /// The interest index at which each debt was settled last; of none that began while its index was 1.
    /// </summary>
    public ImmutableSortedDictionary<AssetId, Rate> InterestIndices { get; init; } =
        ImmutableSortedDictionary<AssetId, Rate>.Empty;

    /// <summary>The interest index at which a debt was settled last.</summary>
    public Rate InterestIndexOf(AssetId asset) =>
        InterestIndices.TryGetValue(asset, out var index) ? index : Rate.One;

    /// <summary>Balance of <paramref name="asset"/>, 0 where there is none.</summary>
    public Amount BalanceOf(AssetId asset) => Balances.GetValueOrDefault(asset);

    /// <summary>Leverage in <paramref name="instrument"/>; 0 where none was asked for.</summary>
    public decimal LeverageIn(InstrumentId instrument) => Leverages.GetValueOrDefault(instrument).Value;

    /// <summary>The same account with <paramref name="change"/> added to a balance.</summary>
    public AccountState Post(AssetId asset, Amount change)
    {
        var balance = new Amount(Decimals.Normal((BalanceOf(asset) + change).Value));
        return this with
        {
            Balances = balance == Amount.Zero ? Balances.Remove(asset) : Balances.SetItem(asset, balance),
            InterestIndices = balance < Amount.Zero ? InterestIndices : InterestIndices.Remove(asset),
        };
    }

    /// <summary>What the calculator needs to know.</summary>
    /// <remarks>
    /// A deposit of an asset that no price was ever accepted of counts nothing: it adds no collateral, and it does not
    /// keep the account from being looked at.
    /// </remarks>
    public MarginBook ToMarginBook(MarketView market) =>
        MarginModes.InForce(this, market) is var mode && mode == MarginMode.Loan
            ? LoanBook(market)
            : TradingBook(mode, market);

    private MarginBook TradingBook(MarginMode mode, MarketView market) => new(
        [.. Stakes.IsEmpty ? Balances.Where(b => b.Value < Amount.Zero || market.IndexPrice(b.Key) is not null)
            .Select(b => new Holding(market.Risk[b.Key], b.Value)
            {
                InterestIndex = b.Value < Amount.Zero ? InterestIndexOf(b.Key) : Rate.Zero,
            }) : HoldingsWithStakes(market)],
        [.. Positions.Select(p => ToBookPosition(p.Key, p.Value, market))],
        [.. Orders.Values.Where(o => market.Settlement(o.Instrument) is null).Select(o =>
            new BookOrder(market.Risk[o.Instrument], o.Quantity, o.Price)
            {
                Leverage = LeverageIn(o.Instrument),
                IsIsolated = Isolated.ContainsKey(o.Instrument),
                IsPostOnly = o.IsPostOnly,
                IsReduceOnly = o.IsReduceOnly,
            })])
    {
        CanConvert = market.Risk.ConvertsDebts && Balances.Values.Any(balance => balance > Amount.Zero),
        Mode = mode,
    };

    private BookPosition ToBookPosition(InstrumentId instrument, AccountPosition position, MarketView market) => new(
        market.Risk[instrument],
        position.Quantity,
        position.EntryValue,
        LeverageIn(instrument),
        Isolated.TryGetValue(instrument, out var isolated) ? isolated.Margin : null)
    {
        FundingValue = position.FundingValue,
    };
}
