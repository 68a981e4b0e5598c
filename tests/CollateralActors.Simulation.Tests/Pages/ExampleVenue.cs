using System.Globalization;
using System.Text.RegularExpressions;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Ledger;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Policies;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Escrows;
using CollateralActors.Simulation.Files;
using CollateralActors.Simulation.RiskBooks;
using CollateralActors.Simulation.Scenarios;
using CollateralActors.Simulation.Worlds;
using Newtonsoft.Json.Linq;

namespace CollateralActors.Simulation.Tests.Pages;

/// <summary>
/// The venue that examples are played on: the whole one in memory, with the risk book of docs/examples.md.
/// </summary>
internal sealed class ExampleVenue
{
    private const int PriceScale = 12;
    private static readonly AccountId Maker = new("maker");
    private static readonly TimeSpan BetweenFrames = TimeSpan.FromSeconds(1);
    private static readonly DateTimeOffset Beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly World world = new(new WorldOptions { Shards = new Shards(2) });
    private readonly JObject book = JObject.Parse(OwnBook());
    private readonly Dictionary<string, JObject> oracles = [];
    private readonly Dictionary<InstrumentId, BookParameters> depths = [];
    private readonly HashSet<Symbol> symbols;
    private readonly ExampleQuotes quotes = new();
    private Instant? lastFrame;
    private int asked;
    private int versions;

    /// <param name="named">Symbols that the example gives a price beside those of the book's assets.</param>
    public ExampleVenue(IEnumerable<Symbol> named)
    {
        symbols = [.. named];
        world.Stored = (entity, recorded) => Ledger.Add(entity, recorded.Event);
    }

    public Conservation Ledger { get; } = new();

    public Instant Now { get; private set; } = new(Beginning.ToUnixTimeMilliseconds());

    public MarketView Market => world.History.Latest!;

    public MarketState Prices => world.StateOf<MarketState>(Entities.Market);

    public AccountState Account(string name) => world.StateOf<AccountState>(Entities.Account(new AccountId(name)));

    public EscrowState Escrow(string id) => world.StateOf<EscrowState>(Entities.Escrow(new EscrowId(id)));

    public PoolState Pool(string asset) => world.StateOf<PoolState>(Entities.Pool(new AssetId(asset)));

    /// <summary>A programme as docs/escrow.md writes it.</summary>
    public static EscrowProgramme ProgrammeOf(string json)
    {
        var reading = JsonFile.Parse("the escrow", json, EscrowMembers.Read);
        Assert.Equal("", string.Join('\n', reading.Problems.Select(problem => problem.Message)));
        return reading.Content!;
    }

    public ValueList<AccountPolicy> PoliciesOf(string account, string json)
    {
        // What cannot be is for the venue to refuse.
        ValueList<AccountPolicy> policies = [];
        JsonFile.Parse(
            "the policies",
            $"{{ \"policies\": {json} }}",
            file => policies = PolicyMembers.Read(file, new AccountId(account), Market.Risk));
        return policies;
    }

    public FundState Fund(string asset) => world.StateOf<FundState>(Entities.Fund(new AssetId(asset)));

    /// <summary>Sets a member of the risk book by its path; what is not there yet is made.</summary>
    public void SetRule(string path, string json) => Set(book, path, json);

    /// <summary>Sets a member of a symbol's oracle, before the venue opens.</summary>
    public void SetOracle(string symbol, string path, string json)
    {
        Assert.Equal(0, versions);
        Set(OracleOf(symbol), path, json);
    }

    /// <summary>What liquidations trade with, before the venue opens: levels below and above the mark.</summary>
    public void SetDepth(
        InstrumentId instrument, int levels, Quantity quantity, Rate step, Quantity? back, bool quotes)
    {
        Assert.Equal(0, versions);
        var all = new Quantity(quantity.Contracts * levels);
        depths[instrument] = new BookParameters(step, step, quantity, levels, back ?? all, [Maker])
        {
            QuotesAs = quotes ? new SourceId("book") : null,
        };
        if (quotes)
            symbols.Add(Symbol.Of(instrument));
    }

    /// <summary>The latest order of a liquidation's step: side, contracts, and the worst price if there is one.</summary>
    public string LastStep(string account) =>
        world.EventsOf(Entities.Account(new AccountId(account))).Select(recorded => recorded.Event)
            .OfType<AccountEvent.StepPlanned>().LastOrDefault() is { } step
                ? $"{(step.Quantity.Sign > 0 ? "buy" : "sell")} {step.Quantity.Abs()} {step.Instrument}"
                    + (step.Limit is { } limit ? $" at {limit}" : "")
                : "none";

