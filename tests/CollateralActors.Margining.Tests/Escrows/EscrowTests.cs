using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Escrows.Programmes;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Escrows;

/// <summary>One way in, one way out, and nobody but those who were named says which.</summary>
public sealed class EscrowTests
{
    private static readonly EscrowId Id = new("deal");
    private static readonly EntityId AliceAccount = Entities.Account(Alice);
    private static readonly EntityId BobAccount = Entities.Account(Bob);

    [Fact]
    public void A_sound_programme_is_proposed_and_its_deadline_watched() =>
        New().When(new EscrowCommand.Propose(Swap)).Then(new EscrowEvent.Proposed(Swap))
            .ThenOwes(Entities.Market, new MarketCommand.WatchEscrow(Id, new EscrowWatch(At(10), [])))
            .When(new EscrowCommand.Propose(Kept)).ThenRejected(RejectionCode.AlreadySetUp, "'deal' was proposed before");

    [Fact]
    public void An_unsound_one_is_refused_with_place_and_reason() =>
        New().When(new EscrowCommand.Propose(Swap with { FundBy = At(0) }))
            .ThenRejected(RejectionCode.IllegalParameters, "fundBy: 1970-01-01T00:00:00.000Z is not in the future");

    [Fact]
    public void Nothing_is_decided_before_the_first_frame() =>
        new Spec<EscrowState>(new EscrowDecider(), Entities.Escrow(Id)).When(new EscrowCommand.Propose(Swap)).ThenNotYet("first frame");

    [Fact]
    public void With_the_last_lock_its_exits_are_open_and_watched() =>
        Proposed().WhenOwed(AliceAccount, 1, Lock(AliceLocks)).Then(Received(AliceLocks))
            .WhenOwed(BobAccount, 1, Lock(BobLocks)).Then(Received(BobLocks), new EscrowEvent.Funded())
            .ThenOwesLast(Entities.Market, new MarketCommand.WatchEscrow(Id, new EscrowWatch(At(20), [(EscrowCondition.PriceReached)Swap.Exits[3].When])))
            .ThenState(state => Assert.Equal([Money.Of(100m, "USDT"), Money.Of(0.01m, "BTC")], state.Held));

    [Fact]
    public void What_it_does_not_ask_for_goes_back()
    {
        Returned(Proposed(), AliceLocks with { Amount = new(99m) });
        Returned(Proposed(), AliceLocks with { Asset = Usdc });
        Returned(Proposed(), AliceLocks with { Party = Carol });
        Returned(New(), AliceLocks);
        Returned(Proposed().At(Frame(10)), AliceLocks);
        Returned(Proposed().WhenOwed(AliceAccount, 1, Lock(AliceLocks)), AliceLocks, 2);
        Returned(Funded(), AliceLocks, 2);
        Returned(Over(), AliceLocks, 2);
    }

    [Fact]
    public void A_lock_that_comes_again_is_received_once() =>
        Proposed().WhenOwed(AliceAccount, 1, Lock(AliceLocks)).WhenAgain().ThenAlreadyApplied();

    [Fact]
    public void When_not_all_is_locked_in_time_what_is_there_goes_back() =>
        Proposed().WhenOwed(AliceAccount, 1, Lock(AliceLocks)).WhenOwed(Entities.Market, 1, See(10))
            .Then(new EscrowEvent.Ended(null, new EscrowCause.Seen(Seen(10)), [Pay(Alice, 100m, Usdt)]))
            .ThenOwes(AliceAccount, new AccountCommand.ReceiveFromEscrow(Id, [Money.Of(100m, "USDT")]))
            .ThenOwes(BobAccount)
            .When(new EscrowCommand.Agree(Alice, "agreed")).ThenRejected(RejectionCode.EscrowClosed, "'deal' did not come about");

    [Fact]
    public void All_have_to_agree() =>
        Funded().When(new EscrowCommand.Agree(Alice, "agreed")).Then(new EscrowEvent.Agreed(Alice, "agreed"))
            .When(new EscrowCommand.Agree(Bob, "agreed"))
            .Then(
                new EscrowEvent.Agreed(Bob, "agreed"),
                new EscrowEvent.Ended("agreed", new EscrowCause.Agreement(), [Pay(Alice, 0.01m, Btc), Pay(Bob, 100m, Usdt)]))
            .ThenOwes(AliceAccount, new AccountCommand.ReceiveFromEscrow(Id, [Money.Of(0.01m, "BTC")]))
            .ThenOwes(BobAccount, new AccountCommand.ReceiveFromEscrow(Id, [Money.Of(100m, "USDT")]))
            .ThenOwesLast(Entities.Market, new MarketCommand.UnwatchEscrow(Id));

