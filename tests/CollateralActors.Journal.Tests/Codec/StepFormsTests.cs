using System.Text;
using CollateralActors.Journal.Codec;
using CollateralActors.Journal.States;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Tests.Codec;

/// <summary>Bounds of price and speed in what steps store: absent where there are none, as in journals before them.</summary>
public sealed class StepFormsTests
{
    private static readonly Price Limit = new(47_500.5m);

    public static TheoryData<IEvent, string> Events => new()
    {
        { Sampler.Of<AccountEvent.StepPlanned>() with { Limit = Limit }, "\"limit\":47500.5" },
        { Sampler.Of<AccountEvent.StepPlanned>() with { Window = new Instant(9) }, "\"window\":9" },
        { Sampler.Of<LiquidationEvent.StepOrdered>() with { Limit = Limit }, "\"limit\":47500.5" },
        { Sampler.Of<OrderBookEvent.OrderExecuted>() with { Limit = Limit }, "\"limit\":47500.5" },
        { Sampler.Of<FundEvent.ClaimAnswered>() with { Window = new Instant(9) }, "\"window\":9" },
        { Sent(Sampler.Of<LiquidationCommand.OrderStep>() with { Limit = Limit }), "\"limit\":47500.5" },
        { Sent(Sampler.Of<OrderBookCommand.PlaceOrder>() with { Limit = Limit }), "\"limit\":47500.5" },
        { Sent(Sampler.Of<LiquidatorsCommand.Offer>() with { NotBefore = new Instant(9) }), "\"notBefore\":9" },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void It_comes_back_as_it_went(IEvent @event, string stored)
    {
        var recorded = Sampler.Recorded(@event.GetType()) with { Event = @event };
        var bytes = EventCodec.Default.Encode(recorded, out var manifest);
        Assert.Contains(stored, Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.Equal(recorded, EventCodec.Default.Decode(manifest, bytes));
    }

    [Fact]
    public void What_a_fund_has_paid_in_a_window_is_part_of_it()
    {
        var form = StateForms.Registry.Of(typeof(FundState));
        var fund = new FundState(new AssetId("USDT"), new Amount(5m), new Amount(2m));
        Assert.DoesNotContain("window", FormText.Of(form, fund), StringComparison.Ordinal);
        var limited = fund with { Window = new UsageWindow(new Instant(9), 2m) };
        Assert.Equal(limited, FormText.Back(form, limited));
    }

    [Theory]
    [InlineData(typeof(AccountEvent.StepPlanned))]
    [InlineData(typeof(LiquidationEvent.StepOrdered))]
    [InlineData(typeof(OrderBookEvent.OrderExecuted))]
    public void What_has_no_bound_has_no_word_of_it(Type @event)
    {
        var text = Encoding.UTF8.GetString(EventCodec.Default.Encode(Sampler.Recorded(@event), out _));
        Assert.DoesNotContain("\"limit\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"window\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Windows_and_fruitless_steps_are_part_of_an_account()
    {
        var form = StateForms.Registry.Of(typeof(AccountState));
        var account = AccountState.Initial(new AccountId("alice"));
        Assert.DoesNotContain("closings", FormText.Of(form, account), StringComparison.Ordinal);
        var working = account with
        {
            Closings = account.Closings.Add(new InstrumentId("P"), new UsageWindow(new Instant(5), 0.25m)),
            Episode = new Episode.Working(new LiquidationId("alice.1"), 3, false, true) { Fruitless = 2 },
        };
        var read = (AccountState)FormText.Back(form, working);
        Assert.Equal(working.Closings, read.Closings);
        Assert.Equal(working.Episode, read.Episode);
    }

    [Fact]
    public void A_step_that_waits_for_its_speed_is_part_of_a_liquidation()
    {
        var form = StateForms.Registry.Of(typeof(LiquidationState));
        var waiting = new LiquidationState.Waiting(new AccountId("alice"), 1, new Rate(0.5m), new FrameNumber(7));
        Assert.DoesNotContain("notBefore", FormText.Of(form, waiting), StringComparison.Ordinal);
        var later = waiting with { NotBefore = new Instant(9) };
        Assert.Equal(later, FormText.Back(form, later));
    }

    private static EntityEvent.CommandRefused Sent(ICommand command) =>
        Sampler.Of<EntityEvent.CommandRefused>() with { Command = command };
}
