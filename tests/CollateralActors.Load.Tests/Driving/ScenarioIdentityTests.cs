using CollateralActors.Load.Driving;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Load.Tests.Driving;

public sealed class ScenarioIdentityTests
{
    private static readonly Scenario Crash = Runs.Crash(100);

    public static TheoryData<string, Scenario> Others => new()
    {
        { "scenario", Crash with { Name = "other" } },
        { "seed", Crash with { Seed = 7 } },
        { "accounts,order books", Runs.Crash(200) },
        { "seeding rounds", Crash with { SeedingRounds = 9 } },
        { "closing rounds", Crash with { Series = Crash.Series with { ClosingRounds = 9 } } },
        { "prices", Runs.Short(100, 30) },
        { "risk book", Crash with { Risk = Recalibrated(Crash.Risk) } },
        { "symbols", Crash with { Symbols = [.. Crash.Symbols.Skip(1)] } },
        { "quote sources", Crash with { Sources = [.. Crash.Sources.Skip(1)] } },
        { "faults", Crash with { Faults = [.. Crash.Faults.Skip(1)] } },
        { "order books", Crash with { Books = [.. Crash.Books.Select(book => book with { Levels = 3 })] } },
        { "market makers", Crash with { MarketMakers = Crash.MarketMakers with { Count = 3 } } },
        { "insurance funds", Crash with { Contributions = [.. Crash.Contributions.Skip(1)] } },
        { "traders", Crash with { Traders = [.. Crash.Traders.Skip(1)] } },
        { "activity", Crash with { Activity = Crash.Activity with { Fills = 0.9m } } },
        { "halts", Crash with { Halts = [new MarketHalt(null, 1, 2)] } },
        { "later risk books", Crash with { BookChanges = [new BookChange(1, Crash.Risk)] } },
        { "", Crash with { Expectations = new Expectations(9, 9, 9, 9) } },
        { "", Crash with { } },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void What_is_other_in_a_scenario_is_other_in_its_identity(string parts, Scenario other)
    {
        var known = ScenarioIdentity.Of(Crash).ToDictionary(part => part.Name, part => part.Value);
        var changed = ScenarioIdentity.Of(other).Where(part => known.GetValueOrDefault(part.Name) != part.Value).Select(part => part.Name);
        Assert.Equal(parts, string.Join(',', changed));
    }

    private static RiskBook Recalibrated(RiskBook book) => new(
        book.Version, book.Valuation, new Rate(1.99m), book.LiquidationTarget, book.Assets, book.Instruments);
}