    [Fact]
    public void Two_of_three_are_enough() =>
        New().Given(new EscrowEvent.Proposed(Bond), Received(Bond.Locks[0]), Received(Bond.Locks[1]), new EscrowEvent.Funded())
            .When(new EscrowCommand.Agree(Carol, "awarded")).Then(new EscrowEvent.Agreed(Carol, "awarded"))
            .When(new EscrowCommand.Agree(Bob, "awarded")).ThenLast(new EscrowEvent.Ended(
                "awarded",
                new EscrowCause.Agreement(),
                [Pay(Alice, 70m, Usdt), Pay(Bob, 0.005m, Btc), Pay(Carol, 0.015m, Btc), Pay(Carol, 30m, Usdt)]));

    [Fact]
    public void An_arbiter_chooses_among_his_exits_and_the_loser_hears_of_it() =>
        Funded().When(new EscrowCommand.Rule(Judge, "ruled-for-bob"))
            .Then(new EscrowEvent.Ended("ruled-for-bob", new EscrowCause.Ruling(Judge), [Pay(Bob, 0.01m, Btc), Pay(Bob, 100m, Usdt)]))
            .ThenOwes(AliceAccount, new AccountCommand.ReceiveFromEscrow(Id, []))
            .ThenOwes(BobAccount, new AccountCommand.ReceiveFromEscrow(Id, [Money.Of(0.01m, "BTC"), Money.Of(100m, "USDT")]));

    [Fact]
    public void Strangers_and_whom_it_is_not_for_change_nothing()
    {
        Funded().When(new EscrowCommand.Agree(Carol, "agreed"))
            .ThenRejected(RejectionCode.NotEntitled, "it is not for 'carol' to choose 'agreed': it is taken when alice and bob agree");
        Funded().When(new EscrowCommand.Agree(Alice, "ruled-for-alice")).ThenRejected(RejectionCode.NotEntitled, "when judge decides so");
        Funded().When(new EscrowCommand.Rule(Alice, "ruled-for-alice")).ThenRejected(RejectionCode.NotEntitled, "'alice'");
        Funded().When(new EscrowCommand.Rule(Judge, "over")).ThenRejected(RejectionCode.NotEntitled, "at 1970-01-01T00:00:20.000Z");
        Funded().When(new EscrowCommand.Rule(Judge, "never")).ThenRejected(RejectionCode.UnknownExit, "no exit 'never'; it has agreed, ruled-for-alice");
        Funded().When(new EscrowCommand.Agree(Alice, "agreed")).When(new EscrowCommand.Agree(Alice, "agreed"))
            .ThenRejected(RejectionCode.AlreadyAgreed, "'alice' has agreed to 'agreed' before");
    }

    [Fact]
    public void Nobody_chooses_before_it_begins_or_after_it_is_over()
    {
        New().When(new EscrowCommand.Agree(Alice, "agreed")).ThenRejected(RejectionCode.NoSuchEscrow, "nobody has proposed an escrow 'deal'");
        Proposed().WhenOwed(AliceAccount, 1, Lock(AliceLocks)).When(new EscrowCommand.Rule(Judge, "ruled-for-bob"))
            .ThenRejected(RejectionCode.EscrowNotFunded, "bob has not locked 0.01 BTC");
        Over().When(new EscrowCommand.Rule(Judge, "ruled-for-bob"))
            .ThenRejected(RejectionCode.EscrowClosed, "'deal' is over: 'over' was taken, and nothing is in it any more");
        Funded().At(Frame(20)).When(new EscrowCommand.Rule(Judge, "ruled-for-bob"))
            .ThenRejected(RejectionCode.EscrowClosed, "the time of escrow 'deal' was over at 1970-01-01T00:00:20.000Z");
    }

    [Fact]
    public void A_retry_of_the_last_agreement_releases_nothing_twice() =>
        Funded().When(new EscrowCommand.Agree(Alice, "agreed")).When(new EscrowCommand.Agree(Bob, "agreed")).WhenAgain().ThenAlreadyApplied();

