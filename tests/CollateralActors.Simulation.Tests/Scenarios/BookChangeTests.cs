using CollateralActors.Margining.Risk;
using CollateralActors.Simulation.Files;
using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Simulation.Tests.Scenarios;

/// <summary>A scenario whose venue brings another version of its risk book into force.</summary>
public sealed class BookChangeTests
{
    private const string Change = "{ \"fromMinute\": 20, \"riskBook\": \"../risk-books/pegged-closing.jsonc\" }";

    private static readonly string Shipped = File.ReadAllText(Path.Combine(CrashScenario.Folder, "depeg.jsonc"));

    [Fact]
    public void It_is_adopted_once_before_the_first_tick_of_its_minute()
    {
        var scenario = Read(Shipped).Content!;
        var adopted = ScenarioRun.Of(scenario).Rounds()
            .SelectMany(round => round.Inputs.Select(input => (round.Number, input.Command)))
            .Where(input => input.Command is RiskBookCommand.Adopt)
            .Select(input => (input.Number, ((RiskBookCommand.Adopt)input.Command).Book))
            .ToList();
        Assert.Equal([(0, scenario.Risk), (80, scenario.BookChanges[0].Risk)], adopted);
    }

    [Fact]
    public void It_may_be_adopted_before_it_is_in_force()
    {
        var later = Change.Replace(" }", ", \"effectiveMinute\": 25 }", StringComparison.Ordinal);
        var scenario = Read(Shipped.Replace(Change, later, StringComparison.Ordinal)).Content!;
        var start = scenario.Series.Ticks[0].Time;
        Assert.Equal(start + TimeSpan.FromMinutes(25), scenario.BookChanges[0].EffectiveAt);
        var adopted = ScenarioRun.Of(scenario).Rounds().SelectMany(round => round.Inputs.Select(input => input.Command))
            .OfType<RiskBookCommand.Adopt>();
        Assert.Equal([null, scenario.BookChanges[0].EffectiveAt], adopted.Select(command => command.EffectiveAt));
        Assert.NotEqual(Read(Shipped).Content!.BookChanges.ToString(), scenario.BookChanges.ToString());
    }

    [Theory]
    [InlineData("{ \"fromMinute\": 20 }", "bookChanges[0]", "'riskBook' is missing")]
    [InlineData(
        "{ \"fromMinute\": 20, \"effectiveMinute\": 19, \"riskBook\": \"../risk-books/pegged-closing.jsonc\" }",
        "bookChanges[0].effectiveMinute",
        "minute 19 is before fromMinute 20")]
    [InlineData(Change + ", " + Change, "bookChanges[1].fromMinute", "minute 20 is not after the change before")]
    [InlineData("{ \"fromMinute\": 20, \"riskBook\": \"none.jsonc\" }", "bookChanges[0].riskBook", "there is no file")]
    [InlineData(
        "{ \"fromMinute\": 20, \"riskBook\": \"../risk-books/spot.jsonc\" }", "bookChanges[0].riskBook", "USDC")]
    public void One_that_could_not_be_adopted_is_refused_where_it_is_named(string changes, string path, string said)
    {
        Assert.Contains(Change, Shipped, StringComparison.Ordinal);
        Assert.Contains(
            Read(Shipped.Replace(Change, changes, StringComparison.Ordinal)).Problems,
            problem => problem.Place.Path == path && problem.Message.Contains(said, StringComparison.Ordinal));
    }

    private static FileReading<Scenario> Read(string text) =>
        ScenarioReader.Parse("depeg.jsonc", text, CrashScenario.Folder);
}
