using Akka.Actor;
using Akka.TestKit;
using CollateralActors.Actors.Hosting;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Actors.Tests.Hosting;

/// <summary>On a clock that only the test moves.</summary>
public sealed class TimerTests() : EntityTest("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"\n")
{
    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void What_is_owed_is_sent_again_less_and_less_often_until_it_is_acknowledged()
    {
        Timing = new EntityTiming(TimeSpan.FromHours(1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));
        var entity = Start();
        ExpectRecovered();
        entity.Tell(Of(TestDecider.Fee("a", 5m)));
        Courier.ExpectMsg<Done>();

        // Times vary by a fifth either way: nothing before 80 % of each pause, something by 120 % of it.
        foreach (var pause in new[] { 1.0, 2.0, 3.0, 3.0 })
        {
            Clock.Advance(TimeSpan.FromSeconds(pause * 0.79));
            Describe(entity);
            Courier.ExpectNoMsg(TimeSpan.Zero);
            Clock.Advance(TimeSpan.FromSeconds(pause * 0.42));
            Assert.Equal(new Origin.Duty(TestDecider.Debtor, 1), Assert.Single(Courier.ExpectMsg<Sent>().Parcels).Envelope.Origin);
            Describe(entity);
        }

        entity.Tell(Of(TestDecider.Receipt(1)));
        Courier.ExpectMsg<Done>();
        Clock.Advance(TimeSpan.FromMinutes(10));
        Describe(entity);
        Courier.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void In_rounds_nothing_happens_by_itself()
    {
        Timing = null;
        var entity = Start();
        ExpectRecovered();
        entity.Tell(Of(TestDecider.Fee("a", 5m)));
        Courier.ExpectMsg<Done>();
        Clock.Advance(TimeSpan.FromHours(1));
        Describe(entity);
        Courier.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void An_entity_that_an_outage_stopped_is_woken_without_anybody_calling()
    {
        var entity = Start();
        ExpectRecovered();
        Watch(entity);
        Faults.Failure = new TimeoutException("no journal");
        entity.Tell(Of(TestDecider.Add("a", 5m)));
        ExpectTerminated(entity);

        Clock.Advance(TimeSpan.FromSeconds(47));
        Region.ExpectNoMsg(TimeSpan.Zero);
        Clock.Advance(TimeSpan.FromSeconds(26));
        Assert.IsType<EntityCommand.Ping>(Region.ExpectMsg<Delivery>().Parcels[0].Envelope.Command);
    }
}
