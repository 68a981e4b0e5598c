using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Deleveraging;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Deleveraging;

/// <summary>Who is asked to share a loss, and for how much. Everybody traded BTC at 50,000; the mark is 40,000.</summary>
public sealed class SharingTests
{
    private static readonly LiquidationId Alices = LiquidationId.Of(Alice, 1);
    private static readonly AccountId Carol = new("carol");
    private static readonly AccountId Dora = new("dora");
    private static readonly EntityId Lost = Entities.Account(Alice);

    // Shorts of 1 and 3 BTC have gained 10,000 and 30,000; who is long has lost, whose loss it is does not share it.
    [Theory]
    [InlineData("4000", "0.5", "carol 3000, bob 1000")]
    [InlineData("0.000001", "0.5", "carol 0.000001")]
    [InlineData("0.000003", "0.5", "carol 0.000003")]   // Of 0.00000225 and 0.00000075 the rest goes by turn.
    [InlineData("24000", "0.5", "carol 15000, bob 5000")]
    [InlineData("24000", "1", "carol 18000, bob 6000")]
    public void Losses_are_shared_by_profit_up_to_a_part_of_it(string loss, string most, string expected)
    {
        var run = With(Number(most), (Bob, -1m), (Carol, -3m), (Dora, 2m), (Alice, -5m))
            .WhenOwed(Lost, 1, Socialise(Number(loss)));
        var begun = Assert.IsType<DeleveragingEvent.SharingBegun>(Assert.Single(run.Result.Events).Event);
        Assert.Equal(expected, string.Join(", ", begun.Shares.Select(share => $"{share.Account} {share.Amount}")));
        Assert.Equal(Amount(30_000m), begun.Shares[0].Profit);
    }

    [Fact]
    public void Of_equal_profits_the_name_decides_who_gives_what_rounding_leaves_over()
    {
        var run = With(0.5m, (Carol, -1m), (Bob, -1m)).WhenOwed(Lost, 1, Socialise(0.000001m));
        Assert.Equal(Bob, Assert.Single(run.State.Sharings[Alices].Open).Account);
    }

    [Fact]
    public void Who_is_asked_is_owed_the_question_and_whose_loss_it_is_what_all_have_given()
    {
        var run = With(0.5m, (Bob, -1m), (Carol, -3m)).WhenOwed(Lost, 1, Socialise(4_000m))
            .Then(new DeleveragingEvent.SharingBegun(
                Alices, Alice, Usdt, Amount(4_000m), Price(40_000m), [Share(Carol, 30_000m, 3_000m), Share(Bob, 10_000m, 1_000m)]))
            .ThenOwes(Entities.Account(Bob), new AccountCommand.ShareLoss(Alices, Alice, BtcPerp, Usdt, Amount(1_000m)));
        run.WhenOwed(Entities.Account(Bob), 1, Given(Bob, 400m))
            .Then(new DeleveragingEvent.ShareGiven(Alices, Bob, Amount(400m))).ThenOwes(Lost);
        run.WhenOwed(Entities.Account(Carol), 1, Given(Carol, 3_000m))
            .Then(
                new DeleveragingEvent.ShareGiven(Alices, Carol, Amount(3_000m)),
                new DeleveragingEvent.SharingEnded(Alices, Alice, Usdt, Amount(4_000m), Amount(3_400m)))
            .ThenOwes(Lost, new AccountCommand.ReceiveSharedLoss(Alices, BtcPerp, Usdt, Amount(4_000m), Amount(3_400m)))
            .ThenState(state => Assert.Empty(state.Sharings));
    }

    [Fact]
    public void Answers_of_others_of_other_losses_and_given_twice_change_nothing()
    {
        var run = With(0.5m, (Bob, -1m), (Carol, -3m)).WhenOwed(Lost, 1, Socialise(4_000m));
        run.WhenOwed(Lost, 2, Socialise(4_000m)).Then(new EntityEvent.DutyNoted());
        run.WhenOwed(Entities.Account(Dora), 1, Given(Dora, 1m)).Then(new EntityEvent.DutyNoted());
        run.WhenOwed(Entities.Account(Bob), 1, Given(Bob, 1m) with { Liquidation = LiquidationId.Of(Bob, 1) })
            .Then(new EntityEvent.DutyNoted());
        run.WhenOwed(Entities.Account(Bob), 2, Given(Bob, 1_000m)).ThenKinds(typeof(DeleveragingEvent.ShareGiven));
        run.WhenOwed(Entities.Account(Bob), 3, Given(Bob, 1_000m)).Then(new EntityEvent.DutyNoted());
        Assert.Equal(Amount(1_000m), run.State.Sharings[Alices].Given);
    }

    [Fact]
    public void Where_nobody_is_in_profit_or_nothing_is_shared_any_more_all_of_it_is_left_at_once()
    {
        var ended = new DeleveragingEvent.SharingEnded(Alices, Alice, Usdt, Amount(4_000m), default);
        With(0.5m, (Dora, 2m)).WhenOwed(Lost, 1, Socialise(4_000m)).ThenLast(ended);
        With(null, (Bob, -1m)).WhenOwed(Lost, 1, Socialise(4_000m)).ThenLast(ended);
    }

    [Fact]
    public void The_largest_profits_are_asked_and_no_more_than_so_many()
    {
        var run = With(1m, [.. Enumerable.Range(100, 300).Select(i => (new AccountId($"a-{i}"), -i / 1_000m))])
            .WhenOwed(Lost, 1, Socialise(1_000m));
        var asked = ((DeleveragingEvent.SharingBegun)Assert.Single(run.Result.Events).Event).Shares;
        Assert.Equal(
            Enumerable.Range(0, LossShares.MostAsked).Select(i => new AccountId($"a-{399 - i}")), asked.Select(share => share.Account));
        Assert.Equal(1_000m, asked.Sum(share => share.Amount.Value));
    }

    [Fact]
    public void While_a_loss_is_shared_it_does_not_rest() =>
        Assert.False(new DeleveragingDecider().MayRest(With(0.5m, (Bob, -1m)).WhenOwed(Lost, 1, Socialise(4m)).State));

    private static Spec<DeleveragingState> With(decimal? most, params (AccountId Account, decimal Quantity)[] positions) =>
        new Spec<DeleveragingState>(new DeleveragingDecider(), Entities.Deleveraging(BtcPerp)).Given([.. positions.Select(position =>
            new DeleveragingEvent.PositionReported(position.Account, new PositionStanding(
                Contracts(position.Quantity), Amount(position.Quantity * 50_000m), new Rate(5m), Contracts(Math.Abs(position.Quantity)))))])
            .At(Frame(2, btc: 40_000m, risk: Venue.Deleveraging(shares: most)));

    private static DeleveragingCommand.Socialise Socialise(decimal loss) => new(Alices, Alice, Usdt, Amount(loss));

    private static DeleveragingCommand.GiveShare Given(AccountId account, decimal amount) => new(Alices, account, Usdt, Amount(amount));

    private static LossShare Share(AccountId account, decimal profit, decimal amount) => new(account, Amount(profit), Amount(amount));
}
