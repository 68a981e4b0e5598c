using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;
using CollateralActors.Simulation.RiskBooks;

namespace CollateralActors.Simulation.Tests.RiskBooks;

/// <summary>How a venue lends an asset, as a risk officer writes it.</summary>
public sealed class LendingMembersTests
{
    private const string Rates =
        "\"rates\": [ { \"utilisation\": \"0\", \"yearly\": \"0.01\" }, { \"utilisation\": \"0.8\", \"yearly\": \"0.05\" }, { \"utilisation\": \"1\", \"yearly\": \"0.65\" } ]";

    [Fact]
    public void It_is_read_and_an_asset_may_have_none()
    {
        var reading = Parse($"{Rates}, \"reserveFactor\": \"0.1\", \"debtCeiling\": \"5\", \"supplyCap\": \"7\", \"minimumLoan\": \"0.5\"");
        Assert.Empty(reading.Problems);
        Assert.Equal(
            new LendingRules(
                [new(Rate.Zero, new Rate(0.01m)), new(new Rate(0.8m), new Rate(0.05m)), new(Rate.One, new Rate(0.65m))], new Rate(0.1m))
            {
                DebtCeiling = new Amount(5m),
                SupplyCap = new Amount(7m),
                MinimumLoan = new Amount(0.5m),
            },
            reading.Content![new AssetId("USDT")].Lending);
        Assert.Null(reading.Content[new AssetId("USD")].Lending);
        Assert.Equal((null, null, Amount.Zero), Parse(Rates).Content![new AssetId("USDT")].Lending is { } least
            ? (least.DebtCeiling, least.SupplyCap, least.MinimumLoan)
            : default);
    }

    [Theory]
    [InlineData("\"0.8\"", "\"1.8\"", "assets.USDT.lending.rates[1].utilisation", "1.8 is not within 0 … 1")]
    [InlineData("\"0.65\"", "\"11\"", "assets.USDT.lending.rates[2].yearly", "11 is not within 0 … 10; write 5 % a year as 0.05")]
    [InlineData("\"0.8\"", "\"0\"", "assets.USDT.lending", "utilisation 0 comes after 0; they have to rise")]
    [InlineData("\"utilisation\": \"0\"", "\"utilisation\": \"0.1\"", "assets.USDT.lending", "rates go from a utilisation of 0.1 to 1; expected from 0 to 1")]
    [InlineData("\"utilisation\": \"1\"", "\"utilisation\": \"0.9\"", "assets.USDT.lending", "rates go from a utilisation of 0 to 0.9")]
    [InlineData("\"0.65\"", "\"0.04\"", "assets.USDT.lending", "rate 0.04 at 1 is below 0.05 at 0.8; it must not fall as more is lent")]
    [InlineData(Rates, "\"rates\": [ { \"utilisation\": \"0\", \"yearly\": \"0\" } ]", "assets.USDT.lending", "there are 1 points of rates; expected 2 to 16")]
    [InlineData(Rates, "\"x\": 1", "assets.USDT.lending.x", "'x' is unknown here")]
    [InlineData(Rates, Rates + ", \"reserveFactor\": \"1\"", "assets.USDT.lending", "reserve factor 1 is not 0 to below 1; suppliers would get nothing")]
    [InlineData(Rates, Rates + ", \"debtCeiling\": \"0.0000001\"", "assets.USDT.lending", "debt ceiling 0.0000001 is not 0 to 1000000000000000 with at most 6 decimals")]
    [InlineData(Rates, Rates + ", \"supplyCap\": \"-1\"", "assets.USDT.lending.supplyCap", "-1 is below 0")]
    [InlineData(Rates, Rates + ", \"debtCeiling\": \"5\", \"minimumLoan\": \"6\"", "assets.USDT.lending", "minimum loan 6 is above the debt ceiling 5; nothing could be lent")]
    [InlineData(Rates, Rates + " }, \"borrowRate\": \"0.1\", \"debt\": { ", "assets.USDT.borrowRate", "the asset is lent: its debts cost what the rates of its pool say")]
    public void Rules_that_cannot_be_are_refused_where_they_are_wrong(string part, string instead, string path, string said) =>
        Assert.Contains(
            Parse(Rates.Replace(part, instead, StringComparison.Ordinal)).Problems,
            problem => problem.Place.Path == path && problem.Message.Contains(said, StringComparison.Ordinal));

    [Fact]
    public void A_risk_book_that_is_adopted_without_a_file_is_checked_alike()
    {
        var lent = new AssetParameters(new AssetId("USDT"), 6, CollateralSchedule.Full, Rate.Zero)
        {
            Debt = new DebtRules { BorrowRate = new Rate(0.1m) },
            Lending = new LendingRules([new(Rate.Zero, Rate.Zero), new(Rate.One, new Rate(-1m))], Rate.Zero),
        };
        var book = new RiskBook(
            default, new AssetId("USD"), new Rate(1.2m), new Rate(1.1m),
            [new(new AssetId("USD"), 2, CollateralSchedule.Full, Rate.Zero), lent], []);
        var problems = RiskBookRules.Problems(book, null, default);
        Assert.Contains("lending of USDT: rate -1 at 1 is not 0 to 10 a year", problems);
        Assert.Contains(problems, problem => problem.Contains("have a borrow rate of their own", StringComparison.Ordinal));
    }

    private static FileReading<RiskBook> Parse(string lending) => RiskBookReader.Parse(
        "r.jsonc",
        $$"""
        {
          "valuation": "USD",
          "assets": { "USD": { "scale": 6 }, "USDT": { "scale": 6, "collateral": [ { "upTo": null, "haircut": "0" } ], "lending": { {{lending}} } } },
          "instruments": {
            "P": { "kind": "linear-perpetual", "base": "USDT", "settle": "USD", "contractSize": "1", "lot": "0.001",
              "tick": "0.1", "margin": { "tiers": [ { "upTo": null, "initial": "0.02", "maintenance": "0.01" } ] } }
          }
        }
        """,
        default);
}
