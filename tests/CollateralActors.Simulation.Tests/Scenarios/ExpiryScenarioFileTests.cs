using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Simulation.Tests.Scenarios;

/// <summary>Scenario files of venues whose contracts end: volatilities among the symbols, and a market that settles.</summary>
public sealed class ExpiryScenarioFileTests
{
    private static readonly InstrumentId Call = new("BTC-3FEB25-94000-C");
    private static readonly InstrumentId Future = new("BTC-3FEB25");

    private static string Shipped => File.ReadAllText(Path.Combine(CrashScenario.Folder, "expiries.jsonc"));

    [Theory]
    [InlineData("\"IV:BTC-3FEB25-94000-C\"", "\"IV:BTC-3FEB25\"", "symbols.IV:BTC-3FEB25", "'BTC-3FEB25' is not an option of the risk book")]
    [InlineData("\"IV:BTC-3FEB25-94000-C\"", "\"IV:\"", "symbols.IV:", "'' is not an option of the risk book")]
    [InlineData("\"IV:BTC-3FEB25-94000-C\"", "\"BTC-3FEB25\"", "symbols", "option 'BTC-3FEB25-94000-C' has no volatility; add 'IV:BTC-3FEB25-94000-C'")]
    [InlineData("\"start\": \"0.65\"", "\"start\": \"0\"", "symbols.IV:BTC-3FEB25-94000-C.start", "is not more than 0")]
    public void Volatilities_are_of_options_and_every_option_has_one(string right, string wrong, string path, string said)
    {
        Assert.Contains(right, Shipped, StringComparison.Ordinal);
        var reading = ScenarioReader.Parse("s.jsonc", Shipped.Replace(right, wrong, StringComparison.Ordinal), CrashScenario.Folder);
        Assert.False(reading.IsSound);
        Assert.Contains(reading.Problems, problem =>
            problem.Place.Path.Replace("['", ".", StringComparison.Ordinal).Replace("']", "", StringComparison.Ordinal) == path
            && problem.Message.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void The_path_settles_what_ends_and_nothing_else()
    {
        var scenario = ScenarioReader.Parse("s.jsonc", Shipped, CrashScenario.Folder).Content!;
        var path = MarketPath.Of(scenario);
        var first = Enumerable.Range(0, path.Count).First(tick => path.ViewAt(tick).Settlement(Future) is not null);
        Assert.True(path.ViewAt(first).Time >= scenario.Risk[Future].Expiry!.At);
        Assert.True(path.ViewAt(first - 1).Time < scenario.Risk[Future].Expiry!.At);
        var last = path.ViewAt(path.Count - 1);
        Assert.Equal(4, last.Settlements.Count);
        Assert.Equal(path.ViewAt(first).Settlement(Future), last.Settlement(Future));
        Assert.NotNull(path.ViewAt(0).Mark(scenario.Risk[Call]));
        Assert.Contains(path.QuotesAt(0), quote => quote.Symbol == Symbol.OfVolatility(Call));
    }
}
