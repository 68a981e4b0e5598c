using System.Diagnostics;
using System.Text.Json;

namespace CollateralActors.Cli.Tests.Margin;

public sealed class MarginVerbTests
{
    private const string Market =
        """
        "valuation": "USD", "prices": { "BTC": "30000" },
        "assets": { "BTC": { "scale": 8, "collateral": [ { "upTo": null, "haircut": "0" } ] } },
        "instruments": {
          "P": { "kind": "linear-perpetual", "base": "BTC", "settle": "USD", "contractSize": "1", "lot": "0.1", "tick": "0.5",
                 "margin": { "tiers": [ { "upTo": null, "initial": "0.1", "maintenance": "0.05" } ] } },
          "I": { "kind": "inverse-perpetual", "base": "BTC", "settle": "BTC", "contractSize": "1",
                 "margin": { "tiers": [ { "upTo": null, "initial": "0.1", "maintenance": "0.05" } ] } } },
        """;

    [Fact]
    public async Task A_healthy_account_has_every_member_in_the_stated_order()
    {
        var run = await CommandRun.Margin(
            $$"""
            { {{Market}} "accounts": [ { "id": "a", "balances": { "USD": "5000" }, "positions": [
                { "instrument": "P", "quantity": "1", "entry": "29000", "leverage": "5", "isolatedMargin": "6000" } ] } ] }
            """);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            Compact(
                """
                { "accounts": [ { "id": "a", "mode": "cross", "status": "healthy",
                  "value": "5000", "equity": "5000", "collateralValue": "5000", "unrealisedPnl": "1000",
                  "initialMargin": "0", "maintenanceMargin": "0", "freeCollateral": "5000",
                  "marginRatio": null, "healthFactor": null, "loanToValue": null,
                  "efficiency": { "isolated": "0", "cross": "0", "portfolio": null, "freed": null },
                  "positions": [ { "instrument": "P", "mode": "isolated", "status": "healthy",
                    "value": "30000", "unrealisedPnl": "1000", "initialMargin": "6000", "maintenanceMargin": "1500",
                    "equity": "7000",
                    "liquidationPrice": "24211", "jointLiquidationPrice": "24211", "bankruptcyPrice": "23000" } ],
                  "liquidation": null } ] }
                """),
            Compact(run.Output));
    }

    [Fact]
    public async Task A_liquidation_repeats_the_orders_as_given_and_names_what_is_closed()
    {
        var run = await CommandRun.Margin(
            $$"""
            { {{Market}} "accounts": [ { "id": "a", "balances": { "USD": "1000" },
                "positions": [ { "instrument": "P", "quantity": "-1", "entry": "30000" } ],
                "orders": [ { "instrument": "P", "side": "sell", "quantity": "0.10", "price": 31000.50 } ] } ] }
            """);

        Assert.Equal(
            Compact(
                """
                { "cancelOrders": [ { "instrument": "P", "side": "sell", "quantity": "0.10", "price": "31000.50" } ],
                  "close": [ { "instrument": "P", "quantity": "0.4" } ] }
                """),
            Compact(run.Accounts()[0].GetProperty("liquidation").GetRawText()));
    }

    [Theory]
    // A third of a coin has no end in decimals: what is exact all the same is printed as such, and nothing is rounded twice.
    [InlineData("10000", "30000", "0", "0.33333334", "-0")]
    [InlineData("-10000", "20000", "-5000", "0.33333334", "-0.16666667")]
    public async Task Figures_are_rounded_once_and_zero_has_no_sign(
        string quantity, string entry, string pnl, string value, string coins)
    {
        var run = await CommandRun.Margin(
            $$"""
            { {{Market}} "accounts": [ { "id": "a", "balances": { "USD": "9000" },
                "positions": [ { "instrument": "I", "quantity": "{{quantity}}", "entry": "{{entry}}" } ] } ] }
            """);

        var position = run.Accounts()[0].GetProperty("positions")[0];
        Assert.Equal(pnl, run.Accounts()[0].GetProperty("unrealisedPnl").GetString());
        Assert.Equal(value, position.GetProperty("value").GetString());
        Assert.Equal(coins == "-0" ? "0" : coins, position.GetProperty("unrealisedPnl").GetString());
    }

    [Fact]
    public async Task Accounts_of_several_files_stand_in_one_object_in_the_order_read()
    {
        var run = await CommandRun.Margin(
            """{ "valuation": "USD", "accounts": [ { "id": "b" }, { "id": "a" } ] }""",
            """{ "valuation": "EUR", "accounts": [ { "id": "a" } ] }""");

        Assert.Equal(["b", "a", "a"], run.Accounts().EnumerateArray().Select(a => a.GetProperty("id").GetString()!));
    }

    [Fact]
    public async Task One_wrong_file_leaves_standard_output_empty()
    {
        var run = await CommandRun.Margin(
            """{ "valuation": "USD", "accounts": [ { "id": "b" } ] }""",
            """{ "valuation": "USD", "accounts": [ { "id": "b", "ballances": {} } ] }""");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("1.json:1:50: accounts[0].ballances: 'ballances' is unknown here", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("70000000000000000000000000", "account 'a': value is larger than any account can hold")]
    [InlineData("79228162514264337593543950335", "account 'a': value is larger than any account can hold")]
    public async Task Absurdly_large_figures_are_refused_by_name(string balance, string said)
    {
        var run = await CommandRun.Margin(
            $$"""{ {{Market}} "accounts": [ { "id": "a", "balances": { "BTC": "{{balance}}" } } ] }""");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_too_large_for_many_accounts_is_said_once_and_with_the_largest_figure_written_out()
    {
        var run = await CommandRun.Margin(
            $$"""
            { {{Market}} "accounts": [
              { "id": "a", "balances": { "BTC": "1" } },
              { "id": "b", "balances": { "BTC": "70000000000000000000000000" } },
              { "id": "c", "balances": { "BTC": "70000000000000000000000000" } },
              { "id": "d", "balances": { "BTC": "70000000000000000000000000" } } ] }
            """);

        Assert.EndsWith(
            "accounts[1]: account 'b' and 2 more: value is larger than any account can hold, "
            + "at most 79,228,162,514,264,337,593,543,950,335; use smaller amounts or prices",
            Assert.Single(run.Error.TrimEnd().Split('\n')),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("margin")]
    [InlineData("margin", "--jsom", "x.json")]
    [InlineData("margin", "/nowhere/x.json")]
    [InlineData("frobnicate")]
    [InlineData]
    public async Task Wrong_usage_ends_with_2_and_says_so_on_standard_error(params string[] arguments)
    {
        var run = await CommandRun.Of(arguments);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.NotEqual("", run.Error);
    }

    [Theory]
    [InlineData("margin", "--help")]
    [InlineData("margin", "--json")]
    public async Task The_help_names_the_verb_and_its_option(string verb, string option)
    {
        var (all, one) = (await CommandRun.Of("--help"), await CommandRun.Of(verb, "--help"));

        Assert.Equal((0, 0), (all.ExitCode, one.ExitCode));
        Assert.Contains(verb, all.Output, StringComparison.Ordinal);
        Assert.Contains(option, one.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Every_sample_is_sound(string sample)
    {
        var run = await CommandRun.Of("margin", Path.Combine(Repository.Root, "samples", "portfolios", sample));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("maintenance margin", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("…", run.Output, StringComparison.Ordinal);
        Assert.All(run.Plain.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 120));
    }

    public static TheoryData<string> Samples =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "samples", "portfolios")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task The_executable_reports_to_standard_output()
    {
        var program = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, "margin", Sample("cross.jsonc"), "--json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(program)!;

        var (output, error) = (await process.StandardOutput.ReadToEndAsync(), await process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();

        Assert.Equal((0, ""), (process.ExitCode, error));
        using var document = JsonDocument.Parse(output);
        Assert.NotEqual(0, document.RootElement.GetProperty("accounts").GetArrayLength());
    }

    [Theory]
    [InlineData("")]
    [InlineData(""", "positions": [ { "instrument": "BTC-PERP", "quantity": "1", "entry": "100", "isolatedMargin": "50" } ]""")]
    public async Task A_portfolio_account_with_nothing_to_scan_requires_nothing_without_scenarios(string positions)
    {
        var run = await CommandRun.Margin($$"""
            {
              "valuation": "USD", "assets": { "USD": { "scale": 2 } }, "marks": { "BTC-PERP": "100" },
              "instruments": { "BTC-PERP": { "kind": "linear-perpetual", "base": "BTC", "settle": "USD", "contractSize": "1",
                "margin": { "tiers": [ { "upTo": null, "initial": "0.1", "maintenance": "0.05" } ] } } },
              "accounts": [ { "id": "a", "mode": "portfolio", "balances": { "USD": "1" }{{positions}} } ]
            }
            """);
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        var account = run.Accounts()[0];
        Assert.Equal("healthy", account.GetProperty("status").GetString());
        Assert.Equal(("0", "0"), (account.GetProperty("initialMargin").GetString(), account.GetProperty("maintenanceMargin").GetString()));
        Assert.Equal(JsonValueKind.Null, account.GetProperty("efficiency").GetProperty("portfolio").ValueKind);
    }

    private static string Sample(string name) => Path.Combine(Repository.Root, "samples", "portfolios", name);

    private static string Compact(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement);
    }
}
