using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Deleveraging;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Deleveraging;

/// <summary>A run of BTC-PERP: who is asked, what is made of the answers. Everybody traded at 50,000; the mark is 40,000.</summary>
public sealed class DeleveragingDeciderTests
{
    private static readonly EntityId Self = Entities.Deleveraging(BtcPerp);
    private static readonly AccountId Carol = new("carol");
    private static readonly AccountId Dora = new("dora");
    private static readonly LiquidationId Alices = LiquidationId.Of(Alice, 1);
    private static readonly LiquidationId Bobs = LiquidationId.Of(Bob, 1);

    [Fact]
    public void Who_sells_has_others_buy_back() => With((Carol, -1m))
        .WhenOwed(Entities.Account(Alice), 1, Step(-0.4m))
        .Then(Begun(-0.4m, Offer(Carol, 0.4m)))
        .ThenOwes(Entities.Account(Carol), Take(0.4m));

    // Longs have lost a fifth, by a fifth of it at leverage five.
    [Fact]
    public void Who_buys_back_has_others_sell()
    {
        var expected = Offer(Carol, 0.4m) with { Score = new Rate(-0.04m) };
        With((Carol, 1m), (Dora, -1m)).WhenOwed(Entities.Account(Alice), 1, Step(0.4m))
            .Then(Begun(0.4m, expected))
            .ThenOwes(Entities.Account(Carol), Take(-0.4m));
    }

    [Fact]
    public void Nobody_is_asked_to_close_against_itself()
    {
        With((Alice, -2m), (Carol, -1m)).WhenOwed(Entities.Account(Alice), 1, Step(-1.5m))
            .Then(Begun(-1.5m, Offer(Carol, 1m, place: 2)) with { Candidates = 2 });
    }

    [Fact]
    public void With_nobody_to_ask_all_is_left_at_once() => With((Carol, 1m))
        .WhenOwed(Entities.Account(Alice), 1, Step(-0.4m))
        .Then(Begun(-0.4m) with { Candidates = 0 }, Ended(-0.4m))
        .ThenOwes(Entities.Account(Alice), new AccountCommand.SettleStep(Alices, 1, BtcPerp, [], Contracts(-0.4m)));

    [Fact]
    public void Once_the_contract_has_expired_nobody_is_asked()
    {
        var expired = Venue.Deleveraging(of: each => each with { Expiry = new ExpiryTerms(new Instant(3_000), TimeSpan.Zero, default, default) });
        With((Carol, -1m)).At(Frame(3, btc: 40_000m, risk: expired))
            .WhenOwed(Entities.Account(Alice), 1, Step(-0.4m)).Then(Begun(-0.4m), Ended(-0.4m));
    }

    [Fact]
    public void What_one_run_has_asked_for_another_does_not()
    {
        var run = With((Carol, -1m), (Dora, -1m)).WhenOwed(Entities.Account(Alice), 1, Step(-0.4m));
        run.WhenOwed(Entities.Account(Bob), 1, new DeleveragingCommand.Deleverage(Bobs, 1, Bob, Contracts(-0.9m), Price(41_000m), Severity));
        Assert.Equal(
            ["carol 0.6 BTC-PERP.deleveraged.2", "dora 0.3 BTC-PERP.deleveraged.3"],
            ((DeleveragingEvent.RunBegun)Assert.Single(run.Result.Events).Event).Offers
                .Select(offer => $"{offer.Account} {offer.Quantity} {offer.Trade}"));
    }

    [Fact]
    public void A_step_that_is_being_taken_is_not_begun_again() => With((Carol, -1m))
        .WhenOwed(Entities.Account(Alice), 1, Step(-0.4m))
        .WhenOwed(Entities.Account(Alice), 2, Step(-0.4m)).Then(new EntityEvent.DutyNoted());

    [Fact]
    public void The_last_answer_gives_the_liquidated_account_its_side()
    {
        var fill = new BookTrade(new TradeId("BTC-PERP.deleveraged.1"), Carol, Contracts(-1m), Price(41_000m)) { FundingIndex = Amount(7m) };
        var run = With((Carol, -1m), (Dora, -1m)).WhenOwed(Entities.Account(Alice), 1, Step(-1.5m));
        run.WhenOwed(Entities.Account(Carol), 1, Answer(Carol, -1m)).Then(Answered(Carol, -1m))
            .ThenOwes(Entities.Account(Alice));
        run.WhenOwed(Entities.Account(Dora), 1, Answer(Dora, 0m))
            .Then(Answered(Dora, 0m), Ended(-0.5m, fill))
            .ThenOwes(Entities.Account(Alice), new AccountCommand.SettleStep(Alices, 1, BtcPerp, [fill], Contracts(-0.5m)))
            .ThenState(state => Assert.Empty(state.Runs));
    }

