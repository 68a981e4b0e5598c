namespace CollateralActors.Cli.Tests.Margin;

/// <summary>The report without --json, as people read it.</summary>
public sealed class MarginTableTests
{
    private const string Market =
        """
        "valuation": "USD", "prices": { "BTC": "100" }, "marks": { "F": "120" },
        "instruments": {
          "P": { "kind": "linear-perpetual", "base": "BTC", "settle": "USD", "contractSize": "1",
                 "margin": { "tiers": [ { "upTo": null, "initial": "0.1", "maintenance": "0.05" } ] } },
          "F": { "kind": "linear-future", "base": "BTC", "settle": "USD", "contractSize": "1",
                 "margin": { "tiers": [ { "upTo": null, "initial": "0.1", "maintenance": "0.05" } ] } },
          "O": { "kind": "option", "base": "BTC", "settle": "USD", "contractSize": "1", "right": "put", "strike": "90",
                 "yearsToExpiry": "0.1", "impliedVolatility": "0.6" } },
        "scenarios": { "BTC": { "priceMoves": ["-0.6", "0.6"], "volatilityMoves": ["0"], "initialFactor": "1", "maintenanceFactor": "1" } },
        """;

    [Theory]
    [InlineData("cross", """{ "instrument": "P", "quantity": "1", "entry": "120" }, { "instrument": "F", "quantity": "-1", "entry": "138" }""",
        "  netting frees 20 %: needed 30 if isolated, 24 as cross, 14 as portfolio")]
    [InlineData("portfolio", """{ "instrument": "P", "quantity": "1", "entry": "100" }""",
        "  this mode needs 500 % more than isolated positions: needed 10 if isolated, 10 as cross, 60 as portfolio")]
    [InlineData("portfolio", """{ "instrument": "O", "quantity": "1", "entry": "1" }""",
        "  netting: not compared, an option has no margin rates of its own")]
    [InlineData("cross", """{ "instrument": "P", "quantity": "3", "entry": "100.123456" }""", "100.123456")]
    [InlineData("cross", "", "a  cross mode, in USD  healthy")]
    public async Task A_line_says_what_netting_is_worth(string mode, string positions, string line)
    {
        var output = await Table(mode, positions);

        Assert.Contains(line == "100.123456" ? "-0.370368" : line, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_are_shortened_against_the_account_and_empty_columns_left_out()
    {
        var output = await Table("portfolio", """{ "instrument": "P", "quantity": "1.23456789123", "entry": "99.99999" }""");

        Assert.Contains("123.4568", output, StringComparison.Ordinal);
        Assert.DoesNotContain("liquidation", output, StringComparison.Ordinal);
        Assert.DoesNotContain("isolated  ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Points_stand_below_each_other_and_marks_are_shown()
    {
        var output = await Table(
            "cross",
            """{ "instrument": "P", "quantity": "100", "entry": "99.99" }, { "instrument": "F", "quantity": "-0.5", "entry": "119" }""");

        var rows = output.Split('\n').Where(line => line.StartsWith(" P ", StringComparison.Ordinal) || line.StartsWith(" F ", StringComparison.Ordinal));
        Assert.Collection(
            rows.Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
            row => Assert.Equal(["P", "100", "100", "10,000", "1.0", "1,000", "500"], row.Take(7)),
            row => Assert.Equal(["F", "-0.5", "120", "60", "-0.5", "6", "3"], row.Take(7)));
        Assert.Contains("joint: where it is liquidated", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_loan_shows_its_health_and_no_positions()
    {
        var sample = Path.Combine(Repository.Root, "samples", "portfolios", "loan.jsonc");
        var output = (await CommandRun.Of("margin", sample)).Plain;

        Assert.Matches("health factor +1.0391", output);
        Assert.Matches("loan-to-value +0.7667", output);
        Assert.DoesNotContain("unrealised PnL", output, StringComparison.Ordinal);
        Assert.DoesNotContain("netting", output, StringComparison.Ordinal);
    }

    private static async Task<string> Table(string mode, string positions)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("portfolio-").FullName, "p.json");
        File.WriteAllText(
            file,
            $$"""{ {{Market}} "accounts": [ { "id": "a", "mode": "{{mode}}", "balances": { "USD": "100" }, "positions": [ {{positions}} ] } ] }""");
        var run = await CommandRun.Of("margin", file);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Plain;
    }
}