    [Fact]
    public void A_price_seizes_and_the_first_exit_that_holds_is_taken()
    {
        Funded().WhenOwed(Entities.Market, 1, See(16, (Btc, 60_000m)))
            .ThenLast(new EscrowEvent.Ended(
                "knocked-out", new EscrowCause.Seen(Seen(16, (Btc, 60_000m))), [Pay(Bob, 0.01m, Btc), Pay(Bob, 100m, Usdt)]));
        Funded().WhenOwed(Entities.Market, 1, See(20, (Btc, 60_000m)))
            .ThenState(state => Assert.Equal(new EscrowState.Closed("knocked-out"), state));
        Funded().WhenOwed(Entities.Market, 1, See(14, (Btc, 60_000m))).Then(new EntityEvent.DutyNoted());
        Funded().WhenOwed(Entities.Market, 1, See(16, (Eth, 60_000m))).Then(new EntityEvent.DutyNoted());
    }

    [Fact]
    public void A_default_seizes_and_before_it_begins_gives_everything_back()
    {
        Funded().WhenOwed(AliceAccount, 2, new EscrowCommand.ReportDefault(Alice))
            .ThenLast(new EscrowEvent.Ended("alice-defaults", new EscrowCause.Default(Alice), [Pay(Bob, 0.01m, Btc), Pay(Bob, 100m, Usdt)]));
        Proposed().WhenOwed(AliceAccount, 1, Lock(AliceLocks)).WhenOwed(AliceAccount, 2, new EscrowCommand.ReportDefault(Alice))
            .ThenLast(new EscrowEvent.Ended(null, new EscrowCause.Default(Alice), [Pay(Alice, 100m, Usdt)]));
        Proposed().WhenOwed(AliceAccount, 1, new EscrowCommand.ReportDefault(Alice)).Then(new EntityEvent.DutyNoted());
        Over().WhenOwed(AliceAccount, 2, new EscrowCommand.ReportDefault(Alice)).Then(new EntityEvent.DutyNoted());
    }

    [Fact]
    public void Clients_can_say_neither_that_money_came_nor_what_a_frame_shows()
    {
        Proposed().When(Lock(AliceLocks)).ThenRejected(RejectionCode.NotForClients, "ReceiveLock");
        Funded().When(See(20)).ThenRejected(RejectionCode.NotForClients, "ObserveFrame");
        Funded().When(new EscrowCommand.ReportDefault(Alice)).ThenRejected(RejectionCode.NotForClients, "ReportDefault");
    }

    private static Spec<EscrowState> New() => new Spec<EscrowState>(new EscrowDecider(), Entities.Escrow(Id)).At(Frame());

    private static Spec<EscrowState> Proposed() => New().Given(new EscrowEvent.Proposed(Swap));

    private static Spec<EscrowState> Funded() =>
        Proposed().WhenOwed(AliceAccount, 1, Lock(AliceLocks)).WhenOwed(BobAccount, 1, Lock(BobLocks));

    private static Spec<EscrowState> Over() => Funded().WhenOwed(Entities.Market, 1, See(20));

    private static EscrowCommand.ReceiveLock Lock(EscrowLock part) => new(part.Party, part.Asset, part.Amount);

    private static EscrowEvent.LockReceived Received(EscrowLock part) => new(part.Party, part.Asset, part.Amount);

    private static EscrowCommand.ObserveFrame See(long frame, params (AssetId Asset, decimal Price)[] prices) => new(Seen(frame, prices));

    private static EscrowSighting Seen(long frame, params (AssetId Asset, decimal Price)[] prices) =>
        new(Id, new FrameNumber(frame), At(frame), [.. prices.Select(p => new SeenPrice(p.Asset, new Price(p.Price)))]);

    private static EscrowPayment Pay(AccountId to, decimal amount, AssetId asset) => new(to, asset, new Amount(amount));

    private static void Returned(Spec<EscrowState> escrow, EscrowLock part, int sequence = 1)
    {
        var before = escrow.State;
        escrow.WhenOwed(Entities.Account(part.Party), sequence, Lock(part))
            .Then(new EscrowEvent.LockReturned(part.Party, part.Asset, part.Amount))
            .ThenOwesLast(Entities.Account(part.Party), new AccountCommand.TakeBackLock(Id, part.Asset, part.Amount))
            .ThenState(state => Assert.Equal(before, state));
    }
}
