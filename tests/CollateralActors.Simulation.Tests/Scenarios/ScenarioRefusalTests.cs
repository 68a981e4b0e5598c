using CollateralActors.Simulation.Files;
using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Simulation.Tests.Scenarios;

/// <summary>Each row changes one thing in the scenario that ships: what a person could get wrong.</summary>
public sealed class ScenarioRefusalTests
{
    private static readonly string Shipped = File.ReadAllText(CrashScenario.File);

    [Theory]
    [InlineData("\"seed\": 42", "\"seeed\": 42", "", "'seed' is missing")]
    [InlineData("\"seed\": 42", "\"seed\": 42, \"sed\": 1", "sed", "'sed' is unknown here")]
    [InlineData("\"seed\": 42", "\"seed\": 4.5", "seed", "not a whole number")]
    [InlineData("\"seed\": 42", "\"seed\": true", "seed", "a number is expected here, not true or false")]
    [InlineData("\"accounts\": 10000", "\"accounts\": 0", "accounts", "not a whole number within 1 … 1000000")]
    [InlineData("\"accounts\": 10000", "\"accounts\": 1000001", "accounts", "not a whole number within 1 … 1000000")]
    [InlineData("perpetuals.jsonc", "perpetual.jsonc", "riskBook", "there is no file")]
    [InlineData("btcusd_bitstamp_1min", "btcusd", "prices.file", "there is no file")]
    [InlineData("btcusd_bitstamp_1min_2025-02-03_crash", "btc_daily_2017_2021_daveskender", "prices.file", "the header is")]
    [InlineData("bitstamp-minutes", "bitstamp", "prices.format", "'bitstamp' is unknown; write bitstamp-minutes or lean-minutes")]
    [InlineData("\"ticksPerBar\": 4", "\"ticksPerBar\": 3", "prices.ticksPerBar", "within 4 … 60")]
    [InlineData("\"closingRounds\": 8", "\"closingRounds\": -1", "prices.closingRounds", "within 0 … 1000")]
    [InlineData("\"ETH\": { \"start\"", "\"DOGE\": { \"start\"", "symbols.DOGE", "neither an asset nor an instrument")]
    [InlineData("\"ETH\": { \"start\"", "\"DOGE\": { \"start\"", "symbols", "asset 'ETH' of the risk book has no price")]
    [InlineData("\"ETH\": { \"start\"", "\"USD\": { \"start\"", "symbols.USD", "price is 1; leave it out")]
    [InlineData("\"start\": \"2868\", \"beta\": \"1.5\"", "\"start\": \"0\", \"beta\": \"1.5\"", "symbols.ETH.start", "is not more than 0")]
    [InlineData("\"beta\": \"1.5\"", "\"beta\": \"11\"", "symbols.ETH.beta", "within -10 … 10")]
    [InlineData("\"beta\": \"1.5\"", "\"beta\": \"1.00001\"", "symbols.ETH.beta", "at most 4 decimals")]
    [InlineData("\"noiseBasisPoints\": \"3\", \"priceScale\": 3", "\"noiseBasisPoints\": \"21\", \"priceScale\": 3", "symbols.ETH.noiseBasisPoints", "within 0 … 20")]
    [InlineData("\"priceScale\": 2, \"oracle\": { \"deviationBand\": \"0.015\" }", "\"priceScale\": 13, \"oracle\": { \"deviationBand\": \"0.015\" }", "symbols.BTC.priceScale", "within 0 … 12")]
    [InlineData("\"deviationBand\": \"0.025\"", "\"deviationBand\": \"2.5\"", "symbols.ETH.oracle.deviationBand", "write 1 % as 0.01")]
    [InlineData("\"deviationBand\": \"0.025\"", "\"deviationBand\": \"0.025\", \"maximumAgeMs\": 0", "symbols.ETH.oracle", "maximum age 00:00:00 of ETH is not allowed")]
    [InlineData("\"deviationBand\": \"0.025\"", "\"deviationBand\": \"0.025\", \"minimumSources\": 4", "symbols.ETH.oracle.minimumSources", "within 1 … 3")]
    [InlineData("\"name\": \"beta\"", "\"name\": \"alpha\"", "sources[1].name", "'alpha' is named twice")]
    [InlineData("\"noiseBasisPoints\": \"0.5\"", "\"noiseBasisPoints\": \"-1\"", "sources[0].noiseBasisPoints", "within 0 … 1000")]
    [InlineData("\"source\": \"gamma\"", "\"source\": \"delta\"", "faults[0].source", "'delta' is not among the sources")]
    [InlineData("\"kind\": \"stale\"", "\"kind\": \"late\"", "faults[0].kind", "'late' is unknown; write stale or deviate")]
    [InlineData("\"toMinute\": 30", "\"toMinute\": 22", "faults[0].toMinute", "minute 22 is not after fromMinute 22")]
    [InlineData("\"by\": \"0.04\"", "\"by\": \"0\"", "faults[1].by", "write 3 % as 0.03")]
    [InlineData("\"source\": \"beta\", \"kind\": \"deviate\", \"fromMinute\": 42", "\"source\": \"gamma\", \"kind\": \"deviate\", \"fromMinute\": 29", "faults[1]", "two faults at once")]
    [InlineData("\"BTCUSD\": { \"halfSpread\"", "\"XRP-PERP\": { \"halfSpread\"", "books.XRP-PERP", "not an instrument of the risk book")]
    [InlineData("\"BTCUSD\": { \"halfSpread\"", "\"XRP-PERP\": { \"halfSpread\"", "books", "instrument 'BTCUSD' of the risk book has no order book")]
    [InlineData("\"levelQuantity\": \"10000\"", "\"levelQuantity\": \"10000.5\"", "books.BTCUSD.levelQuantity", "not a multiple of the lot 1")]
    [InlineData("\"levelQuantity\": \"10000\", \"levels\": 25", "\"levelQuantity\": \"10000\", \"levels\": 0", "books.BTCUSD.levels", "within 1 … 1000")]
    [InlineData("\"halfSpread\": \"0.0002\"", "\"halfSpread\": \"0.999\"", "books.BTC-PERP.levels", "at or below a price of 0")]
    [InlineData("\"halfSpread\": \"0.0002\"", "\"quotesAs\": \"alpha\", \"halfSpread\": \"0.0002\"", "books.BTC-PERP.quotesAs", "'alpha' is among the sources")]
    [InlineData("\"BTCUSD\": { \"halfSpread\"", "\"BTCUSD\": { \"quotesAs\": \"book\", \"halfSpread\"", "symbols", "the book of 'BTCUSD' quotes its mark, which has no symbol")]
    [InlineData("\"deviationBand\": \"0.025\"", "\"deviationBand\": \"0.025\", \"sources\": [\"delta\"]", "symbols.ETH.oracle.sources", "'delta' is not among the sources")]
    [InlineData("\"count\": 8", "\"count\": 100", "marketMakers.count", "within 1 … 99")]
    [InlineData("\"USDT\": \"60000000\"", "\"USDX\": \"60000000\"", "marketMakers.deposits", "'USDX' is not an asset of the risk book")]
    [InlineData("\"USDT\": \"2000000\"", "\"USDT\": \"-2000000\"", "funds.USDT", "is not more than 0")]
    [InlineData("\"USDT\": \"2000000\"", "\"USDT\": \"0.0000001\"", "funds", "has more than 6 decimals")]
    [InlineData("\"seedingRounds\": 12", "\"seedingRounds\": 2", "seedingRounds", "within 3 … 1000")]
    [InlineData("\"seedingRounds\": 12", "\"seedingRounds\": 240", "seedingRounds", "do not fit 240 ticks")]
    [InlineData("\"share\": \"0.32\"", "\"share\": \"0.31\"", "traders", "add up to 0.99")]
    [InlineData("\"share\": \"0.32\"", "\"share\": \"32\"", "traders.holder.share", "write 1 % as 0.01")]
    [InlineData("\"lowest\": \"0.01\", \"highest\": \"2\"", "\"lowest\": \"3\", \"highest\": \"2\"", "traders.holder.deposits.BTC.highest", "2 is below lowest, 3")]
    [InlineData("\"trades\": { \"BTC-PERP\": 5, \"ETH-PERP\": 3", "\"trades\": { \"BTC-PERP\": 0, \"ETH-PERP\": 3", "traders.investor.trades.BTC-PERP", "within 1 … 1000")]
    [InlineData("\"trades\": { \"BTC-PERP\": 5, \"ETH-PERP\": 3", "\"trades\": { \"BTC\": 5, \"ETH-PERP\": 3", "traders.investor.trades", "'BTC' is not an instrument")]
    [InlineData("\"mostPositions\": 2", "\"mostPositions\": 4", "traders.investor.mostPositions", "within 1 … 3")]
    [InlineData("\"lowest\": \"25\", \"highest\": \"50\"", "\"lowest\": \"25\", \"highest\": \"20\"", "traders.gambler.leverage.highest", "20 is below lowest, 25")]
    [InlineData("\"lowest\": \"25\", \"highest\": \"50\"", "\"lowest\": \"25\", \"highest\": \"500\"", "traders.gambler.leverage.highest", "within 0.1 … 200")]
    [InlineData("\"mistakes\": \"0.0005\"", "\"mistakes\": \"5\"", "activity.mistakes", "write 1 % as 0.01")]
    [InlineData("\"mistakes\": \"0.0005\"", "\"errors\": \"0.0005\"", "activity", "'mistakes' is missing")]
    public void A_scenario_with_a_mistake_is_refused_by_place_and_reason(string right, string wrong, string path, string reason)
    {
        var problems = Read(right, wrong);
        Assert.Contains(problems, problem => problem.Place.Path == path && problem.Message.Contains(reason, StringComparison.Ordinal));
        Assert.All(problems, problem => Assert.Matches(@"^changed\.jsonc:[0-9]+:[0-9]+: .+", problem.ToString()));
    }

