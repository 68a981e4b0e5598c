using CollateralActors.Simulation.Portfolios;

namespace CollateralActors.Simulation.Tests.Portfolios;

public sealed class PortfolioRefusalTests
{
    private const string Sound =
        """
        {
          // A comment is welcome.
          "valuation": "USD",
          "prices": { "BTC": "50000", "USDT": 1 },
          "marks": { "P": "50010" },
          "marginCallRatio": "1.2",
          "liquidationTarget": "1.1",
          "assets": {
            "USD": { "scale": 2 },
            "USDT": { "scale": 6, "collateral": [ { "upTo": null, "haircut": "0" } ] },
            "BTC": { "collateral": [ { "upTo": "10", "haircut": "0.05" }, { "upTo": "50", "haircut": "0.1" } ],
                     "liabilitySurcharge": "0.1", "loan": { "loanToValue": "0.75" } }
          },
          "instruments": {
            "P": { "kind": "linear-perpetual", "base": "BTC", "settle": "USDT", "contractSize": "1", "lot": "0.5", "tick": "0.1",
              "margin": { "tiers": [ { "upTo": "50000", "initial": "0.01", "maintenance": "0.005" },
                                     { "upTo": null, "initial": "0.02", "maintenance": "0.01" } ],
                "tierOf": "value", "basis": "mark", "sizeSlope": "0", "closingFee": "0.0006" }, "liquidationFee": "0.01" },
            "I": { "kind": "inverse-perpetual", "base": "BTC", "settle": "BTC", "quote": "USD", "contractSize": "100",
              "margin": { "tiers": [ { "upTo": null, "initial": "0", "maintenance": "0.01" } ] } }
          },
          "accounts": [
            { "id": "alice", "mode": "cross", "balances": { "USDT": "1000", "BTC": "-0.1" },
              "positions": [ { "instrument": "P", "quantity": "-0.5", "entry": "51000", "leverage": "10", "isolatedMargin": "2550" },
                             { "instrument": "P", "quantity": "1.5", "entry": 1e3 } ],
              "orders": [ { "instrument": "I", "side": "buy", "quantity": "20", "price": "49000" } ] }
          ]
        }
        """;

    [Fact]
    public void A_sound_file_is_read_with_every_digit()
    {
        var reading = PortfolioReader.Parse("p.jsonc", Sound.Replace("\"1000\"", "1000.1234567890123456789012345", StringComparison.Ordinal));

        Assert.Empty(reading.Problems);
        var account = Assert.Single(reading.Content!.Accounts);
        Assert.Equal(1000.1234567890123456789012345m, account.Book.Balances[0].Balance.Value);
        Assert.Equal(1000m, account.Book.Positions[1].EntryPrice!.Value.Value);
    }

