using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.DatedVenue;

namespace CollateralActors.Margining.Tests.Expiries;

/// <summary>What a risk book must say of a contract that ends, and what it cannot change any more.</summary>
public sealed class DatedContractRulesTests
{
    private static readonly Instant Now = new(2_000);

    [Fact]
    public void A_future_and_an_option_end_at_a_time_and_a_perpetual_does_not()
    {
        Assert.Empty(Problems(Future));
        Assert.Equal(["BTC-DEC has no expiry; a future and an option end at a time"], Problems(Future with { Expiry = null }));
        Assert.Equal(
            ["BTC-PERP is a perpetual and has an expiry; leave it out"],
            Problems(Venue.Rules[Venue.BtcPerp] with { Expiry = At(8_000) }));
    }

    [Fact]
    public void The_end_is_after_the_book_takes_effect()
    {
        Assert.Empty(Problems(Future with { Expiry = At(2_001) }));
        Assert.Equal(
            ["expiry 1970-01-01T00:00:02.000Z of BTC-DEC is in the past; the book takes effect at 1970-01-01T00:00:02.000Z"],
            Problems(Future with { Expiry = At(2_000) }));
        new Spec<RiskBookState>(new RiskBookDecider(), Entities.RiskBook).AtTime(8_000)
            .When(new RiskBookCommand.Adopt(With(Venue.Rules, Future)))
            .ThenRejected(RejectionCode.IllegalParameters, "is in the past");
    }

    [Fact]
    public void What_has_expired_stays_in_the_book_as_it_was() =>
        Assert.Empty(RiskBookRules.Problems(With(Venue.Rules, Future), With(Venue.Rules, Future), new Instant(9_000)));

    [Theory]
    [InlineData(-1, "settlement window -00:00:01 of BTC-DEC is not 0 to 24 hours")]
    [InlineData(86_401, "settlement window 1.00:00:01 of BTC-DEC is not 0 to 24 hours")]
    public void A_window_is_0_to_24_hours(int seconds, string problem) => Assert.Contains(
        problem, Assert.Single(Problems(Future with { Expiry = At(8_000) with { Window = TimeSpan.FromSeconds(seconds) } })), StringComparison.Ordinal);

    [Fact]
    public void A_delivery_fee_is_a_share_and_only_options_have_a_threshold()
    {
        Assert.Equal(["delivery fee 1.1 of BTC-DEC is not 0 to 1"], Problems(Future with { Expiry = At(8_000, fee: 1.1m) }));
        Assert.Equal(
            ["BTC-DEC is a future and has an exercise threshold; nothing is exercised, leave it out"],
            Problems(Future with { Expiry = At(8_000, threshold: 1m) }));
    }

    [Fact]
    public void A_lot_too_fine_for_its_settle_asset_would_be_settled_at_too_coarse_a_price() => Assert.Equal(
        ["settlement prices of BTC-DEC would have fewer than 2 decimals; a larger lot or contract size leaves them more"],
        Problems(Future with { Lot = new Quantity(0.000000000001m), ContractSize = 0.1m }));

    [Fact]
    public void The_terms_that_accounts_hold_stay()
    {
        Assert.Equal(
            ["BTC-DEC does not expire as in version 1; expiry, window and exercise threshold stay"],
            Changed(Future, Future with { Expiry = At(9_000) }));
        Assert.Empty(Changed(Future, Future with { Expiry = At(8_000, fee: 0.001m) }));
    }

    [Fact]
    public void A_contract_prints_its_end_only_where_it_has_one()
    {
        Assert.DoesNotContain("Expiry", Venue.Rules.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(
            "Expiry = at 1970-01-01T00:00:08.000Z by 00:00:04: delivery fee 0, exercised from 0 }", Future.ToString(), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Problems(InstrumentParameters instrument) =>
        RiskBookRules.Problems(With(Venue.Rules, instrument), null, Now);

    private static IReadOnlyList<string> Changed(InstrumentParameters from, InstrumentParameters to) =>
        RiskBookRules.Problems(With(Venue.Rules, to), With(Venue.Rules, from), Now);
}
