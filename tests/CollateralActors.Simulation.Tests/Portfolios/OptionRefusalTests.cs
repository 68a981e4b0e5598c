using CollateralActors.Margining.Margin;
using CollateralActors.Simulation.Portfolios;

namespace CollateralActors.Simulation.Tests.Portfolios;

/// <summary>What is wrong with options, scenarios and offsets, and where.</summary>
public sealed class OptionRefusalTests
{
    private const string Sound =
        """
        {
          "valuation": "USD",
          "prices": { "BTC": "50000", "ETH": "3000" },
          "instruments": {
            "C": { "kind": "option", "base": "BTC", "settle": "USD", "contractSize": "1", "right": "call", "strike": "60000",
                   "yearsToExpiry": "0.1", "impliedVolatility": "0.6",
                   "margin": { "option": { "initial": "0.15", "initialMinimum": "0.1", "maintenance": "0.075" } } },
            "N": { "kind": "option", "base": "BTC", "settle": "USD", "contractSize": "1", "right": "put", "strike": "40000",
                   "yearsToExpiry": "0", "impliedVolatility": "0.7" },
            "F": { "kind": "linear-future", "base": "ETH", "settle": "USD", "contractSize": "1",
                   "margin": { "tiers": [ { "upTo": null, "initial": "0.1", "maintenance": "0.05" } ] } }
          },
          "scenarios": {
            "BTC": { "priceMoves": ["-0.16", 0, "0.16"], "volatilityMoves": ["-1", "0.5"], "initialFactor": "1.25",
                     "maintenanceFactor": "1", "shortOptionMinimum": "0.01", "basisContingency": "0.02" },
            "ETH": { "priceMoves": ["-0.2"], "volatilityMoves": ["0"], "initialFactor": 1, "maintenanceFactor": "0.75" }
          },
          "offsets": [ { "bases": ["BTC", "ETH"], "credit": "0.5" } ],
          "accounts": [
            { "id": "a", "positions": [ { "instrument": "C", "quantity": "-1.5", "entry": "0" } ] },
            { "id": "p", "mode": "portfolio", "positions": [ { "instrument": "N", "quantity": "2", "entry": "9.5" },
              { "instrument": "C", "quantity": "1", "entry": "1", "isolatedMargin": "1" } ],
              "orders": [ { "instrument": "F", "side": "sell", "quantity": "1", "price": "3000" } ] }
          ]
        }
        """;

    [Fact]
    public void A_sound_file_is_read()
    {
        var reading = PortfolioReader.Parse("p.jsonc", Sound);

        Assert.Empty(reading.Problems);
        Assert.Equal([MarginMode.Cross, MarginMode.Portfolio], reading.Content!.Accounts.Select(account => account.Book.Mode));
        Assert.Equal(0m, reading.Content.Accounts[0].Book.Positions[0].EntryPrice!.Value.Value);
        Assert.Equal(6, reading.Content.Market.Risk.Portfolio.Scans.Values.First().Cells);
    }