    /// <summary>The rules as they are set now come into force; the first time, the venue opens.</summary>
    public void Adopt()
    {
        var reading = RiskBookReader.Parse("the risk book", book.ToString(), new RiskBookVersion(++versions), Now);
        Assert.Equal("", string.Join('\n', reading.Problems.Select(problem => problem.Message)));
        Assert.IsType<Outcome.Accepted>(Ask(Entities.RiskBook, new RiskBookCommand.Adopt(reading.Content!)));
        if (versions == 1)
            Open(reading.Content!);
        else
            Frame();
    }

    /// <summary>Time goes by; who looks at the venue then sees a frame of that time.</summary>
    public void Pass(TimeSpan time) => Now += time;

    public void PassUntil(Instant time)
    {
        Assert.True(time > Now, $"it is {Now} already");
        Now = time;
    }

    public void Quote(string symbol, decimal price, string? source = null, decimal? confidence = null) =>
        quotes.Set(new Symbol(symbol), price, source, confidence);

    public void Silence(string source, string? symbol, bool isSilent) => quotes.Silence(source, symbol, isSilent);

    /// <summary>Everybody who is not silent quotes, at a time that nobody has quoted at.</summary>
    public void Frame()
    {
        if (lastFrame is { } last && Now <= last)
            Now = last + BetweenFrames;
        lastFrame = Now;
        var envelope = new Envelope(Entities.Market, NextClient(), new MarketCommand.SubmitQuotes(quotes.At(Now)));
        world.Play(new ScenarioRound(asked, Now, [], envelope));
    }

    /// <summary>A frame of the present time, if there is none.</summary>
    public void CatchUp()
    {
        if (lastFrame is null || Now > lastFrame)
            Frame();
    }

    public Outcome Ask(EntityId to, ICommand command)
    {
        var client = NextClient();
        world.Submit(Now, [new Envelope(to, client, command)]);
        return world.Replies.Last(reply => reply.Command == client.Id).Outcome;
    }

    /// <summary>A name that nothing had so far.</summary>
    public string NextName() => string.Create(CultureInfo.InvariantCulture, $"n{++asked}");

    private Origin.Client NextClient() => new(new CommandId(NextName()));

    private void Open(RiskBook risk)
    {
        foreach (var asset in risk.Assets.Where(asset => asset.Id != risk.Valuation))
            symbols.Add(Symbol.Of(asset.Id));
        var parameters = symbols.Order().Select(symbol => OracleOf(symbol, risk)).ToValueList();
        Assert.IsType<Outcome.Accepted>(Ask(Entities.Market, new MarketCommand.OpenMarket(parameters)));
        foreach (var symbol in symbols)
            quotes.Know(symbol);
        Frame();
        Ask(Entities.Account(Maker), new AccountCommand.Deposit(risk.Valuation, new Amount(1_000_000_000m)));
        foreach (var instrument in risk.Instruments.Where(instrument => !instrument.IsSpot))
        {
            var depth = new Quantity(1_000_000m * instrument.Lot.Contracts);
            Ask(
                Entities.OrderBook(instrument.Id),
                new OrderBookCommand.OpenBook(depths.GetValueOrDefault(
                    instrument.Id, new BookParameters(Rate.Zero, Rate.Zero, depth, 1, depth, [Maker]))));
        }
    }

    private OracleParameters OracleOf(Symbol symbol, RiskBook risk)
    {
        var file = new JObject { ["oracle"] = OracleOf(symbol.Value) };
        var book = depths.GetValueOrDefault(new InstrumentId(symbol.Value))?.QuotesAs;
        var quotedBy = new QuotedBy([.. ExampleQuotes.Sources], book);
        var reading = JsonFile.Parse(
            symbol.Value, file.ToString(), members => OracleMembers.Read(members, symbol, quotedBy, PriceScale, risk));
        Assert.Empty(reading.Problems);
        return reading.Content!;
    }

    private JObject OracleOf(string symbol)
    {
        if (!oracles.TryGetValue(symbol, out var oracle))
            oracles.Add(symbol, oracle = JObject.Parse("""{ "deviationBand": "1", "maximumAgeMs": 86400000 }"""));
        return oracle;
    }

    private static void Set(JObject root, string path, string json)
    {
        var (at, steps) = (root, path.Split('.'));
        foreach (var step in steps[..^1])
        {
            if (at[step] is not JObject inner)
                at[step] = inner = [];
            at = inner;
        }

        at[steps[^1]] = JToken.Parse(json);
    }

    private static string OwnBook()
    {
        var page = File.ReadAllText(PageExample.PathOf("examples"));
        return Regex.Match(page, "```jsonc\n(?<book>.*?)```", RegexOptions.Singleline).Groups["book"].Value;
    }
}
