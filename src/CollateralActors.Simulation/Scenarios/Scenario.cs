using System.Globalization;
using System.Text;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Prices;

namespace CollateralActors.Simulation.Scenarios;

/// <summary>
/// A market, a venue and its traders: with the seed all that a run follows from. Docs: docs/scenarios.md.
/// </summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Seed">Picks one of the scenario's runs.</param>
/// <param name="Accounts">Traders' accounts, 1 to <see cref="MostAccounts"/>; market makers come on top.</param>
/// <param name="Series">The price that the market follows.</param>
/// <param name="Symbols">Every price that the market keeps.</param>
/// <param name="Sources">Who quotes all symbols.</param>
/// <param name="Faults">When a source fails, in minutes from the first tick.</param>
/// <param name="Risk">The venue's parameters.</param>
/// <param name="Books">One for each instrument of the risk book.</param>
/// <param name="MarketMakers">Who the books' depth belongs to.</param>
/// <param name="Contributions">What the venue puts in its insurance funds at the start; one fund an asset.</param>
/// <param name="SeedingRounds">Rounds in which the accounts come and open their first positions; 3 or more.</param>
/// <param name="Traders">Kinds of traders; their shares add up to 1.</param>
/// <param name="Activity">What goes on afterwards.</param>
/// <param name="Expectations">What the run as written must bring about.</param>
public sealed record Scenario(
    string Name,
    long Seed,
    int Accounts,
    PriceSeries Series,
    ValueList<SymbolModel> Symbols,
    ValueList<QuoteSource> Sources,
    ValueList<SourceFault> Faults,
    RiskBook Risk,
    ValueList<BookModel> Books,
    MarketMakers MarketMakers,
    ValueList<Money> Contributions,
    int SeedingRounds,
    ValueList<TraderKind> Traders,
    Activity Activity,
    Expectations Expectations)
{
    public const int MostAccounts = 1_000_000;

    /// <summary>When an operator halts the venue or a symbol.</summary>
    public ValueList<MarketHalt> Halts { get; init; } = [];

    /// <summary>When the venue brings other versions of its risk book into force, in order.</summary>
    public ValueList<BookChange> BookChanges { get; init; } = [];

    /// <summary>Escrows between traders or others.</summary>
    public ValueList<EscrowPlan> Escrows { get; init; } = [];

    /// <summary>What single accounts do, traders or others.</summary>
    public ValueList<AccountAct> Acts { get; init; } = [];

    /// <summary>
    /// The same scenario with another number of accounts, on books that are deeper or thinner in proportion.
    /// </summary>
    public Scenario WithAccounts(int accounts)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(accounts);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(accounts, MostAccounts);
        return this with
        {
            Accounts = accounts,
            Expectations = accounts == Accounts ? Expectations : Expectations.None,
            Books = Books.Select(book => book.Scaled(accounts, Accounts, Risk[book.Instrument].Lot)).ToValueList(),
        };
    }
}

/// <summary>A halt by an operator, in minutes from the first tick.</summary>
/// <param name="Symbol">What is halted; null for the whole venue.</param>
/// <param name="FromMinute">It begins before the first tick of this minute.</param>
/// <param name="ToMinute">It ends before the first tick of this minute.</param>
public sealed record MarketHalt(Symbol? Symbol, int FromMinute, int ToMinute);

/// <summary>A new version of the risk book.</summary>
/// <param name="FromMinute">
/// It is adopted before the first tick of this minute, counted from the first tick, and in force at once if it has no
/// effective time.
/// </param>
/// <param name="Risk">All of its parameters.</param>
public sealed record BookChange(int FromMinute, RiskBook Risk)
{
    /// <summary>When it is in force from; null for at once.</summary>
    public Instant? EffectiveAt { get; init; }

    /// <summary>When its grace path ends; null without one.</summary>
    public Instant? GraceUntil { get; init; }

    /// <summary>Prints the members. Identities of runs rest on it: a time that is not set is not in it.</summary>
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"FromMinute = {FromMinute}, Risk = {Risk}");
        if (EffectiveAt is { } time)
            text.Append(CultureInfo.InvariantCulture, $", EffectiveAt = {time}");
        if (GraceUntil is { } until)
            text.Append(CultureInfo.InvariantCulture, $", GraceUntil = {until}");
        return true;
    }
}

