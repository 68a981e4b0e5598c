using CollateralActors.Margining.Deciding;
using CollateralActors.Simulation.Scenarios;
using CollateralActors.Simulation.Worlds;

namespace CollateralActors.Audit.Tests.Journals;

/// <summary>The scenario that ships with a few accounts, run without actors: what it stored, in order.</summary>
internal sealed class CrashRun
{
    private const int Accounts = 120;

    private static readonly Lazy<CrashRun> Plain = new(() => new CrashRun(new WorldOptions()));

    private CrashRun(WorldOptions options)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "samples", "scenarios", "2025-02-03-crash.jsonc");
        var reading = ScenarioReader.Read(file);
        var scenario = reading.Content ?? throw new InvalidOperationException(string.Join(Environment.NewLine, reading.Problems));
        var world = new World(options) { Stored = (entity, recorded) => Events.Add((entity, recorded)) };
        foreach (var round in ScenarioRun.Of(scenario.WithAccounts(Accounts)).Rounds())
            world.Play(round);
        Rows = JournalWriter.Link(Events);
    }

    /// <summary>The run that nothing goes wrong in.</summary>
    public static CrashRun Clean => Plain.Value;

    public List<(EntityId Entity, Recorded Recorded)> Events { get; } = [];

    /// <summary>The same events as rows of a journal.</summary>
    public IReadOnlyList<StoredRow> Rows { get; }

    /// <summary>A run in which messages get lost and repeated and entities die.</summary>
    public static CrashRun WithMischief(long seed) => new(new WorldOptions { Mischief = new Mischief(seed, 0.02m) });
}
