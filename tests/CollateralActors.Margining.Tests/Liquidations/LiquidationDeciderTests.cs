using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Liquidations;

public sealed class LiquidationDeciderTests
{
    private static readonly LiquidationId Id = LiquidationId.Of(Alice, 1);
    private static readonly EntityId Self = Entities.Liquidation(Id);
    private static readonly EntityId Account = Entities.Account(Alice);
    private static readonly Rate Bad = new(0.2m);
    private static readonly FrameNumber Two = new(2);

    private static readonly LiquidationEvent[] Life =
    [
        new LiquidationEvent.Opened(Alice, Bad, Two),
        new LiquidationEvent.WorkBegun(),
        new LiquidationEvent.StepTaken(1),
        new LiquidationEvent.StepOrdered(1, BtcPerp, Contracts(-1m), Bad),
        new LiquidationEvent.StepFinished(1, Contracts(-1m), default, Bad, false),
        new LiquidationEvent.Closed(LiquidationOutcome.ClosedOut),
    ];

    private static readonly LiquidationCommand[] Commands =
    [
        new LiquidationCommand.Open(Alice, Bad, Two),
        new LiquidationCommand.BeginWork(),
        new LiquidationCommand.TakeStep(),
        new LiquidationCommand.OrderStep(1, BtcPerp, Contracts(-1m), Bad),
        new LiquidationCommand.FinishStep(1, Contracts(-1m), default, Bad, false),
        new LiquidationCommand.Close(LiquidationOutcome.ClosedOut),
    ];

    [Fact]
    public void Opening_asks_the_account_to_cancel_its_orders() =>
        At(0).WhenOwed(Account, 1, Commands[0]).Then(Life[0]).ThenOwes(Account, new AccountCommand.CancelOrders(Id));

    [Fact]
    public void Work_that_begins_is_offered_to_the_liquidators() =>
        At(1).WhenOwed(Account, 1, Commands[1]).Then(Life[1]).ThenSends(Offer(Two));

    [Fact]
    public void A_liquidator_has_the_account_asked_what_to_close() =>
        At(2).WhenSignalled(Entities.Liquidators, Commands[2]).Then(Life[2])
            .ThenState(state => Assert.Equal(new LiquidationState.Planning(Alice, 1), state));

    [Fact]
    public void What_to_close_is_ordered_at_the_venue_under_liquidation_and_step() =>
        At(3).WhenOwed(Account, 1, Commands[3]).Then(Life[3])
            .ThenOwes(Entities.OrderBook(BtcPerp), new OrderBookCommand.PlaceOrder(Id, 1, Alice, Contracts(-1m), Bad));

    [Fact]
    public void A_step_that_was_the_last_frees_the_liquidator() =>
        At(4).WhenOwed(Account, 1, Commands[4]).Then(Life[4]).ThenSends(Release())
            .ThenState(state => Assert.Equal(new LiquidationState.Settling(Alice), state));

    [Fact]
    public void After_a_step_that_was_not_enough_the_next_waits_for_a_later_frame()
    {
        var more = new LiquidationCommand.FinishStep(1, Contracts(-0.5m), Contracts(-0.5m), Bad, true);
        At(4).WhenOwed(Account, 1, more).ThenKinds(typeof(LiquidationEvent.StepFinished)).ThenSends(Release(), Offer(new FrameNumber(3)))
            .ThenState(state => Assert.Equal(new LiquidationState.Waiting(Alice, 1, Bad, new FrameNumber(3)), state))
            .WhenSignalled(Entities.Liquidators, new LiquidationCommand.TakeStep()).ThenNothingStored()
            .At(Frame(3)).WhenSignalled(Entities.Liquidators, new LiquidationCommand.TakeStep()).Then(new LiquidationEvent.StepTaken(2));
    }

    [Fact]
    public void The_account_can_end_it_at_any_stage()
    {
        for (var stage = 0; stage < Life.Length; stage++)
            At(stage).WhenOwed(Account, 1, Commands[5]).Then(Life[5]).ThenSends(Release());
    }

