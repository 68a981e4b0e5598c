using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Market;

public sealed class OracleParametersTests
{
    private static readonly OracleParameters Good = OracleTable.Parameters;

    public static TheoryData<OracleParameters, string> Bad => new()
    {
        { Good with { Sources = OracleTable.Sources("a b a") },
            "source 'a' of BTC is named more than once; expected each once" },
        { Good with { MinimumSources = 0 }, "minimum of sources 0 of BTC is out of range; expected 1 to 3" },
        { Good with { MinimumSources = 4 }, "minimum of sources 4 of BTC is out of range; expected 1 to 3" },
        { Good with { YieldSources = 0 },
            "number of sources that the band yields to 0 of BTC is out of range; expected 1 to 3" },
        { Good with { YieldSources = 4 },
            "number of sources that the band yields to 4 of BTC is out of range; expected 1 to 3" },
        { Good with { OwnSource = new SourceId("d") }, "own source 'd' of BTC is not among its sources" },
        { Good with { Sources = OracleTable.Sources("a"), MinimumSources = 1, YieldSources = 1, OwnSource = new SourceId("a") },
            "the only source of BTC is the venue's own book; expected another one beside it" },
        { Good with { PriceScale = -1 }, "price scale -1 of BTC is out of range; expected 0 to 12" },
        { Good with { PriceScale = 13 }, "price scale 13 of BTC is out of range; expected 0 to 12" },
        { Good with { DeviationBand = new Rate(-0.01m) }, BadBand("-0.01") },
        { Good with { DeviationBand = new Rate(1.0001m) }, BadBand("1.0001") },
        { Good with { DeviationBand = new Rate(0.00001m) }, BadBand("0.00001") },
        { Good with { MaximumAge = TimeSpan.Zero }, BadTime("maximum age 00:00:00", "more than 0") },
        { Good with { MaximumAge = TimeSpan.MaxValue },
            BadTime("maximum age 10675199.02:48:05.4775807", "more than 0") },
        { Good with { YieldAfter = TimeSpan.FromTicks(1) },
            BadTime("time after which the band yields 00:00:00.0000001", "0 or more") },
        { Good with { FutureTolerance = TimeSpan.FromSeconds(-1) },
            BadTime("future tolerance -00:00:01", "0 or more") },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_parameter_is_named_with_what_would_be_right(OracleParameters parameters, string problem) =>
        Assert.Equal(problem, Assert.Single(parameters.Problems()));

    [Fact]
    public void No_sources_at_all_is_a_problem() =>
        Assert.Contains("BTC has no sources; expected 1 or more", (Good with { Sources = [] }).Problems());

    [Fact]
    public void Parameters_at_the_edges_of_their_ranges_are_good() =>
        Assert.Empty(new OracleParameters(
            OracleTable.Symbol, OracleTable.Sources("a"), 1, TimeSpan.FromMilliseconds(1), Rate.One, TimeSpan.Zero, 1,
            OracleParameters.LongestTime, Decimals.LargestScale).Problems());

    [Fact]
    public void Parameters_with_equal_content_are_equal() =>
        Assert.Equal(Good, Good with { Sources = OracleTable.Sources("a b c") });

    [Fact]
    public void Parameters_without_an_own_source_print_as_they_did_before_there_was_one() => Assert.Equal(
        "OracleParameters { Symbol = BTC, Sources = [a, b, c], MinimumSources = 2, MaximumAge = 00:00:10, DeviationBand = 0.05, "
        + "YieldAfter = 00:00:03, YieldSources = 2, FutureTolerance = 00:00:00.5000000, PriceScale = 2 }",
        Good.ToString());

    private static string BadBand(string value) =>
        $"deviation band {value} of BTC is not allowed; expected 0 to 1 with at most 4 decimals";

    private static string BadTime(string what, string range) =>
        $"{what} of BTC is not allowed; expected {range}, at most 365 days, in whole milliseconds";
}
