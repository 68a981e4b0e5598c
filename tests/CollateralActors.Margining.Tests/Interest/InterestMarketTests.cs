using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Interest;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Interest;

/// <summary>The market keeps interest indices by the rules of the risk book in force, and says so in its frames.</summary>
public sealed class InterestMarketTests
{
    private const long Hour = 3_600_000;

    private static readonly InterestTerms Terms = new(Venue.Usdt, new Rate(0.0001m));

    private static RiskBook Lending { get; } =
        Venue.Book(1, instead: Venue.Asset(Venue.Usdt, 6) with { Debt = new DebtRules { BorrowRate = new Rate(0.876m) } });

    [Fact]
    public void The_risk_book_tells_the_market_what_debts_cost_by_its_version() =>
        new Spec<RiskBookState>(new RiskBookDecider(), Entities.RiskBook)
            .When(new RiskBookCommand.Adopt(Lending))
            .ThenOwes(Entities.Market, new MarketCommand.UseRiskBook(new RiskBookVersion(1)) { Interest = [Terms] });

    [Fact]
    public void An_hour_that_ends_makes_a_frame_though_no_price_changed_and_the_view_has_the_index()
    {
        var market = Open(Terms);
        Assert.Equal([Update(1m, 1)], Look(market, 0.5m));
        Assert.Empty(Look(market, 0.9m));
        Assert.Equal([Update(1.0001m, 2)], Look(market, 1m));
        Assert.Empty(Look(market, 1.5m));
        Assert.Equal([Update(1.000300030001m, 4)], Look(market, 3.2m));

        var before = MarketFold.Next(null, Issued(1m), default, Lending);
        Assert.Equal(Rate.One, before.InterestIndex(Venue.Usdt));
        Assert.Empty(before.InterestIndices);
        var view = MarketFold.Next(before, Issued(1.0001m), default, Lending);
        Assert.Equal(new Rate(1.0001m), MarketFold.Next(view, new(new(2), new(1), []), default, Lending).InterestIndex(Venue.Usdt));
        Assert.Equal(Rate.One, view.InterestIndex(Venue.Btc));
    }

    [Fact]
    public void A_version_without_interest_leaves_the_index_where_it_is_and_charges_nothing_for_the_time()
    {
        var market = Open(Terms);
        Look(market, 0m);
        Look(market, 1m);
        market.WhenOwed(Entities.RiskBook, 1, new MarketCommand.UseRiskBook(new RiskBookVersion(2)));
        Assert.Equal([Update(1.0001m, 11)], Look(market, 10.5m));
        market.WhenOwed(Entities.RiskBook, 2, new MarketCommand.UseRiskBook(new RiskBookVersion(3)) { Interest = [Terms] });
        Assert.Equal([Update(1.00020001m, 12)], Look(market, 11m));
    }

    [Fact]
    public void A_market_without_interest_says_nothing_of_it()
    {
        var market = Open();
        Assert.Empty(Look(market, 0m));
        Assert.Empty(Look(market, 5m));
    }

    private static ValueList<InterestUpdate> Look(Spec<MarketState> market, decimal hour)
    {
        market.AtTime((long)(hour * Hour)).When(new MarketCommand.SubmitQuotes([]));
        return market.Result.Events is [{ Event: MarketEvent.FrameIssued issued }] ? issued.Interest : [];
    }

    private static InterestUpdate Update(decimal index, long hours) =>
        new(Venue.Usdt, new InterestState(new Rate(index), new Instant(hours * Hour)));

    private static MarketEvent.FrameIssued Issued(decimal index) =>
        new(new FrameNumber(1), new RiskBookVersion(1), []) { Interest = [Update(index, 1)] };

    private static Spec<MarketState> Open(params InterestTerms[] terms) =>
        new Spec<MarketState>(new MarketDecider(new Shards(2)), Entities.Market).Given(
            new MarketEvent.MarketOpened([Oracle]),
            new MarketEvent.RiskBookInForce(new RiskBookVersion(1)) { Interest = terms.ToValueList() });

    private static OracleParameters Oracle { get; } = new(
        new Symbol("BTC"), [new SourceId("a")], 1, TimeSpan.FromMinutes(1), new Rate(0.5m), TimeSpan.Zero, 1, TimeSpan.Zero, 2);
}