    [Theory]
    // what is written, what is written instead, where the problem is, a part of what is said
    [InlineData("\"BTC\": \"50000\"", "\"BTC\": \"0\"", "prices.BTC", "is not more than 0")]
    [InlineData("\"BTC\": \"50000\"", "\"BTC\": \"-1\"", "prices.BTC", "is not more than 0")]
    [InlineData("\"P\": \"50010\"", "\"P\": \"0\"", "marks.P", "is not more than 0")]
    [InlineData("\"P\": \"50010\"", "\"Q\": \"1\"", "marks.Q", "no instrument 'Q'")]
    [InlineData("\"entry\": \"51000\"", "\"entry\": \"0\"", "accounts[0].positions[0].entry", "is not more than 0")]
    [InlineData("\"contractSize\": \"100\"", "\"contractSize\": \"0\"", "instruments.I.contractSize", "is not more than 0")]
    [InlineData("\"lot\": \"0.5\"", "\"lot\": \"0\"", "instruments.P.lot", "is not more than 0")]
    [InlineData("\"tick\": \"0.1\"", "\"tick\": \"-0.1\"", "instruments.P.tick", "is not more than 0")]
    [InlineData("\"leverage\": \"10\"", "\"leverage\": \"0\"", "accounts[0].positions[0].leverage", "is not more than 0")]
    [InlineData("\"quantity\": \"-0.5\"", "\"quantity\": \"0\"", "accounts[0].positions[0].quantity", "not allowed")]
    [InlineData("\"quantity\": \"-0.5\"", "\"quantity\": \"0.25\"", "accounts[0].positions[0].quantity", "multiple of the lot 0.5")]
    [InlineData("\"quantity\": \"20\"", "\"quantity\": \"0\"", "accounts[0].orders[0].quantity", "is not more than 0")]
    [InlineData("\"quantity\": \"20\"", "\"quantity\": \"-1\"", "accounts[0].orders[0].quantity", "is not more than 0")]
    [InlineData("\"price\": \"49000\"", "\"price\": \"0\"", "accounts[0].orders[0].price", "is not more than 0")]
    [InlineData("\"haircut\": \"0.1\"", "\"haircut\": \"1.1\"", "assets.BTC.collateral[1].haircut", "within 0 … 1")]
    [InlineData("\"haircut\": \"0.1\"", "\"haircut\": \"-0.1\"", "assets.BTC.collateral[1].haircut", "within 0 … 1")]
    [InlineData("\"initial\": \"0.02\"", "\"initial\": \"1.01\"", "instruments.P.margin.tiers[1].initial", "within 0 … 1")]
    [InlineData("\"maintenance\": \"0.005\"", "\"maintenance\": \"-1\"", "instruments.P.margin.tiers[0].maintenance", "within 0 … 1")]
    [InlineData("\"liabilitySurcharge\": \"0.1\"", "\"liabilitySurcharge\": \"2\"", "assets.BTC.liabilitySurcharge", "within 0 … 1")]
    [InlineData("\"closingFee\": \"0.0006\"", "\"closingFee\": \"6\"", "instruments.P.margin.closingFee", "within 0 … 1")]
    [InlineData("\"liquidationFee\": \"0.01\"", "\"liquidationFee\": \"-1\"", "instruments.P.liquidationFee", "within 0 … 1")]
    [InlineData("\"sizeSlope\": \"0\"", "\"sizeSlope\": \"-1\"", "instruments.P.margin.sizeSlope", "within 0 … 1")]
    [InlineData("\"loanToValue\": \"0.75\"", "\"loanToValue\": \"75\"", "assets.BTC.loan.loanToValue", "within 0 … 1")]
    [InlineData("\"marginCallRatio\": \"1.2\"", "\"marginCallRatio\": \"0.99\"", "marginCallRatio", "is below 1")]
    [InlineData("\"liquidationTarget\": \"1.1\"", "\"liquidationTarget\": \"0\"", "liquidationTarget", "is below 1")]
    [InlineData("\"upTo\": \"50\"", "\"upTo\": \"10\"", "assets.BTC.collateral[1].upTo", "have to rise")]
    [InlineData("\"upTo\": \"10\"", "\"upTo\": null", "assets.BTC.collateral[1].upTo", "have to rise")]
    [InlineData("\"upTo\": \"10\"", "\"upTo\": \"0\"", "assets.BTC.collateral[0].upTo", "is not more than 0")]
    [InlineData("\"haircut\": \"0.1\"", "\"haircut\": \"0.04\"", "assets.BTC.collateral[1].haircut", "may not fall")]
    [InlineData("\"upTo\": \"50000\"", "\"upTo\": null", "instruments.P.margin.tiers[1].upTo", "have to rise")]
    [InlineData("\"initial\": \"0.02\"", "\"initial\": \"0.009\"", "instruments.P.margin.tiers[1].initial", "may not fall")]
    [InlineData("\"initial\": \"0.02\", \"maintenance\": \"0.01\"", "\"initial\": \"0.02\", \"maintenance\": \"0.001\"", "instruments.P.margin.tiers[1].maintenance", "may not fall")]
    [InlineData("{ \"upTo\": null, \"initial\": \"0\"", "{ \"upTo\": \"9\", \"initial\": \"0\"", "instruments.I.margin.tiers[0].upTo", "write null")]
    [InlineData("[ { \"upTo\": null, \"initial\": \"0\", \"maintenance\": \"0.01\" } ]", "[]", "instruments.I.margin.tiers", "at least one tier")]
    [InlineData(", \"isolatedMargin\": \"2550\"", "", "accounts[0].positions[1].instrument", "cross position in 'P' already")]
    [InlineData("\"USD\": { \"scale\": 2 }", "\"USD\": { \"collateral\": [] }", "assets.USD.collateral", "valuation currency")]
    [InlineData("\"USD\": { \"scale\": 2 }", "\"USD\": { \"liabilitySurcharge\": 0 }", "assets.USD.liabilitySurcharge", "valuation currency")]
    [InlineData("\"scale\": 6", "\"scale\": 6.5", "assets.USDT.scale", "whole number within 0")]
    [InlineData("\"scale\": 6", "\"scale\": 29", "assets.USDT.scale", "whole number within 0")]
    [InlineData("\"id\": \"alice\"", "\"id\": \"alice\", \"debts\": { \"USDT\": \"1\" }", "accounts[0].debts", "only accounts in loan mode")]
    [InlineData("\"mode\": \"cross\"", "\"mode\": \"loan\"", "accounts[0].positions[0]", "has no positions; leave them out")]
    [InlineData("\"mode\": \"cross\"", "\"mode\": \"loan\"", "accounts[0].orders[0]", "has no orders; leave them out")]
    [InlineData("\"mode\": \"cross\"", "\"mode\": \"portfolio\"", "accounts[0].positions[1].instrument", "portfolio mode needs scenarios of 'BTC'")]
    [InlineData("\"mode\": \"cross\"", "\"mode\": \"portfolio\"", "accounts[0].orders[0].instrument", "portfolio mode needs scenarios of 'BTC'")]
    [InlineData("\"mode\": \"cross\"", "\"mode\": \"hedge\"", "accounts[0].mode", "'hedge' is unknown")]
    [InlineData("\"kind\": \"linear-perpetual\"", "\"kind\": \"linear-future\", \"yearsToExpiry\": 1", "instruments.P.yearsToExpiry", "is unknown here")]
    [InlineData("\"kind\": \"inverse-perpetual\"", "\"kind\": \"swap\"", "instruments.I.kind", "'swap' is unknown")]
    [InlineData("\"tierOf\": \"value\"", "\"tierOf\": \"value\", \"option\": {}", "instruments.P.margin.option", "only options have these rates")]
    [InlineData("\"tierOf\": \"value\"", "\"tierOf\": \"notional\"", "instruments.P.margin.tierOf", "write value or size")]
    [InlineData("\"basis\": \"mark\"", "\"basis\": \"index\"", "instruments.P.margin.basis", "write mark or entry")]
    [InlineData("\"side\": \"buy\"", "\"side\": \"long\"", "accounts[0].orders[0].side", "write buy or sell")]
    [InlineData("\"settle\": \"USDT\"", "\"settle\": \"USDX\"", "instruments.P.settle", "'USDX' is not listed")]
    [InlineData("\"settle\": \"USDT\"", "\"settle\": \"USDT\", \"quote\": \"USD\"", "instruments.P.quote", "only inverse contracts")]
    [InlineData("{ \"USDT\": \"1000\"", "{ \"USDX\": \"1000\"", "accounts[0].balances.USDX", "'USDX' is not listed")]
    [InlineData("{ \"instrument\": \"I\"", "{ \"instrument\": \"J\"", "accounts[0].orders[0].instrument", "no instrument 'J'")]
    [InlineData("\"USDT\": 1 }", "\"USDT\": 1, \"USD\": \"2\" }", "prices.USD", "is 1")]
    [InlineData(", \"USDT\": 1 }", "}", "accounts[0]", "the price of 'USDT' is missing")]
    [InlineData("\"BTC\": \"50000\", ", "", "accounts[0]", "the mark of 'I' is missing")]
    [InlineData("\"price\": \"49000\"", "\"prise\": \"49000\"", "accounts[0].orders[0]", "'price' is missing")]
    [InlineData("\"price\": \"49000\"", "\"price\": \"1\", \"prise\": \"1\"", "accounts[0].orders[0].prise", "'prise' is unknown here; known are instrument, price")]
    [InlineData("\"valuation\": \"USD\"", "\"valuation\": \"USD\", \"venue\": 1", "venue", "is unknown here")]
    [InlineData("\"valuation\": \"USD\"", "\"valuation\": \"USD\", \"valuation\": \"EUR\"", "valuation", "there are two members")]
    [InlineData("\"id\": \"alice\"", "\"id\": 5", "accounts[0].id", "a text is expected here, not a number")]
    [InlineData("\"id\": \"alice\"", "\"id\": \"\"", "accounts[0].id", "empty")]
    [InlineData("\"lot\": \"0.5\"", "\"lot\": true", "instruments.P.lot", "a number is expected here, not true or false")]
    [InlineData("\"lot\": \"0.5\"", "\"lot\": null", "instruments.P.lot", "a number is expected here, not null")]
    [InlineData("\"lot\": \"0.5\"", "\"lot\": \"half\"", "instruments.P.lot", "'half' is not a number")]
    [InlineData("\"lot\": \"0.5\"", "\"lot\": \"0,5\"", "instruments.P.lot", "is not a number")]
    [InlineData("\"lot\": \"0.5\"", "\"lot\": 010", "instruments.P.lot", "is not a number")]
    [InlineData("\"lot\": \"0.5\"", "\"lot\": 0x10", "instruments.P.lot", "is not a number")]
    [InlineData("\"lot\": \"0.5\"", "\"lot\": NaN", "instruments.P.lot", "is not a number")]
    [InlineData("\"lot\": \"0.5\"", "\"lot\": 1e400", "instruments.P.lot", "more digits than are kept")]
    [InlineData("\"lot\": \"0.5\"", "\"lot\": \"1e9999999999\"", "instruments.P.lot", "more digits than are kept")]
    [InlineData("\"lot\": \"0.5\"", "\"lot\": 0.12345678901234567890123456789", "instruments.P.lot", "more digits than are kept")]
    [InlineData("\"lot\": \"0.5\"", "\"lot\": 'x'", "instruments.P.lot", "double quotes")]
    [InlineData("\"positions\": [", "\"positions\": 1, \"orders2\": [", "accounts[0].positions", "a list [ … ] is expected")]
    [InlineData("\"I\": {", "\"J\": 1, \"I\": {", "instruments.J", "an object { … } is expected here, not a number")]
    [InlineData("\"quantity\": \"1.5\"", "\"quantity\": 70000000000000000000000000000", "accounts[0].positions[1]", "larger than any account")]
    public void A_wrong_file_is_refused_where_it_is_wrong(string written, string instead, string path, string said)
    {
        Assert.Contains(written, Sound, StringComparison.Ordinal);
        var at = Sound.IndexOf(written, StringComparison.Ordinal);
        var text = Sound[..at] + instead + Sound[(at + written.Length)..];

        var reading = PortfolioReader.Parse("p.jsonc", text);

        Assert.Null(reading.Content);
        Assert.Contains(reading.Problems, problem => problem.Place.Path == path && problem.Message.Contains(said, StringComparison.Ordinal));
        Assert.All(reading.Problems, problem => Assert.True(problem.Place is { File: "p.jsonc", Line: > 0, Column: > 0 }));
    }