    [Fact]
    public void A_liquidator_that_comes_too_early_is_offered_the_work_again_and_one_that_comes_twice_is_free()
    {
        var early = new Spec<LiquidationState>(new LiquidationDecider(), Self).At(Frame(1)).Given(Life[0], Life[1]);
        early.WhenSignalled(Entities.Liquidators, Commands[2]).ThenNothingStored().ThenSends(Offer(new FrameNumber(2)));
        At(3).WhenSignalled(Entities.Liquidators, Commands[2]).ThenNothingStored().ThenSends(Release());
    }

    [Fact]
    public void Every_other_command_that_is_out_of_place_is_noted_and_changes_nothing()
    {
        for (var stage = 0; stage <= Life.Length; stage++)
        {
            for (var c = 0; c < Commands.Length - 1; c++)
            {
                if (c == stage || Commands[c] is LiquidationCommand.TakeStep)
                    continue;
                var spec = At(stage);
                var before = spec.State;
                spec.WhenOwed(Account, 1, Commands[c]).Then(new EntityEvent.DutyNoted()).ThenSends()
                    .ThenState(after => Assert.Equal(before, after));
            }
        }
    }

    [Fact]
    public void An_answer_to_another_step_is_out_of_place()
    {
        At(3).WhenOwed(Account, 1, new LiquidationCommand.OrderStep(2, BtcPerp, Contracts(-1m), Bad)).Then(new EntityEvent.DutyNoted());
        At(4).WhenOwed(Account, 1, new LiquidationCommand.FinishStep(2, default, default, Bad, false)).Then(new EntityEvent.DutyNoted());
    }

    [Fact]
    public void Only_one_that_waits_offers_itself_again_and_only_before_and_after_its_life_it_rests()
    {
        var decider = new LiquidationDecider();
        for (var stage = 0; stage <= Life.Length; stage++)
        {
            var spec = At(stage);
            Assert.Equal(stage == 2 ? [Offer(Two)] : [], decider.Reminders(spec.Entity));
            Assert.Equal(stage is 0 or 6, decider.MayRest(spec.State));
        }
    }

    private static Spec<LiquidationState> At(int stage) =>
        new Spec<LiquidationState>(new LiquidationDecider(), Self).At(Frame(2)).Given(Life[..stage]);

    private static Envelope Offer(FrameNumber earliest) =>
        Envelope.Signal(Self, Entities.Liquidators, new LiquidatorsCommand.Offer(Id, Alice, Bad, earliest));

    [Fact]
    public void A_step_that_a_lost_liquidator_took_is_for_the_next_one_and_the_same_step()
    {
        var until = new Instant(7_000);
        var step = At(2).WhenSignalled(Entities.Liquidators, new LiquidationCommand.TakeStep { Until = until })
            .Then(new LiquidationEvent.StepTaken(1) { Until = until });
        step.WhenSignalled(Entities.Liquidators, new LiquidationCommand.ExpireLease(new Instant(6_999))).ThenNothingStored();
        step.WhenSignalled(Entities.Liquidators, new LiquidationCommand.ExpireLease(until))
            .Then(new LiquidationEvent.LeaseExpired(1, until)).ThenSends(Release(), Offer(new FrameNumber(3)))
            .ThenState(state => Assert.Equal(new LiquidationState.Waiting(Alice, 0, Bad, new FrameNumber(3)) { IsAsked = true }, state));
        step.WhenSignalled(Entities.Liquidators, new LiquidationCommand.ExpireLease(until)).ThenNothingStored();
        step.At(Frame(3)).WhenSignalled(Entities.Liquidators, new LiquidationCommand.TakeStep()).Then(new LiquidationEvent.StepTaken(1));
    }

