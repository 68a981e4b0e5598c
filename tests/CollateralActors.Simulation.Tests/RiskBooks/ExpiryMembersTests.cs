using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;
using CollateralActors.Simulation.RiskBooks;

namespace CollateralActors.Simulation.Tests.RiskBooks;

/// <summary>What a venue's risk book says of a contract that ends.</summary>
public sealed class ExpiryMembersTests
{
    private static readonly Instant Start = new(1_767_225_600_000); // 2026-01-01

    [Fact]
    public void Whatever_is_left_out_is_as_most_venues_have_it()
    {
        var expiry = Assert.Single(Parse("\"expiry\": \"2026-03-27T08:00:00Z\"").Content!.Instruments).Expiry;
        Assert.Equal(new ExpiryTerms(new Instant(1_774_598_400_000), TimeSpan.FromMinutes(30), Rate.Zero, default), expiry);
        Assert.Equal(
            new ExpiryTerms(new Instant(1_774_598_400_000), TimeSpan.FromMinutes(60), new Rate(0.00025m), default),
            Assert.Single(Parse(
                "\"expiry\": \"2026-03-27T08:00:00Z\", \"settlementWindowMinutes\": 60, \"deliveryFee\": \"0.00025\"").Content!.Instruments).Expiry);
    }

    [Fact]
    public void What_is_read_is_a_book_that_a_venue_can_adopt() =>
        Assert.Empty(RiskBookRules.Problems(Parse("\"expiry\": \"2026-03-27T08:00:00Z\"").Content!, null, Start));

    [Theory]
    [InlineData("\"deliveryFee\": 0", "", "'expiry' is missing")]
    [InlineData("\"expiry\": \"2026-03-27\"", ".expiry", "'2026-03-27' is not a time")]
    [InlineData("\"expiry\": \"2026-01-01T00:00:00Z\"", ".expiry", "2026-01-01T00:00:00.000Z is in the past; the book takes effect at 2026-01-01T00:00:00.000Z")]
    [InlineData("\"expiry\": \"2026-03-27T08:00:00Z\", \"settlementWindowMinutes\": 1441", ".settlementWindowMinutes", "whole number within 0 … 1440")]
    [InlineData("\"expiry\": \"2026-03-27T08:00:00Z\", \"settlementWindowMinutes\": -1", ".settlementWindowMinutes", "whole number within 0 … 1440")]
    [InlineData("\"expiry\": \"2026-03-27T08:00:00Z\", \"deliveryFee\": 2", ".deliveryFee", "within 0 … 1")]
    [InlineData("\"expiry\": \"2026-03-27T08:00:00Z\", \"exerciseThreshold\": 0", ".exerciseThreshold", "is unknown here")]
    [InlineData("\"expiry\": \"2026-03-27T08:00:00Z\", \"funding\": {}", "", "F has funding and is no perpetual")]
    public void What_is_wrong_is_refused_where_it_is_wrong(string written, string path, string said)
    {
        var reading = Parse(written);
        var problems = reading.Content is { } book
            ? RiskBookRules.Problems(book, null, Start).Select(problem => ("instruments.F", problem))
            : reading.Problems.Select(problem => (problem.Place.Path, problem.Message));
        // What only the whole book shows is found at its top.
        Assert.Contains(problems, problem =>
            (problem.Item1 == $"instruments.F{path}" || (path.Length == 0 && problem.Item1.Length == 0)) && problem.Item2.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void An_option_has_a_right_a_strike_and_rates_and_no_volatility_of_its_own()
    {
        var option = Assert.Single(ParseOption("\"strike\": 60000, \"exerciseThreshold\": \"0.5\"").Content!.Instruments);
        Assert.Equal(
            new OptionTerms(OptionRight.Put, new Price(60_000m), new OptionRates(new Rate(0.15m), new Rate(0.1m), new Rate(0.075m))),
            option.Option);
        Assert.Equal(new Price(0.5m), option.Expiry!.ExerciseThreshold);
        Assert.Null(Assert.Single(ParseOption("\"strike\": 60000", margin: "").Content!.Instruments).Option!.Rates);
        Assert.Empty(RiskBookRules.Problems(ParseOption("\"strike\": 60000").Content!, null, Start));
    }

    [Theory]
    [InlineData("\"strike\": 0", "instruments.F.strike", "is not more than 0")]
    [InlineData("\"strike\": \"0.0000000000001\"", "instruments.F.strike", "has more than 12 decimals")]
    [InlineData("\"strike\": 1, \"exerciseThreshold\": -1", "instruments.F.exerciseThreshold", "is below 0")]
    [InlineData("\"strike\": 1, \"yearsToExpiry\": 1", "instruments.F.yearsToExpiry", "is unknown here")]
    [InlineData("\"strike\": 1, \"impliedVolatility\": 1", "instruments.F.impliedVolatility", "is unknown here")]
    [InlineData("\"exerciseThreshold\": 1", "instruments.F", "'strike' is missing")]
    public void What_is_wrong_with_an_option_is_refused_where_it_is_wrong(string written, string path, string said) =>
        Assert.Contains(ParseOption(written).Problems, problem =>
            problem.Place.Path == path && problem.Message.Contains(said, StringComparison.Ordinal));

    [Fact]
    public void A_minimum_below_maintenance_is_refused() => Assert.Contains(
        "initialMinimum may not be below maintenance",
        Assert.Single(ParseOption(
            "\"strike\": 1",
            ", \"margin\": { \"option\": { \"initial\": \"0.15\", \"initialMinimum\": \"0.1\", \"maintenance\": \"0.2\" } }").Problems).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_perpetual_has_no_expiry() => Assert.Contains(
        "is unknown here",
        Assert.Single(Parse("\"expiry\": \"2026-03-27T08:00:00Z\"", "linear-perpetual").Problems).Message,
        StringComparison.Ordinal);

    private static FileReading<RiskBook> ParseOption(
        string written,
        string margin = ", \"margin\": { \"option\": { \"initial\": \"0.15\", \"initialMinimum\": \"0.1\", \"maintenance\": \"0.075\" } }") =>
        RiskBookReader.Parse(
            "r.jsonc",
            $$"""
            { "valuation": "USD", "assets": { "USD": { "scale": 2 }, "BTC": { "scale": 8 } },
              "instruments": { "F": { "kind": "option", "base": "BTC", "settle": "USD", "contractSize": 1, "lot": "0.01", "tick": "0.1",
                "right": "put", "expiry": "2026-03-27T08:00:00Z", {{written}}{{margin}} } } }
            """,
            new RiskBookVersion(1),
            Start);

    private static FileReading<RiskBook> Parse(string written, string kind = "linear-future") => RiskBookReader.Parse(
        "r.jsonc",
        $$"""
        { "valuation": "USD", "assets": { "USD": { "scale": 2 }, "BTC": { "scale": 8 } },
          "instruments": { "F": {
            "kind": "{{kind}}", "base": "BTC", "settle": "USD", "contractSize": 1, "lot": "0.001", "tick": "0.1", {{written}},
            "margin": { "tiers": [ { "upTo": null, "initial": "0.02", "maintenance": "0.01" } ] } } } }
        """,
        new RiskBookVersion(1),
        Start);
}
