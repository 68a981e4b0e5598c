using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation;
using CollateralActors.Simulation.Prices;
using CollateralActors.Simulation.RiskBooks;
using CollateralActors.Simulation.Scenarios;
using CollateralActors.Simulation.Worlds;

namespace CollateralActors.Audit.Tests.Journals;

/// <summary>
/// Coins lose 30 % within a few minutes, at a venue with thin books and next to no fund, whose messages get lost and
/// repeated and whose entities die. All of it follows from the seed.
/// </summary>
/// <param name="Seed">Picks prices, traders and faults.</param>
/// <param name="Accounts">Number of traders.</param>
/// <param name="Frames">Ticks of the fall and what follows it.</param>
internal sealed record DeepCrash(long Seed, int Accounts = 60, int Frames = 50)
{
    private const decimal Fall = 0.3m;
    private const int Before = 16;
    private const int Steepest = 24;
    private const int ClosingRounds = 60;
    private const decimal FaultRate = 0.004m;

    private static readonly Lazy<Scenario> Sample = new(() => ScenarioReader.Read(
        Path.Combine(AppContext.BaseDirectory, "samples", "scenarios", "socialised-loss.jsonc")).Content!);

    private static readonly Lazy<Scenario> Quoting = new(() => Sample.Value with
    {
        Books = [.. Sample.Value.Books.Select(book => book with { QuotesAs = new SourceId("book") })],
        Symbols = [.. Sample.Value.Symbols, MarkOf("BTC"), MarkOf("ETH")],
    });

    private static readonly string[] Coins = ["BTC", "ETH"];

    private static readonly Lazy<RiskBook> Guarded = new(() =>
    {
        var file = Path.Combine(AppContext.BaseDirectory, "samples", "risk-books", "socialised-loss.jsonc");
        var text = File.ReadAllText(file).Replace("\"valuation\":", "\"priceUse\": {}, \"valuation\":", StringComparison.Ordinal);
        return RiskBookReader.Parse(file, text, Sample.Value.Risk.Version, Sample.Value.Series.Ticks[0].Time).Content!;
    });

    /// <summary>Plays it, and verifies its journal.</summary>
    public DeepCrashOutcome Play()
    {
        var events = new List<(EntityId Entity, Recorded Recorded)>();
        var mischief = new Mischief(Seed, FaultRate);
        var world = new World(new WorldOptions { Mischief = mischief })
        {
            Stored = (entity, recorded) => events.Add((entity, recorded)),
        };
        var problems = new List<string>();
        foreach (var round in ScenarioRun.Of(Scenario()).Rounds())
            world.Play(round);
        problems.AddRange(world.Entities.Where(id => !world.OutboxOf(id).IsEmpty).Select(id => $"{id} owes something"));
        problems.AddRange(world.StatesOf<AccountState>(EntityKind.Account)
            .Where(account => account.IsInLiquidation && !IsGoingOn(world, account.Id))
            .Select(account => $"{account.Id} is still in liquidation"));
        var verification = TemporaryJournal.Verify(JournalWriter.Link(events));
        if (!verification.Holds)
            problems.Add($"the journal does not hold: {Findings(verification)}");
        return new DeepCrashOutcome(
            problems,
            mischief.Count,
            events.Count(stored => stored.Recorded.Event is AccountEvent.Deleveraged { Quantity.Sign: not 0 }),
            events.Count(stored => stored.Recorded.Event is FundEvent.ClaimAnswered e && e.Paid < e.Claimed),
            events.Count(stored => stored.Recorded.Event is AccountEvent.LossShared e && e.Amount > Amount.Zero),
            events.Count(stored => stored.Recorded.Event is AccountEvent.LiquidationEnded { Outcome: LiquidationOutcome.Postponed }));
    }

    /// <summary>The smallest one that fails as well: fewer accounts, then fewer frames, while it fails.</summary>
    public DeepCrash Shrunk()
    {
        var smallest = this;
        while (smallest.Smaller().FirstOrDefault(smaller => smaller.Play().Problems.Count > 0) is { } failing)
            smallest = failing;
        return smallest;
    }

    private IEnumerable<DeepCrash> Smaller()
    {
        if (Accounts > 4)
            yield return this with { Accounts = Accounts / 2 };
        if (Accounts > 2)
            yield return this with { Accounts = Accounts - 1 };
        if (Frames > 4)
            yield return this with { Frames = Frames / 2 };
        if (Frames > 1)
            yield return this with { Frames = Frames - 1 };
    }

