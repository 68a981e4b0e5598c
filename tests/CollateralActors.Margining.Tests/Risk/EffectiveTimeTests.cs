using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Interest;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Market;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Risk;

/// <summary>A version of the risk book that is adopted now and in force later.</summary>
public sealed class EffectiveTimeTests
{
    private static readonly MarketDecider Decider = new(new Shards(2));
    private static readonly Instant Later = new(5_000);

    [Fact]
    public void The_market_is_told_when_a_version_is_to_be_in_force() => Book().AtTime(1_000)
        .When(new RiskBookCommand.Adopt(Rules) { EffectiveAt = Later })
        .Then(new RiskBookEvent.Adopted(Version(2)) { EffectiveAt = Later })
        .ThenOwes(
            Entities.Market,
            new MarketCommand.UseRiskBook(new RiskBookVersion(1)),
            new MarketCommand.UseRiskBook(new RiskBookVersion(2)) { EffectiveAt = Later });

    [Fact]
    public void An_effective_time_in_the_past_is_refused() => Book().AtTime(6_000)
        .When(new RiskBookCommand.Adopt(Rules) { EffectiveAt = Later })
        .ThenRejected(RejectionCode.IllegalParameters, "effective time 1970-01-01T00:00:05.000Z is before now");

    [Fact]
    public void The_first_version_holds_at_once() => new Spec<RiskBookState>(new RiskBookDecider(), Entities.RiskBook)
        .When(new RiskBookCommand.Adopt(Rules) { EffectiveAt = Later })
        .ThenRejected(RejectionCode.IllegalParameters, "the first version has an effective time");

    [Fact]
    public void Frames_name_it_from_the_first_one_at_its_time_on()
    {
        var market = Open().WhenOwed(Entities.RiskBook, 2, Use(2, Later));
        market.AtTime(4_999).When(Pass).Then(Frame(1, 1));
        market.AtTime(5_000).When(Pass).Then(Frame(2, 2)).ThenState(state => Assert.Empty(state.Scheduled));
        market.AtTime(6_000).When(Pass).ThenNothingStored();
    }

    [Fact]
    public void The_market_looks_at_that_time_though_nobody_quotes()
    {
        var market = Open().When(Pass).WhenOwed(Entities.RiskBook, 2, Use(2, Later));
        Assert.Equal(Later, Decider.NextDue(market.State));
        market.AtTime(5_000).When(Assert.Single(Decider.WhenDue(market.Entity))).Then(Frame(2, 2));
        Assert.Null(Decider.NextDue(market.State));
    }

    [Fact]
    public void Its_funding_and_interest_hold_from_then_on()
    {
        ValueList<InterestTerms> terms = [new InterestTerms(Usdt, new Rate(0.0001m))];
        var market = Open().When(Pass).WhenOwed(Entities.RiskBook, 2, Use(2, Later) with { Interest = terms });
        market.AtTime(4_999).ThenState(state => Assert.Empty(state.InterestTerms));
        market.AtTime(5_000).When(Pass).ThenState(state => Assert.Equal(terms, state.InterestTerms));
    }

    [Fact]
    public void One_that_is_adopted_after_it_takes_its_place_before_its_time()
    {
        var market = Open().WhenOwed(Entities.RiskBook, 2, Use(2, Later)).WhenOwed(Entities.RiskBook, 3, Use(3, null));
        market.AtTime(1_000).When(Pass).Then(Frame(1, 3));
        Assert.Null(Decider.NextDue(market.State));
        market.AtTime(6_000).When(Pass).ThenNothingStored();
    }

    [Fact]
    public void Of_several_that_are_due_the_last_one_is_in_force()
    {
        var market = Open().When(Pass).WhenOwed(Entities.RiskBook, 2, Use(2, Later))
            .WhenOwed(Entities.RiskBook, 3, Use(3, new Instant(7_000)));
        market.AtTime(9_000).When(Pass).Then(Frame(2, 3)).ThenState(state => Assert.Empty(state.Scheduled));
    }

    [Fact]
    public void The_earlier_of_two_is_in_force_until_the_later_ones_time()
    {
        var market = Open().When(Pass).WhenOwed(Entities.RiskBook, 2, Use(2, Later))
            .WhenOwed(Entities.RiskBook, 3, Use(3, new Instant(7_000)));
        market.AtTime(5_500).When(Pass).Then(Frame(2, 2));
        Assert.Equal(new Instant(7_000), Decider.NextDue(market.State));
        market.AtTime(7_000).When(Pass).Then(Frame(3, 3));
    }

    private static MarketCommand.SubmitQuotes Pass => new([]);

    private static RiskBook Version(int number) => Rules.WithVersion(new RiskBookVersion(number));

    private static MarketCommand.UseRiskBook Use(int version, Instant? at) =>
        new(new RiskBookVersion(version)) { EffectiveAt = at };

    private static MarketEvent.FrameIssued Frame(long number, int risk) =>
        new(new FrameNumber(number), new RiskBookVersion(risk), []);

    private static Spec<RiskBookState> Book() =>
        new Spec<RiskBookState>(new RiskBookDecider(), Entities.RiskBook).When(new RiskBookCommand.Adopt(Rules));

    private static Spec<MarketState> Open() => new Spec<MarketState>(Decider, Entities.Market)
        .When(new MarketCommand.OpenMarket([OracleTable.Parameters]))
        .WhenOwed(Entities.RiskBook, 1, Use(1, null));
}
