using CollateralActors.Actors.Couriers;
using CollateralActors.Actors.Hosting;
using CollateralActors.Actors.Nodes;
using CollateralActors.Audit;
using CollateralActors.Journal.Codec;
using CollateralActors.Journal.Reading;
using CollateralActors.Journal.Sqlite;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using static CollateralActors.Actors.Tests.Nodes.FreeRunningTests;

namespace CollateralActors.Actors.Tests.Nodes;

/// <summary>Sharding delivers at most once; whatever gets lost is sent again, and its effect happens once.</summary>
public sealed class LossTests
{
    private static readonly AccountId[] Weak = [.. Enumerable.Range(0, 5).Select(i => new AccountId($"weak{i}"))];

    [Fact]
    public async Task Losing_the_first_two_messages_of_every_kind_changes_nothing_in_what_is_done()
    {
        var losses = new Losses(ofEachKind: 2);
        var path = Path.Combine(Directory.CreateTempSubdirectory("venue").FullName, "venue.db");
        using (var file = JournalFile.Open(path))
        {
            var (witness, duties) = (new Witness(), new OpenDuties());
            await using var node = await OpenAsync(
                Options(("collateral.client.answer-within", "500ms")) with { Journal = NodeJournal.In(file), Projections = [witness, duties], Loses = losses.Takes });
            await ExposeAsync(node);
            await AcceptedAsync(node, Venue.Quotes("crash", Now(), 82m));
            await TickAsync(node, Closed(witness));
            await duties.NoneAsync();
        }

        Type[] kinds =
        [
            typeof(WatchlistCommand.Watch), typeof(WatchlistCommand.AnswerBand), typeof(MarketCommand.FramePassed),
            typeof(AccountCommand.Evaluate), typeof(AccountCommand.ApplyTrade), typeof(LiquidationCommand.Open),
            typeof(LiquidatorsCommand.Offer), typeof(LiquidationCommand.TakeStep), typeof(AccountCommand.PlanStep),
            typeof(LiquidationCommand.FinishStep), typeof(FundCommand.ReceiveFee), typeof(EntityCommand.Acknowledge),
        ];
        Assert.Equal([], kinds.Except(losses.Kinds));
        EveryCommandAndDutyIsDoneOnce(path);
        var verified = JournalAudit.Verify(path);
        Assert.True(verified.Holds, string.Join('\n', verified.Mismatches.Cast<object>().Concat(verified.MissedCalls)));
        Assert.Equal(0, verified.OutstandingDuties);
    }

    [Fact]
    public async Task Liquidations_that_the_killed_queue_forgot_offer_themselves_again_and_finish()
    {
        var (witness, offers, venue) = (new Witness(), new Offers(Weak.Length), new ClosedVenue());
        await using var node = await OpenAsync(Options(("collateral.liquidators.fewest", "1"), ("collateral.liquidators.most", "1")) with
        {
            Projections = [witness],
            Loses = offers.Sees,
            Venue = venue.Over,
        });
        await ExposeAsync(node);
        await AcceptedAsync(node, Venue.Quotes("crash", Now(), 82m));
        await offers.All.WaitAsync(TimeSpan.FromMinutes(1));
        await venue.FirstOrder.WaitAsync(TimeSpan.FromMinutes(1));

        await node.KillAsync(Entities.Liquidators);
        venue.Open();

        await TickAsync(node, Closed(witness));
    }

    private static async Task ExposeAsync(VenueNode node)
    {
        foreach (var account in Weak)
        {
            await AcceptedAsync(node, Venue.Deposit(account, $"deposit-{account}", 1_000m));
            await AcceptedAsync(node, Venue.Trade(account, $"trade-{account}", 50m, 100m));
        }
    }

    private static Task Closed(Witness witness) => Task.WhenAll(Weak.Select(account =>
        witness.SeesAsync(Entities.Liquidation(LiquidationId.Of(account, 1)), seen => seen is LiquidationEvent.Closed)));

    /// <summary>A market that goes on ticking until the end has come: a liquidation takes a step a frame.</summary>
    private static async Task TickAsync(VenueNode node, Task end)
    {
        for (var tick = 0; !end.IsCompleted; tick++)
        {
            await AcceptedAsync(node, Venue.Quotes($"tick-{tick}", Now(), 82m + (tick % 2 * 0.1m)));
            await Task.WhenAny(end, Task.Delay(TimeSpan.FromMilliseconds(50)));
        }

        await end;
    }

    private static void EveryCommandAndDutyIsDoneOnce(string path)
    {
        using var reader = JournalReader.Open(path);
        var done = reader.ReadAll()
            .Select(row => (row.PersistenceId, Recorded: EventCodec.Default.Decode(row.Manifest, row.Payload)))
            .Where(row => row.Recorded.Part == 1 && row.Recorded.Cause.Origin is not Origin.Signal)
            .GroupBy(row => (row.PersistenceId, row.Recorded.Cause.Origin));
        Assert.All(done, same => Assert.Single(same));
    }

    /// <summary>Loses the first few deliveries in which a kind of message comes up.</summary>
    private sealed class Losses(int ofEachKind)
    {
        private readonly Lock sync = new();
        private readonly Dictionary<Type, int> lost = [];

        /// <summary>What was lost at all.</summary>
        public IReadOnlyCollection<Type> Kinds => lost.Keys;

        public bool Takes(Delivery delivery)
        {
            lock (sync)
            {
                var kinds = delivery.Parcels.Select(parcel => parcel.Envelope.Command.GetType()).Distinct().ToList();
                if (kinds.All(kind => lost.GetValueOrDefault(kind) >= ofEachKind))
                    return false;
                foreach (var kind in kinds)
                    lost[kind] = lost.GetValueOrDefault(kind) + 1;
                return true;
            }
        }
    }

    /// <summary>Loses nothing, and tells when so many liquidations have offered themselves.</summary>
    private sealed class Offers(int expected)
    {
        private readonly HashSet<LiquidationId> seen = [];
        private readonly TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task All => all.Task;

        public bool Sees(Delivery delivery)
        {
            lock (seen)
            {
                seen.UnionWith(delivery.Parcels.Select(p => p.Envelope.Command).OfType<LiquidatorsCommand.Offer>().Select(o => o.Liquidation));
                if (seen.Count == expected)
                    all.TrySetResult();
            }

            return false;
        }
    }

    /// <summary>Keeps all orders until it opens.</summary>
    internal sealed class ClosedVenue
    {
        private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task FirstOrder => first.Task;

        public IExecutionVenue Over(Route route) => new Gate(this, route);

        public void Open() => open.SetResult();

        private sealed class Gate(ClosedVenue venue, Route route) : IExecutionVenue
        {
            public void Execute(Delivery orders)
            {
                venue.first.TrySetResult();
                venue.open.Task.ContinueWith(_ => route.DeliverToEntity(orders), TaskScheduler.Default);
            }
        }
    }
}