    // On the books as they are, whatever the number of accounts; every second seed has books that move the mark, and
    // on every third the sources of a coin fall silent amid the fall.
    internal Scenario Scenario() => SilentOn(Seed % 2 == 0 ? Quoting.Value : Sample.Value) with
    {
        Accounts = Accounts,
        Seed = Seed,
        Series = new PriceSeries([.. Ticks()], ClosingRounds),
        Expectations = Expectations.None,
    };

    // Too few are left to make a price: it is stale, then lost, and nobody is liquidated by it.
    private Scenario SilentOn(Scenario scenario)
    {
        if (Seed % 3 != 0)
            return scenario;
        var random = SeededRandom.For(Seed, "silence");
        var coin = new Symbol(random.Choose(Coins));
        var from = random.NextInt(4, 8);
        return scenario with
        {
            Risk = Guarded.Value,
            Symbols =
            [
                .. scenario.Symbols.Select(symbol => symbol with
                {
                    Oracle = symbol.Oracle with { Rules = new OracleRules { LostAfter = TimeSpan.FromSeconds(60) } },
                }),
            ],
            Faults =
            [
                .. new[] { "alpha", "beta" }.Select(source =>
                    new SourceFault(new SourceId(source), from, from + random.NextInt(1, 4), SourceFaultKind.Stale, Rate.Zero) { Of = coin }),
            ],
        };
    }

    // What alpha says of the coin, and the contract's book.
    private static SymbolModel MarkOf(string coin)
    {
        var index = Sample.Value.Symbols.Single(symbol => symbol.Symbol.Value == coin);
        var mark = new Symbol($"{coin}-PERP");
        return index with
        {
            Symbol = mark,
            Oracle = index.Oracle with
            {
                Symbol = mark,
                Sources = [new SourceId("alpha"), new SourceId("book")],
                OwnSource = new SourceId("book"),
                DeviationBand = new Rate(0.1m),
            },
        };
    }

    // Level, then down by 30 % in steps of random size, some of them up, then level again.
    private IEnumerable<PriceTick> Ticks()
    {
        var random = SeededRandom.For(Seed, "deep crash");
        var (first, start) = (Sample.Value.Series.Ticks[0], Sample.Value.Series.Ticks[0].Price.Value);
        var steps = Enumerable.Range(0, Steepest).Select(_ => random.NextDecimal(-0.3m, 1m, 6)).ToArray();
        var (all, fallen) = (steps.Sum(), 0m);
        for (var i = 0; i < Before + Frames; i++)
        {
            if (i >= Before && i - Before < Steepest)
                fallen += steps[i - Before];
            yield return new PriceTick(
                first.Time + TimeSpan.FromSeconds(15 * i), new Price(Math.Round(start * (1m - (Fall * fallen / all)), 2)));
        }
    }

    // On thin books a large position takes its time, a step a frame.
    private static bool IsGoingOn(World world, AccountId account) => world.EventsOf(Entities.Account(account)).Any(recorded =>
        recorded.Event is AccountEvent.StepPlanned && recorded.Frame.Value >= world.History.Latest!.Frame.Value - 2);

    internal static string Findings(Verification verification) => string.Join("; ", verification.Mismatches
        .Concat(verification.Gaps).Concat(verification.Altered).Concat(verification.Undecodable).Take(3)
        .Select(finding => finding.ToString())
        .Concat(verification.MissedCalls.Concat(verification.OverdueCalls).Take(3).Select(missed => missed.ToString()))
        .Append($"conservation {verification.Conservation}"));
}

/// <summary>What became of a crash.</summary>
/// <param name="Problems">What must not be; none where all is well.</param>
/// <param name="Faults">How many times something went wrong.</param>
/// <param name="Deleveraged">How many times somebody was deleveraged.</param>
/// <param name="Short">How many claims a fund did not pay in full.</param>
/// <param name="Shared">How many times somebody gave for a loss.</param>
/// <param name="Postponed">How many liquidations waited for a good price.</param>
internal sealed record DeepCrashOutcome(
    IReadOnlyList<string> Problems, int Faults, int Deleveraged, int Short, int Shared, int Postponed);