    [Theory]
    [InlineData("", 1, 1, "empty")]
    [InlineData("{ \"valuation\": \"USD\",\n  \"accounts\": [] ]", 2, 18, "an object that was begun with { is closed with ]")]
    [InlineData("{ \"valuation\": \"USD\",\n  \"accounts\": [] } {}", 2, 20, "the file goes on after its end: '{'")]
    [InlineData("[1]", 1, 1, "an object { … } is expected here, not a list")]
    [InlineData("{ \"valuation\": \"USD\" }", 1, 1, "'accounts' is missing")]
    [InlineData("{ \"accounts\": [] }", 1, 1, "'valuation' is missing")]
    [InlineData("{ \"valuation\": \"USD\",\r\n  /* a\n comment */ \"accounts\": [ { \"id\": 7 } ] }", 3, 35, "a text is expected")]
    [InlineData("{ \"valuation\": \"USD\", \"accounts\": [\n { \"id\": \"a\" },\n { \"id\": \"a\" } ] }", 3, 10, "an account 'a' already")]
    public void Problems_name_line_and_column(string text, int line, int column, string said)
    {
        var problem = Assert.Single(PortfolioReader.Parse("p.json", text).Problems);

        Assert.Equal((line, column), (problem.Place.Line, problem.Place.Column));
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
        Assert.StartsWith($"p.json:{line}:{column}: ", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_of_a_file_are_named_at_once()
    {
        var text = Sound
            .Replace("\"lot\": \"0.5\"", "\"lot\": \"0\"", StringComparison.Ordinal)
            .Replace("\"side\": \"buy\"", "\"side\": \"up\"", StringComparison.Ordinal)
            .Replace("\"basis\"", "\"bases\"", StringComparison.Ordinal);

        Assert.Equal(
            ["accounts[0].orders[0].side", "instruments.P.lot", "instruments.P.margin.bases"],
            PortfolioReader.Parse("p.json", text).Problems.Select(problem => problem.Place.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused() =>
        Assert.Contains(
            "there is no such file", Assert.Single(PortfolioReader.Read("/nowhere/p.json").Problems).ToString(), StringComparison.Ordinal);
}
