using CollateralActors.Margining.Margin;
using CollateralActors.Simulation.Portfolios;

namespace CollateralActors.Simulation.Tests.Portfolios;

/// <summary>What is wrong with an account in loan mode, and where.</summary>
public sealed class LoanRefusalTests
{
    private const string Sound =
        """
        {
          "valuation": "USD",
          "prices": { "BTC": "50000", "ETH": "2500" },
          "assets": { "BTC": { "loan": { "loanToValue": "0.75", "liquidationThreshold": "0.8" } }, "ETH": {} },
          "accounts": [
            { "id": "a", "mode": "loan", "positions": [], "orders": [],
              "balances": { "BTC": "1" }, "debts": { "USD": "1000", "ETH": 0 } }
          ]
        }
        """;

    [Fact]
    public void A_sound_account_is_read()
    {
        var book = PortfolioReader.Parse("p.jsonc", Sound).Content!.Accounts[0].Book;
        Assert.Equal(MarginMode.Loan, book.Mode);
        Assert.Equal(["USD 1000", "ETH 0"], book.Debts.Select(debt => $"{debt.Asset.Id} {debt.Balance}"));
    }

    [Theory]
    [InlineData("\"BTC\": \"1\" }", "\"BTC\": \"-1\" }", "accounts[0].balances.BTC", "is below 0")]
    [InlineData("\"USD\": \"1000\"", "\"USD\": \"-1\"", "accounts[0].debts.USD", "is below 0")]
    [InlineData("\"USD\": \"1000\"", "\"EUR\": \"1\"", "accounts[0].debts.EUR", "'EUR' is not listed; add it to assets")]
    [InlineData("\"ETH\": 0 ", "\"ETH\": 1, \"SOL\": 1 ", "accounts[0].debts.SOL", "'SOL' is not listed")]
    [InlineData(", \"ETH\": \"2500\" }", " }, \"marks\": {}", "accounts[0]", "the price of 'ETH' is missing", "\"ETH\": 0", "\"ETH\": 1")]
    [InlineData("\"0.8\" }", "\"1.01\" }", "assets.BTC.loan.liquidationThreshold", "within 0 … 1")]
    [InlineData("\"0.8\" }", "\"0.8\", \"bonus\": 0 }", "assets.BTC.loan.bonus", "is unknown here")]
    public void A_wrong_one_is_refused_where_it_is_wrong(
        string written, string instead, string path, string said, string also = "", string by = "")
    {
        Assert.Contains(written, Sound, StringComparison.Ordinal);
        var text = Sound.Replace(written, instead, StringComparison.Ordinal);
        text = also.Length == 0 ? text : text.Replace(also, by, StringComparison.Ordinal);

        var problem = Assert.Single(PortfolioReader.Parse("p.jsonc", text).Problems);

        Assert.Equal(path, problem.Place.Path);
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
    }
}
