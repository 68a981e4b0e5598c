using System.Globalization;
using CollateralActors.Margining.Margin;

namespace CollateralActors.Benchmarks.Bands;

/// <summary>The ladder of bands against a loop over everybody.</summary>
internal sealed class BandsBenchmark : IBenchmark
{
    private const int Accounts = 100_000, Rounds = 5, WarmUpFrames = 500, Frames = 1_500, Seed = 6;

    private const double Volatility = 0.0004, Correlation = 0.7;

    public string Name => "bands";

    public IEnumerable<Measurement> Run(Action<string> settings)
    {
        settings($"{Accounts} accounts × 4 linear positions on one side, three tiers by value, collateral in the full-weight settle coin");
        settings(string.Create(
            CultureInfo.InvariantCulture,
            $"1 s ticks of {Volatility:P2}, correlation {Correlation}; a liquidated account is topped up; seed {Seed}"));
        settings($"{WarmUpFrames} frames to warm up, then {Frames} frames, {Rounds} times over, and once before that for the compiler; every status change of every frame is compared");
        settings("baseline: one loop over contiguous 64-bit fixed-point arrays, branch-free maintenance, no allocation");
        settings("ours: Ladder.PassRenewing as watchlists call it; for whom it returns MarginCalculator.Evaluate, BandMaker.Make and Ladder.Set, as accounts and watchlists do, without the messages between them; a liquidated account is topped up at once and gets its band with that, as a deposit and not timed (the baseline's, a few additions, is)");
        settings("all hold the same 4; 4 of 40; the same 4 with margin calls at 1.2 × maintenance");
        yield return Measure(Name, 4, marginCallRatio: 1m);
        yield return Measure($"{Name}-4-of-40", 40, marginCallRatio: 1m);
        yield return Measure($"{Name}-margin-calls", 4, marginCallRatio: 1.2m);
    }

    private static Measurement Measure(string name, int instruments, decimal marginCallRatio)
    {
        var path = new MarketPath(instruments, 1 + WarmUpFrames + Frames, Volatility, Correlation, Seed);
        var population = new StressedPopulation(Accounts, instruments, marginCallRatio, Seed, path);
        var race = new Race(population, path, WarmUpFrames);
        var rounds = new List<Round>();
        race.Run(Frames);
        for (var round = 0; round < Rounds; round++)
            rounds.Add(race.Run(Frames));
        return new Measurement(
            name, "µs/frame", LessIsBetter: true, rounds,
            ("wokenShare", race.Statistics.Woken / (double)Frames / Accounts),
            ("liquidationsPerFrame", race.Changes.Count(change => change.Status >= MarginStatus.Liquidation) / (double)Frames),
            ("statusChangesPerFrame", race.Changes.Count / (double)Frames));
    }
}
