using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.Scenarios;

/// <summary>
/// Reads scenario files, with the risk book and the prices that they name. Members: docs/scenarios.md.
/// </summary>
public static class ScenarioReader
{
    public const long LargestSeed = 999_999_999_999_999;
    private const int MostSeedingRounds = 1_000;

    private static readonly NumberRange Seeds = new(0m, seed =>
        Math.Abs(seed) <= LargestSeed && seed == decimal.Truncate(seed)
            ? null
            : "is not a whole number of at most 15 digits");

    /// <summary>Reads the file at <paramref name="path"/>; files that it names are found from its folder.</summary>
    public static FileReading<Scenario> Read(string path)
    {
        var named = new NamedFiles(Path.GetDirectoryName(path) ?? "");
        return named.Join(JsonFile.Read(path, file => Read(file, named)));
    }

    /// <summary>Reads <paramref name="text"/> as the content of the file <paramref name="name"/>.</summary>
    /// <param name="name">What problems call it.</param>
    /// <param name="text">The content.</param>
    /// <param name="folder">Where files that it names are found from.</param>
    public static FileReading<Scenario> Parse(string name, string text, string folder)
    {
        var named = new NamedFiles(folder);
        return named.Join(JsonFile.Parse(name, text, file => Read(file, named)));
    }

    private static Scenario? Read(JsonObjectReader file, NamedFiles named)
    {
        var name = file.Text("name");
        var seed = (long)file.Number("seed", Seeds);
        var accounts = (int)file.Number("accounts", NumberRange.Whole(1, Scenario.MostAccounts));
        var series = file.Object("prices") is { } prices ? MarketMembers.ReadSeries(prices, named) : null;
        if (named.RiskBook(file, "riskBook", series?.Ticks[0].Time) is not { } risk)
            return null;
        var sources = MarketMembers.ReadSources(file);
        var books = VenueMembers.ReadBooks(file, risk, sources);
        var symbols = MarketMembers.ReadSymbols(file, risk, series, sources, books);
        var faults = MarketMembers.ReadFaults(file, sources, symbols);
        var halts = MarketMembers.ReadHalts(file, symbols);
        var changes = VenueMembers.ReadBookChanges(file, risk, series, named);
        var escrows = EscrowPlanMembers.Read(file, risk, series, symbols);
        var acts = AccountActMembers.Read(file, risk);
        var makers = file.Object("marketMakers") is { } members ? VenueMembers.ReadMakers(members, risk) : null;
        var funds = VenueMembers.ReadMoney(file, "funds", risk);
        var seeding = (int)file.Number("seedingRounds", NumberRange.Whole(3, MostSeedingRounds));
        if (series is not null && seeding >= series.Ticks.Count)
            file.Wrong("seedingRounds", FormattableString.Invariant(
                $"{seeding} rounds do not fit {series.Ticks.Count} ticks; write at most {series.Ticks.Count - 1}"));
        var traders = TraderMembers.Read(file, risk);
        var activity = file.Object("activity") is { } shares ? TraderMembers.ReadActivity(shares) : null;
        var expectations = file.Has("expectations") && file.Object("expectations") is { } least
            ? ReadExpectations(least)
            : Expectations.None;
        file.Done();
        return series is null || makers is null || activity is null || file.Problems.Found.Count > 0
            ? null
            : new Scenario(
                name,
                seed,
                accounts,
                series,
                symbols,
                sources,
                faults,
                risk,
                books,
                makers,
                funds,
                seeding,
                traders,
                activity,
                expectations)
            {
                Halts = halts,
                BookChanges = changes,
                Escrows = escrows,
                Acts = acts,
            };
    }

    private static Expectations ReadExpectations(JsonObjectReader members)
    {
        var expectations = new Expectations(
            Count("liquidations"), Count("partialLiquidations"), Count("fullLiquidations"), Count("fundPayments"));
        members.Done();
        return expectations;

        int Count(string member) => (int)members.Number(member, NumberRange.Whole(0, Scenario.MostAccounts), 0m);
    }
}
