using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;
using CollateralActors.Simulation.RiskBooks;

namespace CollateralActors.Simulation.Tests.RiskBooks;

/// <summary>
/// Parameters that cannot be are refused when a book is loaded: the file, the line and the path where they are, and a
/// sentence that says what would be right.
/// </summary>
public sealed class ImpossibleParametersTests
{
    private const string Sound =
        """
        {
          "valuation": "USD",
          "marginCallRatio": "1.2",
          "liquidationTarget": "1.3",
          "liquidation": {
            "sizing": "step-down",
            "priceBounds": { "opening": "0.26", "fullBelow": "0.51", "slippage": "0.06" },
            "deleveraging": { "order": "pro-rata", "priceBound": "0.08", "socialisedLoss": "0.77" },
            "speedWaivedBelow": "0.45" },
          "assets": {
            "BTC": { "scale": 8, "collateral": [
              { "upTo": "10", "haircut": "0.05" },
              { "upTo": null, "haircut": "0.1" } ],
              "liabilitySurcharge": "0.1" },
            "ETH": { "scale": 8 },
            "USDT": { "scale": 6, "insuranceFund": { "perClaim": "61", "perWindow": "62", "windowMs": 63 } }
          },
          "scenarios": {
            "BTC": { "priceMoves": ["-0.1", "0.1"], "volatilityMoves": ["-0.25", "0.5"],
              "initialFactor": "1.25", "maintenanceFactor": "1", "shortOptionMinimum": "0.01",
              "basisContingency": "0.02" },
            "ETH": { "priceMoves": ["0"], "volatilityMoves": ["0"], "initialFactor": "1.5", "maintenanceFactor": "1" }
          },
          "offsets": [
            { "bases": ["BTC", "ETH"], "credit": "0.5" }
          ],
          "instruments": {
            "P": { "kind": "linear-perpetual", "base": "BTC", "settle": "USDT", "contractSize": "1", "lot": "0.001",
              "tick": "0.1",
              "margin": { "tiers": [
                { "upTo": "1000", "initial": "0.02", "maintenance": "0.01" },
                { "upTo": null, "initial": "0.04", "maintenance": "0.03" } ],
                "sizeSlope": "0.00001",
                "closingFee": "0.0005" },
              "liquidationFee": "0.005",
              "minimumPosition": "0.017",
              "liquidationSpeed": { "quantity": "0.018", "windowMs": 64 } },
            "C": { "kind": "option", "base": "BTC", "settle": "USDT", "contractSize": "1", "lot": "0.01", "tick": "0.2",
              "right": "call", "strike": "50000",
              "expiry": "2026-03-27T08:00:00Z",
              "margin": { "option": { "initial": "0.15", "initialMinimum": "0.11", "maintenance": "0.075" } } }
          }
        }
        """;

    [Fact]
    public void The_book_that_they_are_put_into_is_sound() => Assert.Empty(Read(Sound).Problems);

