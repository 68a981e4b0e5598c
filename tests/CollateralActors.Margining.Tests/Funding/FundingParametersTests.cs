using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Funding;

public sealed class FundingParametersTests
{
    private static readonly FundingParameters Sound = FundingParameters.Default;

    [Fact]
    public void Funding_is_refused_where_it_cannot_be()
    {
        Refused(Sound with { Interval = TimeSpan.FromSeconds(59) }, "funding interval 00:00:59 of BTC-PERP is not 1 minute to 7 days");
        Refused(Sound with { Interval = TimeSpan.FromDays(8) }, "is not 1 minute to 7 days, in whole minutes");
        Refused(Sound with { Interval = TimeSpan.FromSeconds(90) }, "in whole minutes");
        Refused(Sound with { InterestRate = new Rate(1.1m) }, "has interest 1.1, damper 0.0005 and cap 0.0075; expected −1 to 1");
        Refused(Sound with { Damper = new Rate(-0.1m) }, "damper -0.1");
        Refused(Sound with { Cap = new Rate(2m) }, "cap 2");
        Refused(Sound with { Cap = new Rate(0.0000000000001m) }, "has more than 12 decimals");
    }

    [Fact]
    public void Only_perpetuals_have_funding()
    {
        var future = Rules[BtcPerp] with { Kind = InstrumentKind.LinearFuture, Funding = Sound };
        Assert.Contains(
            "BTC-PERP has funding and is no perpetual; a contract that expires needs none",
            RiskBookRules.Problems(new RiskBook(new RiskBookVersion(1), Usd, Rate.One, Rate.One, Rules.Assets, [future]), null));
    }

    [Fact]
    public void Funding_once_there_stays_and_may_change_or_stop_by_its_cap()
    {
        Of(Sound).When(new RiskBookCommand.Adopt(Book(Sound with { Cap = Rate.Zero, Interval = TimeSpan.FromHours(1) })))
            .ThenKinds(typeof(RiskBookEvent.Adopted))
            .When(new RiskBookCommand.Adopt(Rules))
            .ThenRejected(RejectionCode.IllegalParameters, "funding of BTC-PERP in version 2 is missing; it stays");
    }

    [Fact]
    public void A_contract_prints_its_funding_only_where_it_has_any()
    {
        Assert.DoesNotContain("Funding", Rules.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            "IsInverse = False, Funding = every 08:00:00: interest 0.0001, damper 0.0005, cap 0.0075 }",
            Book(Sound).ToString(),
            StringComparison.Ordinal);
        Assert.NotEqual(Rules, Book(Sound));
    }

    private static void Refused(FundingParameters funding, string says) =>
        new Spec<RiskBookState>(new RiskBookDecider(), Entities.RiskBook).When(new RiskBookCommand.Adopt(Book(funding)))
            .ThenRejected(RejectionCode.IllegalParameters, says);

    private static Spec<RiskBookState> Of(FundingParameters funding) =>
        new Spec<RiskBookState>(new RiskBookDecider(), Entities.RiskBook).When(new RiskBookCommand.Adopt(Book(funding)));

    private static RiskBook Book(FundingParameters funding) => new(
        new RiskBookVersion(1), Usd, Rules.MarginCallRatio, Rules.LiquidationTarget, Rules.Assets,
        Rules.Instruments.Select(instrument => instrument.Id == BtcPerp ? instrument with { Funding = funding } : instrument));
}