    [Fact]
    public void What_the_account_says_of_a_step_counts_though_its_liquidator_was_lost_and_once()
    {
        var late = At(2).WhenSignalled(Entities.Liquidators, new LiquidationCommand.TakeStep { Until = new Instant(7_000) })
            .WhenSignalled(Entities.Liquidators, new LiquidationCommand.ExpireLease(new Instant(7_000)));
        late.WhenOwed(Account, 1, Commands[3]).Then(Life[3])
            .ThenOwes(Entities.OrderBook(BtcPerp), new OrderBookCommand.PlaceOrder(Id, 1, Alice, Contracts(-1m), Bad))
            .ThenState(state => Assert.Equal(new LiquidationState.AtVenue(Alice, 1), state));
        late.At(Frame(3)).WhenSignalled(Entities.Liquidators, new LiquidationCommand.TakeStep()).ThenNothingStored().ThenSends(Release());
        late.WhenSignalled(Entities.Liquidators, new LiquidationCommand.ExpireLease(new Instant(9_000))).ThenNothingStored();

        At(2).WhenSignalled(Entities.Liquidators, new LiquidationCommand.TakeStep { Until = new Instant(7_000) })
            .WhenSignalled(Entities.Liquidators, new LiquidationCommand.ExpireLease(new Instant(7_000)))
            .WhenOwed(Account, 1, new LiquidationCommand.DeferStep(1, new Instant(9_000), Bad)).Then(
                new LiquidationEvent.StepDeferred(1, new Instant(9_000), Bad));
    }

    [Fact]
    public void An_order_is_told_to_the_liquidators()
    {
        var ordered = new LiquidatorsCommand.Ordered(Id, BtcPerp);
        Assert.Contains(
            Envelope.Signal(Self, Entities.Liquidators, ordered), At(3).WhenOwed(Account, 1, Commands[3]).Result.Sends);
    }

    [Fact]
    public void An_operator_takes_it_over_until_it_is_given_back()
    {
        var held = At(2).When(new LiquidationCommand.HandOver("desk-1")).Then(new LiquidationEvent.HandedOver("desk-1")).ThenSends(Release());
        held.When(new LiquidationCommand.HandOver("desk-1")).ThenAlreadyApplied();
        held.WhenSignalled(Entities.Liquidators, Commands[2]).ThenNothingStored().ThenSends(Release());
        Assert.Empty(new LiquidationDecider().Reminders(held.Entity));
        held.When(new LiquidationCommand.HandOver("desk-2")).Then(new LiquidationEvent.HandedOver("desk-2"));
        held.When(new LiquidationCommand.GiveBack()).Then(new LiquidationEvent.GivenBack()).ThenSends(Offer(Two));
        held.When(new LiquidationCommand.GiveBack()).ThenAlreadyApplied();
        held.WhenSignalled(Entities.Liquidators, Commands[2]).Then(Life[2]);
    }

    [Fact]
    public void A_step_that_is_under_way_ends_and_no_other_begins_while_somebody_has_it()
    {
        var more = new LiquidationCommand.FinishStep(1, Contracts(-0.5m), Contracts(-0.5m), Bad, true);
        At(4).When(new LiquidationCommand.HandOver("desk")).WhenOwed(Account, 1, more)
            .ThenKinds(typeof(LiquidationEvent.StepFinished)).ThenSends(Release())
            .ThenState(state => Assert.Equal(
                new LiquidationState.Waiting(Alice, 1, Bad, new FrameNumber(3)) { HandedTo = "desk" }, state))
            .WhenOwed(Account, 2, Commands[5]).ThenState(state => Assert.Equal(new LiquidationState.Closed(LiquidationOutcome.ClosedOut), state));
        At(1).When(new LiquidationCommand.HandOver("desk")).WhenOwed(Account, 1, Commands[1]).Then(Life[1]).ThenSends();
    }

    [Fact]
    public void Only_one_that_goes_on_is_handed_over_and_to_somebody()
    {
        At(0).When(new LiquidationCommand.HandOver("desk")).ThenRejected(RejectionCode.NoSuchLiquidation, "'alice.1' is not going on");
        At(6).When(new LiquidationCommand.HandOver("desk")).ThenRejected(RejectionCode.NoSuchLiquidation, "'alice.1' is not going on");
        At(2).When(new LiquidationCommand.HandOver("the desk")).ThenRejected(RejectionCode.IllegalId, "'the desk', who takes it over");
        At(2).When(new LiquidationCommand.GiveBack()).ThenAlreadyApplied();
    }

    private static Envelope Release() => Envelope.Signal(Self, Entities.Liquidators, new LiquidatorsCommand.Release(Id));
}
