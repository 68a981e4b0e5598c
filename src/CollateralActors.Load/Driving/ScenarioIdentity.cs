using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CollateralActors.Journal.Sqlite;
using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Load.Driving;

/// <summary>
/// What a run's journal follows from, part by part, so that a journal of another run says what is other.
/// </summary>
/// <remarks>What a scenario expects of its run is no part of it: it changes the verdict, not the journal.</remarks>
public static class ScenarioIdentity
{
    private const string Accounts = "accounts";

    /// <summary>The parts, those that people choose first.</summary>
    public static IReadOnlyList<IdentityPart> Of(Scenario scenario) =>
    [
        new("scenario", scenario.Name),
        new("seed", Text(scenario.Seed)),
        new(Accounts, Text(scenario.Accounts)),
        new("seeding rounds", Text(scenario.SeedingRounds)),
        new("closing rounds", Text(scenario.Series.ClosingRounds)),
        Digest("prices", scenario.Series.Ticks.ToString()),
        Digest("risk book", scenario.Risk.ToString()),
        Digest("symbols", scenario.Symbols.ToString()),
        Digest("quote sources", scenario.Sources.ToString()),
        Digest("faults", scenario.Faults.ToString()),
        // Another number of accounts makes books deeper or thinner.
        Digest("order books", scenario.Books.ToString()) with { FollowsFrom = Accounts },
        Digest("market makers", scenario.MarketMakers.ToString()),
        Digest("insurance funds", scenario.Contributions.ToString()),
        Digest("traders", scenario.Traders.ToString()),
        Digest("activity", scenario.Activity.ToString()),
        // Runs without any are the runs that they were before there were such.
        .. scenario.Halts.Count > 0 ? [Digest("halts", scenario.Halts.ToString())] : Array.Empty<IdentityPart>(),
        .. scenario.BookChanges.Count > 0
            ? [Digest("later risk books", scenario.BookChanges.ToString())]
            : Array.Empty<IdentityPart>(),
        .. scenario.Acts.Count > 0 ? [Digest("acts", scenario.Acts.ToString())] : Array.Empty<IdentityPart>(),
        .. scenario.Escrows.Count > 0 ? [Digest("escrows", scenario.Escrows.ToString())] : Array.Empty<IdentityPart>(),
    ];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static IdentityPart Digest(string name, string text) =>
        new(name, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), IsDigest: true);
}
