using System.Text;
using CollateralActors.Journal.Codec;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Journal.Tests.Codec;

/// <summary>Flags of orders: kept where they are set, absent where they are not.</summary>
public sealed class OrderFlagFormTests
{
    [Theory]
    [InlineData(false, false, "")]
    [InlineData(true, false, ",\"postOnly\":true")]
    [InlineData(false, true, ",\"reduceOnly\":true")]
    [InlineData(true, true, ",\"postOnly\":true,\"reduceOnly\":true")]
    public void Flags_of_an_event_and_a_command_come_back_as_they_went(bool isPostOnly, bool isReduceOnly, string stored)
    {
        var command = Sampler.Of<AccountCommand.ReserveOrder>() with { IsPostOnly = isPostOnly, IsReduceOnly = isReduceOnly };
        var reserved = Sampler.Of<AccountEvent.OrderReserved>() with { IsPostOnly = isPostOnly, IsReduceOnly = isReduceOnly };
        foreach (var @event in new IEvent[] { reserved, Sampler.Of<EntityEvent.CommandRefused>() with { Command = command } })
        {
            var recorded = Sampler.Recorded(@event.GetType()) with { Event = @event };
            var bytes = EventCodec.Default.Encode(recorded, out var manifest);
            Assert.Equal(recorded, EventCodec.Default.Decode(manifest, bytes));
            Assert.Contains($"{stored}}}", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        }
    }
}
