using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;
using CollateralActors.Simulation.RiskBooks;

namespace CollateralActors.Simulation.Tests.RiskBooks;

public sealed class RiskBookReaderTests
{
    private const string Sound =
        """
        {
          "valuation": "USD",
          "assets": { "BTC": { "scale": 8 }, "USDT": { "scale": 6, "collateral": [ { "upTo": null, "haircut": "0" } ] } },
          "instruments": {
            "P": { "kind": "linear-perpetual", "base": "BTC", "settle": "USDT", "contractSize": "1", "lot": "0.001", "tick": "0.1",
              "margin": { "tiers": [ { "upTo": null, "initial": "0.02", "maintenance": "0.01" } ] },
              "makerFee": "0.0002", "takerFee": "0.0005" }
          }
        }
        """;

    [Fact]
    public void A_sound_book_is_read_with_its_fees()
    {
        var reading = RiskBookReader.Parse("r.jsonc", Sound, new RiskBookVersion(3));

        Assert.Empty(reading.Problems);
        var perpetual = Assert.Single(reading.Content!.Instruments);
        Assert.Equal((3, 0.0002m, 0.0005m), (reading.Content.Version.Value, perpetual.MakerFee.Value, perpetual.TakerFee.Value));
        Assert.Equal((1.2m, 1.2m), (reading.Content.MarginCallRatio.Value, reading.Content.LiquidationTarget.Value));
        Assert.Equal(new ProfitWeights(Rate.One, Rate.Zero), reading.Content.ProfitWeights);
    }

    [Theory]
    [InlineData("{}", 480, "0.0001", "0.0005", "0.0075")]
    [InlineData("{ \"intervalMinutes\": 60, \"interestRate\": \"0.0000125\", \"damper\": \"0\", \"cap\": \"0.04\" }", 60, "0.0000125", "0", "0.04")]
    public void Funding_has_defaults_and_takes_what_is_written(string written, int minutes, string interest, string damper, string cap)
    {
        var reading = RiskBookReader.Parse("r.jsonc", Sound.Replace("\"makerFee\"", $"\"funding\": {written}, \"makerFee\"", StringComparison.Ordinal), default);

        Assert.Empty(reading.Problems);
        var funding = Assert.Single(reading.Content!.Instruments).Funding!;
        Assert.Equal(
            (minutes, interest, damper, cap),
            ((int)funding.Interval.TotalMinutes, funding.InterestRate.ToString(), funding.Damper.ToString(), funding.Cap.ToString()));
        Assert.Null(Assert.Single(RiskBookReader.Parse("r.jsonc", Sound, default).Content!.Instruments).Funding);
    }

    [Fact]
    public void Margin_calls_have_no_rules_unless_they_are_written_and_a_deadline_lies_ahead()
    {
        Assert.Equal(CallRules.None, Read("").Content!.Calls);
        Assert.Equal(CallRules.None, Read("\"marginCalls\": {},").Content!.Calls);
        Assert.Equal(
            new CallRules
            {
                WarningRatio = new Rate(1.5m),
                Period = TimeSpan.FromDays(300),
                OnExpiry = CallExpiry.ReduceOnly,
            },
            Read("\"marginCalls\": { \"warningRatio\": \"1.5\", \"periodMs\": \"25920000000\", \"onExpiry\": \"reduce-only\" },").Content!.Calls);
        foreach (var (written, path, said) in new[]
            {
                ("\"periodMs\": \"0\"", "marginCalls.periodMs", "a deadline lies ahead"),
                ("\"periodMs\": \"-1\"", "marginCalls.periodMs", "a deadline lies ahead"),
                ("\"periodMs\": \"1\", \"onExpiry\": \"sell\"", "marginCalls.onExpiry", "'sell' is unknown; write liquidate or reduce-only"),
                ("\"warningRatio\": \"1.1\"", "", "warning ratio 1.1 is not the margin-call ratio 1.2 to 100"),
                ("\"onExpiry\": \"reduce-only\"", "", "give them a period"),
                ("\"until\": \"noon\"", "marginCalls.until", "unknown"),
            })
        {
            var problem = Assert.Single(Read($"\"marginCalls\": {{ {written} }},").Problems);
            Assert.Equal(path, problem.Place.Path);
            Assert.Contains(said, problem.Message, StringComparison.Ordinal);
        }

        FileReading<RiskBook> Read(string members) => RiskBookReader.Parse(
            "r.jsonc", Sound.Replace("\"assets\"", members + "\"assets\"", StringComparison.Ordinal), default);
    }