    [Theory]
    // what is written, what is written instead, where the problem is, a part of what is said
    [InlineData("\"strike\": \"60000\"", "\"strike\": \"0\"", "instruments.C.strike", "is not more than 0")]
    [InlineData("\"strike\": \"60000\",", "", "instruments.C", "'strike' is missing")]
    [InlineData("\"strike\": \"60000\",", "\"strike\": \"60000\"", "instruments.C.strike", "a comma is missing")]
    [InlineData("\"right\": \"call\"", "\"right\": \"buy\"", "instruments.C.right", "write call or put")]
    [InlineData("\"right\": \"call\", ", "", "instruments.C", "'right' is missing")]
    [InlineData("\"yearsToExpiry\": \"0.1\"", "\"yearsToExpiry\": \"-0.1\"", "instruments.C.yearsToExpiry", "is below 0")]
    [InlineData("\"impliedVolatility\": \"0.6\"", "\"impliedVolatility\": \"0\"", "instruments.C.impliedVolatility", "is not more than 0")]
    [InlineData("\"impliedVolatility\": \"0.6\"", "\"impliedVolatility\": \"-1\"", "instruments.C.impliedVolatility", "is not more than 0")]
    [InlineData("\"initial\": \"0.15\"", "\"initial\": \"1.5\"", "instruments.C.margin.option.initial", "within 0 … 1")]
    [InlineData("\"initialMinimum\": \"0.1\"", "\"initialMinimum\": \"-0.1\"", "instruments.C.margin.option.initialMinimum", "within 0 … 1")]
    [InlineData("\"maintenance\": \"0.075\"", "\"maintenance\": \"7.5\"", "instruments.C.margin.option.maintenance", "within 0 … 1")]
    [InlineData("\"initialMinimum\": \"0.1\", ", "", "instruments.C.margin.option", "'initialMinimum' is missing")]
    [InlineData("{ \"option\":", "{ \"basis\": \"mark\", \"option\":", "instruments.C.margin.basis", "is unknown here")]
    [InlineData("\"right\": \"call\"", "\"right\": \"call\", \"quote\": \"USD\"", "instruments.C.quote", "only inverse contracts have a quote")]
    [InlineData("\"contractSize\": \"1\", \"right\": \"call\"", "\"contractSize\": \"-1\", \"right\": \"call\"", "instruments.C.contractSize", "is not more than 0")]
    [InlineData("{ \"instrument\": \"C\", \"quantity\": \"-1.5\"", "{ \"instrument\": \"N\", \"quantity\": \"-1.5\"", "accounts[0].positions[0].instrument", "the option 'N' has no margin.option")]
    [InlineData("{ \"instrument\": \"C\", \"quantity\": \"1\"", "{ \"instrument\": \"N\", \"quantity\": \"1\"", "accounts[1].positions[1].instrument", "the option 'N' has no margin.option")]
    [InlineData("\"entry\": \"0\"", "\"entry\": \"-1\"", "accounts[0].positions[0].entry", "is below 0")]
    [InlineData("\"price\": \"3000\"", "\"price\": \"0\"", "accounts[1].orders[0].price", "is not more than 0")]
    [InlineData("\"-0.16\"", "\"-1\"", "scenarios.BTC.priceMoves[0]", "is not above -1")]
    [InlineData("\"-0.16\"", "\"x\"", "scenarios.BTC.priceMoves[0]", "is not a number")]
    [InlineData("\"priceMoves\": [\"-0.2\"]", "\"priceMoves\": []", "scenarios.ETH.priceMoves", "the list is empty")]
    [InlineData("\"priceMoves\": [\"-0.2\"]", "\"priceMoves\": 1", "scenarios.ETH.priceMoves", "a list [ … ] is expected here, not a number")]
    [InlineData("\"volatilityMoves\": [\"-1\", ", "\"volatilityMoves\": [\"-1.01\", ", "scenarios.BTC.volatilityMoves[0]", "is below -1")]
    [InlineData("\"volatilityMoves\": [\"0\"], ", "", "scenarios.ETH", "'volatilityMoves' is missing")]
    [InlineData("\"initialFactor\": \"1.25\"", "\"initialFactor\": \"-1\"", "scenarios.BTC.initialFactor", "is below 0")]
    [InlineData("\"shortOptionMinimum\": \"0.01\"", "\"shortOptionMinimum\": \"-1\"", "scenarios.BTC.shortOptionMinimum", "is below 0")]
    [InlineData("\"basisContingency\": \"0.02\"", "\"basisContingence\": \"0.02\"", "scenarios.BTC.basisContingence", "is unknown here")]
    [InlineData("\"ETH\": { \"priceMoves\"", "\"SOL\": { \"priceMoves\"", "accounts[1].orders[0].instrument", "portfolio mode needs scenarios of 'ETH'")]
    [InlineData("\"ETH\": { \"priceMoves\"", "\"SOL\": { \"priceMoves\"", "offsets[0].bases", "there are no scenarios of 'ETH'")]
    [InlineData("[\"BTC\", \"ETH\"]", "[\"BTC\"]", "offsets[0].bases", "name at least two")]
    [InlineData("[\"BTC\", \"ETH\"]", "[\"BTC\", \"BTC\"]", "offsets[0].bases", "'BTC' is in an offset already")]
    [InlineData("\"credit\": \"0.5\"", "\"credit\": \"1.5\"", "offsets[0].credit", "within 0 … 1")]
    [InlineData("{ \"BTC\": \"50000\", ", "{ ", "accounts[0]", "the mark of 'C' is missing")]
    [InlineData("\"prices\": { \"BTC\": \"50000\"", "\"marks\": { \"C\": 5 }, \"prices\": { \"USD\": 1", "accounts[0]", "the price of 'BTC' is missing")]
    public void A_wrong_file_is_refused_where_it_is_wrong(string written, string instead, string path, string said)
    {
        var at = Sound.IndexOf(written, StringComparison.Ordinal);
        Assert.True(at >= 0, "what is replaced is not there");
        var text = Sound[..at] + instead + Sound[(at + written.Length)..];

        var reading = PortfolioReader.Parse("p.jsonc", text);

        Assert.Null(reading.Content);
        Assert.Contains(reading.Problems, problem => problem.Place.Path == path && problem.Message.Contains(said, StringComparison.Ordinal));
        Assert.All(reading.Problems, problem => Assert.True(problem.Place is { File: "p.jsonc", Line: > 0, Column: > 0 }));
    }

    [Fact]
    public void A_long_with_a_mark_of_its_own_needs_no_price_of_its_base()
    {
        var text = Sound[..Sound.IndexOf("\"scenarios\"", StringComparison.Ordinal)].Replace("{ \"BTC\": \"50000\", \"ETH\": \"3000\" }", "{}", StringComparison.Ordinal)
            + """ "marks": { "C": "5" }, "accounts": [ { "id": "a", "positions": [ { "instrument": "C", "quantity": "1", "entry": "4" } ] } ] }""";

        Assert.Empty(PortfolioReader.Parse("p.jsonc", text).Problems);
    }
}
