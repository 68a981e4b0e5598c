using System.Globalization;
using System.Text.Json;
using CollateralActors.Margining.Margin;
using CollateralActors.Simulation.Portfolios;
using FsCheck.Xunit;

namespace CollateralActors.Cli.Tests.Margin;

/// <summary>Portfolios that nobody has: every one is computed or refused by name, and nothing overflows.</summary>
public sealed class ExtremePortfolioTests
{
    private static readonly string[] Usual = ["50000", "49000", "3", "1", "0.5"];

    private static readonly string[] Large =
        ["79228162514264337593543950335", "1e28", "123456789012345678901234567", "1e15", "50000", "1", "0.5", "1e-8", "1e-20", "1e-28"];

    // Between a billionth and a billion: decimals keep enough digits of every product of these.
    private static readonly string[] Plausible =
        ["1000000000", "123456789.123456789", "0.000000001", "0.123456789", "50000", "1", "3"];

    private static readonly string[] Small = ["0.0000000000000000000000000001", "0.01", "0.99", "0"];

    private static readonly string[] PlausibleShares = ["0.000000001", "0.01", "0.99", "0"];

    [Property(MaxTest = 300, EndSize = 1000000)]
    public void Every_extreme_portfolio_is_computed_or_refused_by_name(int seed)
    {
        var portfolio = Portfolio(new Random(seed));

        var run = CommandRun.Margin(portfolio).GetAwaiter().GetResult();

        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        if (run.ExitCode == 2)
        {
            Assert.Equal("", run.Output);
            Assert.Matches(@"0\.json(:\d+:\d+)?: .+", run.Error);
            return;
        }

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        foreach (var account in run.Accounts().EnumerateArray())
            CheckNumbers(account);
    }

    [Property(MaxTest = 300, EndSize = 1000000)]
    public void The_fast_figures_of_plausible_inputs_have_the_same_status_or_are_out_of_range(int seed)
    {
        var portfolio = Portfolio(new Random(seed), Plausible, PlausibleShares);
        if (PortfolioReader.Parse("p.json", portfolio).Content is not { } read)
            return;
        try
        {
            var (book, market) = (read.Accounts[0].Book, read.Market);
            Assert.Equal(MarginReport.Of(book, market).Status, MarginCalculator.Evaluate(book, market).Status);
        }
        catch (OverflowException)
        {
            // Larger than a decimal: whoever decides by these figures is told so.
        }
    }

    [Fact]
    public void Neither_all_are_computed_nor_all_refused() => Assert.InRange(
        Enumerable.Range(0, 200).Count(seed =>
            CommandRun.Margin(Portfolio(new Random(seed))).GetAwaiter().GetResult().ExitCode == 0),
        40,
        160);

    private static void CheckNumbers(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                    CheckNumbers(member.Value);
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    CheckNumbers(item);
                break;
            case JsonValueKind.String when element.GetString() is [var first, ..] text && (char.IsAsciiDigit(first) || first == '-'):
                Assert.Matches(@"^-?(0|[1-9]\d*)(\.\d*[1-9])?$", text);
                break;
            default:
                Assert.NotEqual(JsonValueKind.Number, element.ValueKind);
                break;
        }
    }

    private static string Portfolio(Random random) => Portfolio(random, Large, Small);

    private static string Portfolio(Random random, string[] large, string[] small)
    {
        var almostAll = large == Large ? "-0.9999999999999999999999999999" : "-0.999999999";
        // Many with one or two extremes, some with nothing else.
        var wildness = random.Next(1, 11) * random.Next(1, 11);
        string Any() => $"\"{(random.Next(100) < wildness ? large[random.Next(large.Length)] : Usual[random.Next(Usual.Length)])}\"";
        string Share() => $"\"{small[random.Next(small.Length)]}\"";
        string Signed() => random.Next(2) == 0 ? Any() : $"\"-{Any().Trim('"')}\"";
        string Tiers() => $$"""[ { "upTo": null, "initial": {{Share()}}, "maintenance": {{Share()}} } ]""";
        string Option(string right) =>
            $$"""
            { "kind": "option", "base": "BTC", "settle": "{{(random.Next(2) == 0 ? "USD" : "USDT")}}", "contractSize": {{Any()}},
              "right": "{{right}}", "strike": {{Any()}}, "yearsToExpiry": {{Any()}}, "impliedVolatility": {{Any()}},
              "margin": { "option": { "initial": {{Share()}}, "initialMinimum": {{Share()}}, "maintenance": {{Share()}} } } }
            """;
        string Position(string name) =>
            $$"""{ "instrument": "{{name}}", "quantity": {{Signed()}}, "entry": {{Any()}}{{(random.Next(4) == 0 ? $", \"isolatedMargin\": {Signed()}" : "")}} }""";
        string[] names = ["L", "I", "C", "P"];
        var positions = names.Where(_ => random.Next(2) == 0).Select(Position);
        var orders = names.Where(_ => random.Next(3) == 0).Select(name =>
            $$"""{ "instrument": "{{name}}", "side": "{{(random.Next(2) == 0 ? "buy" : "sell")}}", "quantity": {{Any()}}, "price": {{Any()}} }""");
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            { "valuation": "USD", "prices": { "BTC": {{Any()}}, "USDT": {{Any()}} },
              "marks": { {{(random.Next(2) == 0 ? $"\"L\": {Any()}, \"C\": {Any()}" : "")}} },
              "assets": { "USDT": { "scale": {{random.Next(29)}}, "collateral": [ { "upTo": {{Any()}}, "haircut": {{Share()}} } ] }, "BTC": {} },
              "instruments": {
                "L": { "kind": "linear-future", "base": "BTC", "settle": "USDT", "contractSize": {{Any()}}, "margin": { "tiers": {{Tiers()}} } },
                "I": { "kind": "inverse-future", "base": "BTC", "settle": "BTC", "contractSize": {{Any()}}, "margin": { "tiers": {{Tiers()}} } },
                "C": {{Option("call")}}, "P": {{Option("put")}} },
              "scenarios": { "BTC": { "priceMoves": ["{{almostAll}}", {{Any()}}, "0"], "volatilityMoves": ["-1", {{Any()}}],
                "initialFactor": {{Any()}}, "maintenanceFactor": {{Any()}}, "shortOptionMinimum": {{Any()}}, "basisContingency": {{Share()}} } },
              "accounts": [ { "id": "a", "mode": "{{(random.Next(2) == 0 ? "cross" : "portfolio")}}",
                "balances": { "USD": {{Signed()}}, "USDT": {{Signed()}} },
                "positions": [ {{string.Join(", ", positions)}} ], "orders": [ {{string.Join(", ", orders)}} ] } ] }
            """);
    }
}