    [Theory]
    // Ratios below 1 would liquidate who is sound, or end before anybody is.
    [InlineData("\"1.2\"", "\"0.9\"", "marginCallRatio", "is below 1")]
    [InlineData("\"1.3\"", "\"0.99\"", "liquidationTarget", "is below 1")]
    [InlineData("\"1.3\"", "\"101\"", "liquidationTarget", "101 is more than 100")]
    [InlineData("\"1.3\"", "\"1.19\"", "liquidationTarget", "1.19 is below the margin-call ratio 1.2")]
    // Tiers.
    [InlineData("\"upTo\": \"1000\"", "\"upTo\": \"0\"", "instruments.P.margin.tiers[0].upTo", "is not more than 0")]
    [InlineData("\"upTo\": null, \"initial\"", "\"upTo\": \"900\", \"initial\"", "instruments.P.margin.tiers[1].upTo", "have to rise from one to the next; only the last is null")]
    [InlineData("\"initial\": \"0.04\"", "\"initial\": \"0.019\"", "instruments.P.margin.tiers[1].initial", "rates may not fall from one tier to the next")]
    [InlineData("\"maintenance\": \"0.03\"", "\"maintenance\": \"0.009\"", "instruments.P.margin.tiers[1].maintenance", "rates may not fall")]
    [InlineData("\"maintenance\": \"0.03\"", "\"maintenance\": \"0.05\"", "instruments.P.margin.tiers[1].initial", "may not be below the maintenance rate 0.05")]
    [InlineData("\"initial\": \"0.04\"", "\"initial\": \"1.1\"", "instruments.P.margin.tiers[1].initial", "not within 0 … 1")]
    [InlineData("\"0.00001\"", "\"-0.1\"", "instruments.P.margin.sizeSlope", "within 0 … 1; write 1 % as 0.01")]
    [InlineData("\"0.0005\"", "\"1.5\"", "instruments.P.margin.closingFee", "within 0 … 1")]
    [InlineData("\"liquidationFee\": \"0.005\"", "\"liquidationFee\": \"2\"", "instruments.P.liquidationFee", "within 0 … 1")]
    // Slices and weights.
    [InlineData("\"upTo\": \"10\"", "\"upTo\": \"-1\"", "assets.BTC.collateral[0].upTo", "is not more than 0")]
    [InlineData("\"upTo\": null, \"haircut\"", "\"upTo\": \"9\", \"haircut\"", "assets.BTC.collateral[1].upTo", "the ends of slices have to rise")]
    [InlineData("\"haircut\": \"0.1\"", "\"haircut\": \"0.04\"", "assets.BTC.collateral[1].haircut", "haircuts may not fall from one slice to the next")]
    [InlineData("\"haircut\": \"0.1\"", "\"haircut\": \"1.01\"", "assets.BTC.collateral[1].haircut", "within 0 … 1")]
    [InlineData("\"liabilitySurcharge\": \"0.1\"", "\"liabilitySurcharge\": \"-0.1\"", "assets.BTC.liabilitySurcharge", "within 0 … 1")]
    // Portfolio mode.
    [InlineData("[\"-0.1\", \"0.1\"]", "[\"-1\", \"0.1\"]", "scenarios.BTC.priceMoves[0]", "-1 is not above -1")]
    [InlineData("[\"-0.1\", \"0.1\"]", "[\"-0.1\", \"11\"]", "scenarios.BTC.priceMoves[1]", "11 is more than 10")]
    [InlineData("[\"-0.1\", \"0.1\"]", "[]", "scenarios.BTC.priceMoves", "at least one is needed")]
    [InlineData("[\"-0.25\", \"0.5\"]", "[\"-1.1\", \"0.5\"]", "scenarios.BTC.volatilityMoves[0]", "-1.1 is below -1")]
    [InlineData("\"1.25\"", "\"0.9\"", "scenarios.BTC.initialFactor", "is below maintenanceFactor; what may be taken on must be allowed to be kept")]
    [InlineData("\"1.25\", \"maintenanceFactor\": \"1\"", "\"1.25\", \"maintenanceFactor\": \"-1\"", "scenarios.BTC.maintenanceFactor", "is below 0")]
    [InlineData("\"0.01\",\n", "\"1.1\",\n", "scenarios.BTC.shortOptionMinimum", "1.1 is more than 1")]
    [InlineData("\"0.02\" }", "\"-0.02\" }", "scenarios.BTC.basisContingency", "is below 0")]
    [InlineData("\"credit\": \"0.5\"", "\"credit\": \"1.5\"", "offsets[0].credit", "within 0 … 1")]
    [InlineData("[\"BTC\", \"ETH\"]", "[\"BTC\"]", "offsets[0].bases", "name at least two")]
    [InlineData("[\"BTC\", \"ETH\"]", "[\"BTC\", \"BTC\"]", "offsets[0].bases", "a base may be in one only")]
    [InlineData("[\"BTC\", \"ETH\"]", "[\"BTC\", \"USDT\"]", "offsets[0].bases", "there are no scenarios of 'USDT'; add them")]
    // Contracts.
    [InlineData("\"0.001\"", "\"0\"", "instruments.P.lot", "is not more than 0")]
    [InlineData("\"tick\": \"0.1\"", "\"tick\": \"-0.1\"", "instruments.P.tick", "is not more than 0")]
    [InlineData("\"contractSize\": \"1\", \"lot\": \"0.001\"", "\"contractSize\": \"0\", \"lot\": \"0.001\"", "instruments.P.contractSize", "is not more than 0")]
    [InlineData("\"50000\"", "\"-1\"", "instruments.C.strike", "is not more than 0")]
    [InlineData("\"2026-03-27", "\"2025-03-27", "instruments.C.expiry", "is in the past; the book takes effect at 2026-01-01")]
    [InlineData("\"initialMinimum\": \"0.11\"", "\"initialMinimum\": \"0.07\"", "instruments.C.margin", "may not be below maintenance")]
    [InlineData("\"initial\": \"0.15\"", "\"initial\": \"1.5\"", "instruments.C.margin.option.initial", "within 0 … 1")]
    [InlineData("[\"-0.25\", \"0.5\"]", "[\"-0.25\", \"10.5\"]", "scenarios.BTC.volatilityMoves[1]", "10.5 is more than 10")]
    [InlineData("\"1.25\"", "\"10.1\"", "scenarios.BTC.initialFactor", "10.1 is more than 10")]
    [InlineData("\"0.001\"", "\"0.0000000000001\"", "instruments.P.lot", "12 decimals")]
    [InlineData("\"contractSize\": \"1\", \"lot\": \"0.001\"", "\"contractSize\": \"1000000000001\", \"lot\": \"0.001\"", "instruments.P.contractSize", "1000000000001 is more than 1000000000000")]
    [InlineData("\"1.2\"", "\"100.1\"", "marginCallRatio", "100.1 is more than 100")]
    // Liquidation.
    [InlineData("\"step-down\"", "\"stairs\"", "liquidation.sizing", "exact or step-down")]
    [InlineData("\"0.26\"", "\"0\"", "liquidation.priceBounds.opening", "is not above 0 and at most 1")]
    [InlineData("\"0.26\"", "\"1.1\"", "liquidation.priceBounds.opening", "is not above 0 and at most 1")]
    [InlineData("\"0.51\"", "\"1\"", "liquidation.priceBounds.fullBelow", "1 itself left out")]
    [InlineData("\"0.06\"", "\"0\"", "liquidation.priceBounds.slippage", "a share of the mark price")]
    [InlineData("\"0.06\"", "\"1\"", "liquidation.priceBounds.slippage", "a share of the mark price")]
    [InlineData("\"0.45\"", "\"1.01\"", "liquidation.speedWaivedBelow", "within 0 … 1")]
    [InlineData("\"pro-rata\"", "\"first\"", "liquidation.deleveraging.order", "ranked or pro-rata or risk-aware")]
    [InlineData("\"0.08\"", "\"1\"", "liquidation.deleveraging.priceBound", "1 itself left out")]
    [InlineData("\"0.08\"", "\"-0.1\"", "liquidation.deleveraging.priceBound", "1 itself left out")]
    [InlineData("\"0.77\"", "\"0\"", "liquidation.deleveraging.socialisedLoss", "0 itself left out")]
    [InlineData("\"0.77\"", "\"1.1\"", "liquidation.deleveraging.socialisedLoss", "a part of a profit")]
    [InlineData("\"priceBounds\": { \"opening\": \"0.26\", \"fullBelow\": \"0.51\", \"slippage\": \"0.06\" },\n    \"deleveraging\"", " \"deleveraging\"", "liquidation.deleveraging", "needs priceBounds beside it")]
    [InlineData("\"0.017\"", "\"0\"", "instruments.P.minimumPosition", "is not more than 0")]
    [InlineData("\"0.018\"", "\"-1\"", "instruments.P.liquidationSpeed.quantity", "is not more than 0")]
    [InlineData("\"windowMs\": 64", "\"windowMs\": 86400001", "instruments.P.liquidationSpeed.windowMs", "within 1 … 86400000")]
    [InlineData("\"windowMs\": 63", "\"windowMs\": 1.5", "assets.USDT.insuranceFund.windowMs", "is not a whole number")]
    [InlineData("\"61\"", "\"-61\"", "assets.USDT.insuranceFund.perClaim", "is below 0")]
    [InlineData("\"61\"", "\"0.0000001\"", "assets.USDT.insuranceFund", "at most 6 decimals")]
    public void What_cannot_be_is_refused_where_it_stands(string written, string instead, string path, string said)
    {
        var (lines, text) = (Sound.Split('\n'), Sound.Replace(written, instead, StringComparison.Ordinal));
        var line = Array.FindIndex(text.Split('\n'), each => !lines.Contains(each)) + 1;

        var problems = Read(text).Problems;

        Assert.Contains(problems, problem =>
            (problem.Place.File, problem.Place.Line, problem.Place.Path) == ("book.jsonc", line, path)
            && problem.Message.Contains(said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"0.017\"", "\"0.0175\"", "minimum position 0.0175 of P is not a multiple above 0 of its lot 0.001")]
    [InlineData("\"0.018\"", "\"0.0185\"", "liquidation speed 0.0185 of P is not a multiple above 0 of its lot 0.001")]
    public void Quantities_are_whole_lots(string written, string instead, string said) => Assert.Contains(
        Read(Sound.Replace(written, instead, StringComparison.Ordinal)).Problems,
        problem => problem.Message.Contains(said, StringComparison.Ordinal));

    private static FileReading<RiskBook> Read(string text) =>
        RiskBookReader.Parse("book.jsonc", text, new RiskBookVersion(1), new Instant(1_767_225_600_000));
}