    [Fact]
    public void Scenarios_and_offsets_are_read_as_in_a_portfolio()
    {
        const string Scenarios = "\"scenarios\": { \"BTC\": { \"priceMoves\": [\"-0.1\", \"0.1\"], \"volatilityMoves\": [\"0\"], \"initialFactor\": \"1.25\", \"maintenanceFactor\": \"1\" } }, ";
        var reading = RiskBookReader.Parse("r.jsonc", Sound.Replace("\"instruments\"", Scenarios + "\"instruments\"", StringComparison.Ordinal), default);
        Assert.Empty(reading.Problems);
        Assert.Equal(2, reading.Content!.Portfolio.Find(new AssetId("BTC"))!.Cells);
        foreach (var (written, instead, path, said) in new[]
            {
                ("\"1.25\"", "\"0.9\"", "scenarios.BTC.initialFactor", "below maintenanceFactor"),
                ("\"BTC\": { \"price", "\"DOGE\": { \"price", "", "scenarios of DOGE, which is not among the assets"),
                ("\"-0.1\"", "\"-1\"", "scenarios.BTC.priceMoves[0]", "is not above -1"),
            })
        {
            var text = Sound.Replace("\"instruments\"", Scenarios.Replace(written, instead, StringComparison.Ordinal) + "\"instruments\"", StringComparison.Ordinal);
            var problem = Assert.Single(RiskBookReader.Parse("r.jsonc", text, default).Problems);
            Assert.Equal(path, problem.Place.Path);
            Assert.Contains(said, problem.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("{ \"intervalMinutes\": 0 }", "funding.intervalMinutes", "whole number within 1 … 10080")]
    [InlineData("{ \"intervalMinutes\": \"1.5\" }", "funding.intervalMinutes", "whole number within 1 … 10080")]
    [InlineData("{ \"interestRate\": \"-1.1\" }", "funding.interestRate", "is not within −1 … 1 with at most 12 decimals")]
    [InlineData("{ \"damper\": \"-0.1\" }", "funding.damper", "is not within 0 … 1 with at most 12 decimals")]
    [InlineData("{ \"cap\": \"0.0000000000001\" }", "funding.cap", "at most 12 decimals")]
    [InlineData("{ \"rate\": \"0.1\" }", "funding.rate", "'rate' is unknown here")]
    [InlineData("5", "funding", "an object { … } is expected")]
    public void Wrong_funding_is_refused_where_it_is_wrong(string written, string path, string said)
    {
        var text = Sound.Replace("\"makerFee\"", $"\"funding\": {written}, \"makerFee\"", StringComparison.Ordinal);
        var problem = Assert.Single(RiskBookReader.Parse("r.jsonc", text, default).Problems);
        Assert.Equal($"instruments.P.{path}", problem.Place.Path);
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"lot\": \"0.001\", ", "", "instruments.P", "'lot' is missing")]
    [InlineData(", \"tick\": \"0.1\"", "", "instruments.P", "'tick' is missing")]
    [InlineData("\"initial\": \"0.02\"", "\"initial\": \"0.009\"", "instruments.P.margin.tiers[0].initial", "below the maintenance rate 0.01")]
    [InlineData("\"makerFee\": \"0.0002\"", "\"makerFee\": \"-0.0002\"", "instruments.P.makerFee", "within 0 … 1")]
    [InlineData("\"takerFee\": \"0.0005\"", "\"takerFee\": \"5\"", "instruments.P.takerFee", "within 0 … 1")]
    [InlineData("\"BTC\": { \"scale\": 8 }, ", "", "instruments.P.base", "'BTC' is not listed")]
    [InlineData("\"scale\": 8", "\"scale\": 8, \"initialCollateral\": [ { \"upTo\": null, \"haircut\": \"0.5\" } ]", "assets.BTC.initialCollateral", "count more here than for maintenance")]
    [InlineData("\"scale\": 6", "\"scale\": 6, \"initialCollateral\": [], \"withdrawalCollateral\": [ { \"upTo\": 1, \"haircut\": \"0\" } ]", "assets.USDT.withdrawalCollateral", "than for initial margin")]
    [InlineData("\"scale\": 6", "\"scale\": 6, \"deposits\": \"open\", \"phaseOut\": [{ \"at\": \"2026-03-01T00:00:00Z\", \"factor\": 0 }]", "assets.USDT.phaseOut", "takes no deposits; write \"deposits\": \"closed\"")]
    [InlineData("\"scale\": 6", "\"scale\": 6, \"deposits\": \"closed\", \"phaseOut\": [{ \"at\": \"2026-03-01T00:00:00Z\", \"factor\": 0.5 }]", "assets.USDT.phaseOut[0].factor", "the last factor has to be 0")]
    [InlineData("\"scale\": 6", "\"scale\": 6, \"deposits\": \"closed\", \"phaseOut\": [{ \"at\": \"2026-03-01T00:00:00Z\", \"factor\": 1 }, { \"at\": \"2026-03-02T00:00:00.500Z\", \"factor\": 0 }]", "assets.USDT.phaseOut[0].factor", "write less than 1")]
    [InlineData("\"scale\": 6", "\"scale\": 6, \"deposits\": \"closed\", \"phaseOut\": [{ \"at\": \"2026-03-01T00:00:00Z\", \"factor\": 0.5 }, { \"at\": \"2026-03-02T00:00:00.500Z\", \"factor\": 0.5 }]", "assets.USDT.phaseOut[1].factor", "have to fall")]
    [InlineData("\"scale\": 6", "\"scale\": 6, \"deposits\": \"closed\", \"phaseOut\": [{ \"at\": \"2026-03-02T00:00:00.500Z\", \"factor\": 0.5 }, { \"at\": \"2026-03-01T00:00:00Z\", \"factor\": 0 }]", "assets.USDT.phaseOut[1].at", "have to rise")]
    [InlineData("\"scale\": 6", "\"scale\": 6, \"deposits\": \"closed\", \"phaseOut\": [{ \"at\": \"2026-03-01\", \"factor\": 0 }]", "assets.USDT.phaseOut[0].at", "'2026-03-01' is not a time")]
    [InlineData("\"scale\": 6", "\"scale\": 6, \"deposits\": \"closed\", \"phaseOut\": [{ \"at\": 5, \"factor\": 0 }]", "assets.USDT.phaseOut[0].at", "a text is expected here")]
    [InlineData("\"scale\": 6", "\"scale\": 6, \"deposits\": \"closed\", \"phaseOut\": [{ \"at\": \"2026-03-01T00:00:00Z\" }]", "assets.USDT.phaseOut[0]", "'factor' is missing")]
    [InlineData("\"scale\": 6", "\"scale\": 6, \"deposits\": \"shut\", \"phaseOut\": []", "assets.USDT.deposits", "write open or closed")]
    [InlineData("\"scale\": 6", "\"scale\": 6, \"accountCap\": 0", "assets.USDT.accountCap", "is not more than 0")]
    [InlineData("\"scale\": 6", "\"scale\": 6, \"wrongWayHaircut\": 2", "assets.USDT.wrongWayHaircut", "within 0 … 1")]
    [InlineData("\"scale\": 6", "\"scale\": 6, \"peg\": 1", "assets.USDT.peg", "an object { … } is expected")]
    [InlineData("\"scale\": 6", "\"scale\": 6, \"peg\": { \"factor\": 1 }", "assets.USDT.peg", "'tolerance' is missing")]
    [InlineData("\"scale\": 6", "\"scale\": 6, \"peg\": { \"target\": 0, \"tolerance\": 0, \"factor\": 1 }", "assets.USDT.peg.target", "is not more than 0")]
    [InlineData("\"scale\": 6", "\"scale\": 6, \"peg\": { \"tolerance\": 1, \"factor\": 1 }", "assets.USDT.peg.tolerance", "and below 1")]
    [InlineData("\"scale\": 6", "\"scale\": 6, \"peg\": { \"tolerance\": 0, \"factor\": 101 }", "assets.USDT.peg.factor", "at most 100")]
    [InlineData("\"scale\": 6", "\"scale\": 6, \"peg\": { \"tolerance\": 0, \"factor\": 1, \"for\": \"all\" }", "assets.USDT.peg.for", "write initial or maintenance")]
    [InlineData("\"scale\": 6", "\"scale\": 6, \"borrowingCollateral\": [ { \"upTo\": 1, \"haircut\": \"2\" } ]", "assets.USDT.borrowingCollateral[0].haircut", "within 0 … 1")]
    [InlineData("\"BTC\": {", "\"USD\": { \"withdrawalCollateral\": [] }, \"BTC\": {", "assets.USD.withdrawalCollateral", "counts in full")]
    [InlineData("\"scale\": 6", "\"scale\": 13", "assets.USDT.scale", "within 0 … 12")]
    [InlineData("\"valuation\": \"USD\",", "\"valuation\": \"USD\", \"profitWeights\": 1,", "profitWeights", "an object { … } is expected")]
    [InlineData("\"valuation\": \"USD\",", "\"valuation\": \"USD\", \"profitWeights\": { \"initial\": \"1.1\" },", "profitWeights.initial", "within 0 … 1")]
    [InlineData("\"valuation\": \"USD\",", "\"valuation\": \"USD\", \"profitWeights\": { \"initial\": \"0.5\", \"withdrawal\": \"0.6\" },", "profitWeights.withdrawal", "than for initial margin, 0.5")]
    [InlineData("\"valuation\": \"USD\",", "\"valuation\": \"USD\", \"profitWeights\": { \"orders\": 1 },", "profitWeights.orders", "is unknown here")]
    [InlineData("\"valuation\": \"USD\",", "\"valuation\": \"USD\", \"prices\": {},", "prices", "is unknown here")]
    [InlineData("\"linear-perpetual\"", "\"linear-future\"", "instruments.P", "'expiry' is missing")]
    [InlineData("\"linear-perpetual\"", "\"option\"", "instruments.P", "'right' is missing")]
    [InlineData("\"P\": {", "\"P\": 1, \"Q\": {", "instruments.P", "an object { … } is expected")]
    public void A_wrong_book_is_refused_where_it_is_wrong(string written, string instead, string path, string said)
    {
        Assert.Contains(written, Sound, StringComparison.Ordinal);

        var reading = RiskBookReader.Parse("r.jsonc", Sound.Replace(written, instead, StringComparison.Ordinal), new RiskBookVersion(1));

        Assert.Null(reading.Content);
        Assert.Contains(reading.Problems, problem => problem.Place.Path == path && problem.Message.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void A_book_without_instruments_is_refused() =>
        Assert.Contains(
            "at least one instrument",
            Assert.Single(RiskBookReader.Parse("r.jsonc", "{ \"valuation\": \"USD\" }", new RiskBookVersion(1)).Problems).Message,
            StringComparison.Ordinal);
}