/// <summary>The ticks of a price, and how long the venue is given to finish after the last one.</summary>
/// <param name="Ticks">One round each; at least one more than the seeding rounds.</param>
/// <param name="ClosingRounds">Rounds at the last prices, without inputs: liquidations end in them.</param>
public sealed record PriceSeries(ValueList<PriceTick> Ticks, int ClosingRounds);

/// <summary>How a symbol's price follows the series, and how the venue makes it of quotes.</summary>
/// <param name="Symbol">An asset or an instrument.</param>
/// <param name="Start">Its price at the first tick.</param>
/// <param name="Beta">Its relative move for a relative move of the series: 1 moves alike, 0 stands still.</param>
/// <param name="NoiseBasisPoints">Most that it strays by itself at each tick, either way; strays fade.</param>
/// <param name="PriceScale">Decimals of its prices.</param>
/// <param name="Oracle">How its quotes are judged.</param>
public sealed record SymbolModel(
    Symbol Symbol, Price Start, decimal Beta, decimal NoiseBasisPoints, int PriceScale, OracleParameters Oracle);

/// <summary>A simulated order book. See <see cref="BookParameters"/>.</summary>
public sealed record BookModel(
    InstrumentId Instrument,
    Rate HalfSpread,
    Rate LevelStep,
    Quantity LevelQuantity,
    int Levels,
    Quantity RecoveryPerFrame)
{
    /// <summary>
    /// The source as which it quotes the mark, so that what liquidations take moves it; null where it does not.
    /// </summary>
    public SourceId? QuotesAs { get; init; }

    // A run's identity rests on this text: what has its default is not in it.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"Instrument = {Instrument}, HalfSpread = {HalfSpread}, ");
        text.Append(CultureInfo.InvariantCulture, $"LevelStep = {LevelStep}, LevelQuantity = {LevelQuantity}, ");
        text.Append(CultureInfo.InvariantCulture, $"Levels = {Levels}, RecoveryPerFrame = {RecoveryPerFrame}");
        if (QuotesAs is { } source)
            text.Append(CultureInfo.InvariantCulture, $", QuotesAs = {source}");
        return true;
    }

    internal BookModel Scaled(int accounts, int instead, Quantity lot) => this with
    {
        LevelQuantity = Scaled(LevelQuantity, accounts, instead, lot),
        RecoveryPerFrame = Scaled(RecoveryPerFrame, accounts, instead, lot),
    };

    // Rounded up: a level holds at least one lot, and what comes back at all still comes back.
    private static Quantity Scaled(Quantity quantity, int accounts, int instead, Quantity lot)
    {
        var exact = quantity.Contracts * accounts / instead;
        return new Quantity(lot.Contracts == 0m ? exact : Math.Ceiling(exact / lot.Contracts) * lot.Contracts);
    }
}

/// <summary>The accounts that the books' depth belongs to, named mm01, mm02, ….</summary>
/// <param name="Count">1 to 99.</param>
/// <param name="Deposits">What each starts with.</param>
public sealed record MarketMakers(int Count, ValueList<Money> Deposits)
{
    public IEnumerable<AccountId> Ids =>
        Enumerable.Range(1, Count).Select(i => new AccountId(FormattableString.Invariant($"mm{i:00}")));
}

