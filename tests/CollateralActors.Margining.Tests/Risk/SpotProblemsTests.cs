using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.SpotVenue;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Risk;

/// <summary>A row a mistake in an instrument of spot.</summary>
public sealed class SpotProblemsTests
{
    private static readonly Dictionary<string, InstrumentParameters> Wrong = new()
    {
        ["BTC-USDT exchanges BTC for itself"] = Pair with { Quote = Btc, Settle = Btc, Tick = Price(0.00001m) },
        ["has margin rules"] = Pair with { Margin = Venue.Margin },
        ["has a liquidation fee"] = Pair with { LiquidationFee = new Rate(0.01m) },
        ["has a position limit"] = Pair with { PositionLimit = 5m },
        ["has rules of open interest"] = Pair with { OpenInterest = new OpenInterestRules(null, null, 5m) },
        ["has an expiry"] = Pair with { Expiry = DatedVenue.At(8_000) },
        ["has more than 12 decimals"] = Pair with { ContractSize = 1.0000000000000000000000000001m },
        ["is 0.000000001 BTC, which is kept with 8 decimals"] = Pair with { Lot = Contracts(0.000000001m), Tick = Price(1_000m) },
        ["is 0.0000001 USDT, which is kept with 6 decimals"] = Pair with { Tick = Price(0.0001m) },
    };

    public static TheoryData<string> Mistakes => [.. Wrong.Keys];

    [Fact]
    public void Sound_spot_has_no_problems() => Assert.Empty(RiskBookRules.Problems(SpotVenue.Rules, null));

    // Nobody could trade it, but it is a number like any other.
    [Fact]
    public void A_lot_whose_value_no_decimal_can_hold_is_no_exception() => Assert.NotNull(RiskBookRules.Problems(
        DatedVenue.With(Venue.Rules, Pair with { ContractSize = 1e12m, Lot = Contracts(1e12m), Tick = Price(1e12m) }), null));

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Every_problem_is_named(string says) => Assert.Contains(
        says, Assert.Single(RiskBookRules.Problems(DatedVenue.With(Venue.Rules, Wrong[says]), null)), StringComparison.Ordinal);

    [Fact]
    public void Funding_and_an_option_s_terms_are_no_part_of_spot()
    {
        Said(Pair with { Funding = FundingParameters.Default }, "is spot and has funding");
        Said(Pair with { Option = OptionVenue.Call.Option }, "is spot and has a right and a strike");

        static void Said(InstrumentParameters wrong, string says) => Assert.Contains(
            RiskBookRules.Problems(DatedVenue.With(Venue.Rules, wrong), null),
            problem => problem.Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public void Spot_has_no_mark_of_its_own() => Assert.Equal(
        Price(50_000m), Frame(risk: SpotVenue.Rules).WithMark(BtcUsdt, 1m).Mark(Pair));
}
