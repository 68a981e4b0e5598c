using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Scenarios;
using CollateralActors.Simulation.Worlds;

namespace CollateralActors.Audit.Tests.Journals;

/// <summary>The scenario that ships with a few accounts, run without actors: what it stored, in order.</summary>
internal sealed class CrashRun
{
    private const int Accounts = 120;

    private static readonly Lazy<CrashRun> Plain = new(() => new CrashRun(new WorldOptions(), risk => risk));

    private CrashRun(WorldOptions options, Func<RiskBook, RiskBook> rules, string sample = "2025-02-03-crash.jsonc")
    {
        var file = Path.Combine(AppContext.BaseDirectory, "samples", "scenarios", sample);
        var reading = ScenarioReader.Read(file);
        var scenario = reading.Content ?? throw new InvalidOperationException(string.Join(Environment.NewLine, reading.Problems));
        var world = new World(options) { Stored = (entity, recorded) => Events.Add((entity, recorded)) };
        var run = scenario.WithAccounts(Accounts);
        foreach (var round in ScenarioRun.Of(run with { Risk = rules(run.Risk) }).Rounds())
            world.Play(round);
        Rows = JournalWriter.Link(Events);
    }

    /// <summary>The run that nothing goes wrong in.</summary>
    public static CrashRun Clean => Plain.Value;

    public List<(EntityId Entity, Recorded Recorded)> Events { get; } = [];

    /// <summary>The same events as rows of a journal.</summary>
    public IReadOnlyList<StoredRow> Rows { get; }

    /// <summary>A run in which messages get lost and repeated and entities die.</summary>
    public static CrashRun WithMischief(long seed) => new(new WorldOptions { Mischief = new Mischief(seed, 0.02m) }, risk => risk);

    /// <summary>A run with accounts in portfolio mode and transfers, in which messages get lost and entities die.</summary>
    public static CrashRun InPortfolioMode(long seed) =>
        new(new WorldOptions { Mischief = new Mischief(seed, 0.01m) }, risk => risk, "portfolio-mode.jsonc");

    /// <summary>A run in which futures and options end.</summary>
    public static CrashRun OfExpiries() => new(new WorldOptions(), risk => risk, "expiries.jsonc");

    /// <summary>The scenario whose margin calls have deadlines.</summary>
    public static CrashRun OfCalls() => new(new WorldOptions(), risk => risk, "calls.jsonc");

    /// <summary>The scenario whose accounts have policies.</summary>
    public static CrashRun OfPolicies() => new(new WorldOptions(), risk => risk, "policies.jsonc");

    /// <summary>A run with funding every few minutes, in which messages get lost and entities die.</summary>
    public static CrashRun Funded(long seed) => new(new WorldOptions { Mischief = new Mischief(seed, 0.01m) }, risk => new RiskBook(
        risk.Version, risk.Valuation, risk.MarginCallRatio, risk.LiquidationTarget, risk.Assets,
        risk.Instruments.Select(instrument => instrument with
        {
            Funding = new FundingParameters(TimeSpan.FromMinutes(7), new Rate(0.001m), new Rate(0.0005m), new Rate(0.01m)),
        })));
}