    [Fact]
    public void Answers_of_others_of_other_steps_and_given_twice_change_nothing()
    {
        var run = With((Carol, -1m), (Dora, -1m)).WhenOwed(Entities.Account(Alice), 1, Step(-1.5m));
        run.WhenOwed(Entities.Account(Bob), 1, Answer(Bob, -1m)).Then(new EntityEvent.DutyNoted());
        run.WhenOwed(Entities.Account(Dora), 1, Answer(Dora, -0.5m) with { Step = 2 }).Then(new EntityEvent.DutyNoted());
        run.WhenOwed(Entities.Account(Dora), 2, Answer(Dora, -0.5m) with { Liquidation = Bobs }).Then(new EntityEvent.DutyNoted());
        run.WhenOwed(Entities.Account(Dora), 3, Answer(Dora, -0.5m)).Then(Answered(Dora, -0.5m));
        run.WhenOwed(Entities.Account(Dora), 4, Answer(Dora, -0.5m)).Then(new EntityEvent.DutyNoted());
    }

    [Theory]
    [InlineData(21, false)]
    [InlineData(22, true)]
    public void Who_took_less_than_it_was_asked_for_is_left_alone_for_twenty_frames(int frame, bool isAsked)
    {
        var run = With((Carol, -1m)).WhenOwed(Entities.Account(Alice), 1, Step(-0.4m))
            .WhenOwed(Entities.Account(Carol), 1, Answer(Carol, -0.3m))
            .At(Frame(frame, btc: 40_000m, risk: Risk))
            .WhenOwed(Entities.Account(Alice), 2, Step(-0.1m) with { Step = 2 });
        Assert.Equal(isAsked, run.State.Runs.ContainsKey(Alices));
    }

    [Fact]
    public void Who_took_all_is_asked_again_at_once()
    {
        var run = With((Carol, -1m)).WhenOwed(Entities.Account(Alice), 1, Step(-0.4m))
            .WhenOwed(Entities.Account(Carol), 1, Answer(Carol, -0.4m))
            .WhenOwed(Entities.Account(Alice), 2, Step(-0.1m) with { Step = 2 });
        Assert.Equal(Contracts(0.1m), Assert.Single(run.State.Runs[Alices].Open).Quantity);
    }

    [Fact]
    public void So_many_are_asked_at_a_time_and_no_more()
    {
        var run = With([.. Enumerable.Range(100, 300).Select(i => (new AccountId($"a-{i}"), -1m))])
            .WhenOwed(Entities.Account(Alice), 1, Step(-299m));
        Assert.Equal(
            Enumerable.Range(100, DeleveragingShares.MostOffers).Select(i => new AccountId($"a-{i}")),
            run.State.Runs[Alices].Open.Select(offer => offer.Account));
    }

    [Fact]
    public void Before_a_price_is_known_it_waits()
    {
        Given((Carol, -1m)).WhenOwed(Entities.Account(Alice), 1, Step(-0.4m)).ThenNotYet("first frame");
        Given((Carol, -1m)).At(FrameOf((Usdt, 1m))).WhenOwed(Entities.Account(Alice), 1, Step(-0.4m)).ThenNotYet("BTC-PERP");
    }

    private static Rate Severity { get; } = new(1.5m);

    private static RiskBook Risk { get; } = Venue.Deleveraging();

    private static Spec<DeleveragingState> With(params (AccountId Account, decimal Quantity)[] positions) =>
        Given(positions).At(Frame(2, btc: 40_000m, risk: Risk));

    private static Spec<DeleveragingState> Given(params (AccountId Account, decimal Quantity)[] positions) =>
        new Spec<DeleveragingState>(new DeleveragingDecider(), Self).Given([.. positions.Select(position =>
            new DeleveragingEvent.PositionReported(position.Account, new PositionStanding(
                Contracts(position.Quantity), Amount(position.Quantity * 50_000m), new Rate(5m), Contracts(Math.Abs(position.Quantity)))))]);

    private static DeleveragingCommand.Deleverage Step(decimal quantity) =>
        new(Alices, 1, Alice, Contracts(quantity), Price(41_000m), Severity);

    private static DeleveragingEvent.RunBegun Begun(decimal quantity, params DeleveragingOffer[] offers) =>
        new(Alices, 1, Alice, Contracts(quantity), Price(41_000m), Severity, Price(40_000m), 1, [.. offers]);

    private static DeleveragingEvent.RunEnded Ended(decimal unfilled, params BookTrade[] trades) =>
        new(Alices, 1, Alice, [.. trades], Contracts(unfilled));

    private static DeleveragingOffer Offer(AccountId account, decimal quantity, int place = 1) =>
        new(account, Contracts(quantity), place, new Rate(1m), new TradeId("BTC-PERP.deleveraged.1"));

    private static AccountCommand.TakeDeleveraging Take(decimal quantity) =>
        new(Alices, 1, Alice, BtcPerp, new TradeId("BTC-PERP.deleveraged.1"), Contracts(quantity), Price(41_000m), 1, 1);

    private static DeleveragingCommand.Answer Answer(AccountId account, decimal trade) =>
        new(Alices, 1, account, BtcPerp, Price(41_000m), Contracts(trade), Amount(7m));

    private static DeleveragingEvent.OfferAnswered Answered(AccountId account, decimal trade) =>
        new(Alices, 1, account, Contracts(trade), Amount(7m));
}