    [Fact]
    public void The_line_and_column_are_those_of_the_mistake()
    {
        var line = Shipped.Split('\n').Index().First(line => line.Item.Contains("\"accounts\"", StringComparison.Ordinal)).Index + 1;
        var problem = Assert.Single(Read("\"accounts\": 10000", "\"accounts\": -1"));
        Assert.Equal(
            FormattableString.Invariant($"changed.jsonc:{line}:15: accounts: -1 is not a whole number within 1 … 1000000"),
            problem.ToString());
    }

    [Fact]
    public void Mistakes_in_the_risk_book_are_reported_with_its_name()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "book.jsonc"), "{ \"valuation\": 5 }");
            var reading = ScenarioReader.Parse(
                "s.jsonc", Shipped.Replace("../risk-books/perpetuals.jsonc", "book.jsonc", StringComparison.Ordinal), folder.FullName);
            Assert.Null(reading.Content);
            Assert.Contains(reading.Problems, problem => problem.Place.File.EndsWith("book.jsonc", StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IReadOnlyList<FileProblem> Read(string right, string wrong)
    {
        Assert.Contains(right, Shipped, StringComparison.Ordinal);
        var at = Shipped.IndexOf(right, StringComparison.Ordinal);
        var changed = string.Concat(Shipped.AsSpan(0, at), wrong, Shipped.AsSpan(at + right.Length));
        var reading = ScenarioReader.Parse("changed.jsonc", changed, CrashScenario.Folder);
        Assert.False(reading.IsSound);
        return reading.Problems;
    }
}