/// <summary>Traders of one kind.</summary>
/// <param name="Name">What they are.</param>
/// <param name="Share">Of all accounts; 0 to 1, at most 4 decimals.</param>
/// <param name="Deposits">One of these is an account's first deposit, each as likely.</param>
/// <param name="SecondDeposit">Chance of a deposit in another asset too.</param>
/// <param name="Trades">What they trade; nothing: they only hold.</param>
/// <param name="MostPositions">Positions that they open at first, 1 to this many.</param>
/// <param name="Leverage">Notional ÷ equity that they open at.</param>
/// <param name="LongShare">How many of them are long.</param>
/// <param name="OrderShare">How many of them rest an order before they open, and another one after.</param>
/// <param name="PeerShare">
/// How many of them open against another trader rather than a market maker, where there is one.
/// </param>
public sealed record TraderKind(
    string Name,
    decimal Share,
    ValueList<DepositRange> Deposits,
    decimal SecondDeposit,
    ValueList<InstrumentWeight> Trades,
    int MostPositions,
    LeverageRange Leverage,
    decimal LongShare,
    decimal OrderShare,
    decimal PeerShare)
{
    /// <summary>How many of their instruments they trade isolated; 0 to 1, at most 4 decimals.</summary>
    public decimal IsolatedShare { get; init; }

    /// <summary>How many of the orders that they rest only ever wait in the book; 0 to 1, at most 4 decimals.</summary>
    public decimal PostOnlyShare { get; init; }

    /// <summary>The mode that their accounts are switched to at the beginning.</summary>
    public MarginMode Mode { get; init; }

    // A run's identity rests on this text: what has its default is not in it.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"Name = {Name}, Share = {Share}, Deposits = {Deposits}, ");
        text.Append(CultureInfo.InvariantCulture, $"SecondDeposit = {SecondDeposit}, Trades = {Trades}, ");
        text.Append(CultureInfo.InvariantCulture, $"MostPositions = {MostPositions}, Leverage = {Leverage}, ");
        text.Append(CultureInfo.InvariantCulture, $"LongShare = {LongShare}, OrderShare = {OrderShare}, ");
        text.Append(CultureInfo.InvariantCulture, $"PeerShare = {PeerShare}");
        if (IsolatedShare != 0m)
            text.Append(CultureInfo.InvariantCulture, $", IsolatedShare = {IsolatedShare}");
        if (PostOnlyShare != 0m)
            text.Append(CultureInfo.InvariantCulture, $", PostOnlyShare = {PostOnlyShare}");
        if (Mode != MarginMode.Cross)
            text.Append(CultureInfo.InvariantCulture, $", Mode = {Mode}");
        return true;
    }
}

/// <summary>An instrument, and how often it is chosen in comparison with others.</summary>
public readonly record struct InstrumentWeight(InstrumentId Instrument, int Weight);

/// <summary>Deposits between two amounts; each doubling within is as likely as the next.</summary>
public sealed record DepositRange(AssetId Asset, Amount Lowest, Amount Highest);

/// <summary>Leverages between two, with at most one decimal.</summary>
public readonly record struct LeverageRange(decimal Lowest, decimal Highest);

/// <summary>What happens in each round after an account has come in, as shares of all accounts; 0 to 1.</summary>
/// <param name="Deposits">Accounts that deposit again.</param>
/// <param name="Withdrawals">Accounts that withdraw a little.</param>
/// <param name="Orders">Accounts that rest an order.</param>
/// <param name="Releases">Accounts that take one back.</param>
/// <param name="Fills">Accounts that trade.</param>
/// <param name="Mistakes">Accounts that ask for something that must be refused, or that was done already.</param>
public sealed record Activity(
    decimal Deposits, decimal Withdrawals, decimal Orders, decimal Releases, decimal Fills, decimal Mistakes)
{
    /// <summary>Accounts that add margin to an isolated position, or take some from it.</summary>
    public decimal Margins { get; init; }

    /// <summary>Accounts that move money to their sub-account <c>….reserve</c>, or back.</summary>
    public decimal Transfers { get; init; }

    /// <summary>Accounts that rest a reduce-only order, to take a position's profit.</summary>
    public decimal Exits { get; init; }

    /// <summary>Accounts that abandon the exercise of a long option.</summary>
    public decimal Abandonments { get; init; }

    private bool PrintMembers(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"Deposits = {Deposits}, Withdrawals = {Withdrawals}, ");
        text.Append(CultureInfo.InvariantCulture, $"Orders = {Orders}, Releases = {Releases}, ");
        text.Append(CultureInfo.InvariantCulture, $"Fills = {Fills}, Mistakes = {Mistakes}");
        if (Margins != 0m)
            text.Append(CultureInfo.InvariantCulture, $", Margins = {Margins}");
        if (Transfers != 0m)
            text.Append(CultureInfo.InvariantCulture, $", Transfers = {Transfers}");
        if (Exits != 0m)
            text.Append(CultureInfo.InvariantCulture, $", Exits = {Exits}");
        if (Abandonments != 0m)
            text.Append(CultureInfo.InvariantCulture, $", Abandonments = {Abandonments}");
        return true;
    }
}

/// <summary>The least that a run must bring about, so that it shows what it is meant to show.</summary>
/// <param name="Liquidations">Liquidations, all of them ended.</param>
/// <param name="PartialLiquidations">Those that left a position open.</param>
/// <param name="FullLiquidations">Those that left none.</param>
/// <param name="FundPayments">Claims that insurance funds paid something of.</param>
public sealed record Expectations(int Liquidations, int PartialLiquidations, int FullLiquidations, int FundPayments)
{
    /// <summary>Nothing in particular.</summary>
    public static readonly Expectations None = new(0, 0, 0, 0);
}
