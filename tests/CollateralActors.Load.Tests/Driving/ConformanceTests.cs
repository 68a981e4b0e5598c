using System.Collections.Concurrent;
using CollateralActors.Actors.Markets;
using CollateralActors.Load.Driving;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using CollateralActors.Simulation.Scenarios;
using CollateralActors.Simulation.Worlds;

namespace CollateralActors.Load.Tests.Driving;

/// <summary>The actors do what the rules say, and nothing else: compared with a world without actors on the same inputs.</summary>
public sealed class ConformanceTests
{
    private const int Accounts = 120;

    [Fact]
    public Task Actors_store_send_and_answer_what_the_world_without_actors_does() => Compare(Runs.Funded(Accounts));

    [Theory]
    [InlineData("calls.jsonc")]
    [InlineData("cascade.jsonc")]
    [InlineData("debts.jsonc")]
    [InlineData("deleveraging.jsonc")]
    [InlineData("socialised-loss.jsonc")]
    [InlineData("escrow.jsonc")]
    [InlineData("loans.jsonc")]
    [InlineData("policies.jsonc")]
    [InlineData("thin-book.jsonc")]
    [InlineData("expiries.jsonc")]
    [InlineData("portfolio-mode.jsonc")]
    public Task They_do_so_whatever_the_rules_are(string sample) => Compare(Runs.Sample(sample, Accounts / 2));

    private static async Task Compare(Scenario scenario)
    {
        using var folder = new TestFolder();
        var world = World.Run(ScenarioRun.Of(scenario), new WorldOptions { Liquidators = int.MaxValue });
        var (seen, answers) = (new Recorder(), new ConcurrentBag<Reply>());
        var sends = new ConcurrentDictionary<EntityId, List<string>>();
        await Runs.RunAsync(new SimulationOptions(scenario, folder["run.db"], Runs.Settings())
        {
            Projections = [seen],
            OnAnswer = answers.Add,
            OnSend = (sender, envelope) => sends.GetOrAdd(sender, _ => []).Add(TextOf(envelope)),
        });

        foreach (var entity in world.Entities.Where(entity => VenueDeciders.Stores(entity.Kind)))
        {
            Assert.Equal(world.EventsOf(entity), seen.EventsOf(entity));
            Assert.Equal(world.SendsOf(entity).Select(TextOf), sends.GetValueOrDefault(entity) ?? []);
        }

        Assert.Equal(
            world.Replies.Select(reply => reply.ToString()).Order(StringComparer.Ordinal),
            answers.Select(reply => reply.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Bands_find_what_visiting_everybody_finds_though_watchlists_are_killed_and_moved_midway()
    {
        using var folder = new TestFolder();
        var scenario = Runs.Funded(Accounts);
        var everyone = World.Run(
            ScenarioRun.Of(scenario), new WorldOptions { Liquidators = int.MaxValue, VisitsEveryone = true });
        var first = new Recorder();
        using var stop = new CancellationTokenSource();
        var options = new SimulationOptions(scenario, folder["run.db"], Runs.Settings())
        {
            Projections = [first],
            BetweenRounds = async (node, outcome) =>
            {
                if (outcome.Round.Number % 16 == 7)
                {
                    foreach (var watchlist in Shards.Default.Watchlists.Where((_, i) => i % 3 == outcome.Round.Number / 16 % 3))
                        await node.KillAsync(watchlist);
                    // A running node repeats the last frame by its timer; in rounds somebody has to ask for it.
                    await node.SubmitRoundAsync(outcome.Round.Time, [RepeatFrame(outcome.Round.Number)]);
                }

                if (outcome.Round.Number == 130)
                    await stop.CancelAsync();
            },
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SimulationRunner.RunAsync(options, null, stop.Token));

        // The rest of the run is another node's: every watchlist, and everything else, has moved there.
        var second = new Recorder();
        await Runs.RunAsync(options with { Projections = [second], BetweenRounds = null });

        var accounts = everyone.Entities.Where(entity => entity.Kind == EntityKind.Account).ToList();
        Assert.Contains(accounts.SelectMany(account => everyone.EventsOf(account)), IsStatus);
        foreach (var account in accounts)
        {
            Assert.Equal(
                everyone.EventsOf(account).Where(IsStatus).Select(r => (r.Frame, r.Event)),
                second.EventsOf(account).Where(IsStatus).Select(r => (r.Frame, r.Event)));
        }

        Assert.Contains(first.Restarted, entity => entity.Kind == EntityKind.Watchlist);
    }

    // A band has no text of its own: the ticket that it answers tells which one it is.
    private static string TextOf(Envelope envelope) => envelope.Command is WatchlistCommand.AnswerBand answer
        ? $"{envelope.To} {answer.Account} {answer.Epoch} {answer.Ticket} {answer.Severity}"
        : envelope.ToString();

    private static Envelope RepeatFrame(int round) => new(
        Entities.Market,
        new Origin.Client(new CommandId(FormattableString.Invariant($"repeat-{round}"))),
        new EntityCommand.Ping());

    private static bool IsStatus(Recorded recorded) => recorded.Event is AccountEvent.MarginCallIssued
        or AccountEvent.MarginCallLifted or AccountEvent.MaintenanceBreached or AccountEvent.BankruptcyDeclared;

    /// <summary>Keeps each entity's events; one that recovers shows them again from the first.</summary>
    private sealed class Recorder : INodeProjection
    {
        private readonly ConcurrentDictionary<EntityId, List<Recorded>> events = [];

        public ConcurrentBag<EntityId> Restarted { get; } = [];

        public List<Recorded> EventsOf(EntityId entity) => events.GetValueOrDefault(entity) ?? [];

        public void Observe(EntityId entity, Recorded recorded)
        {
            var list = events.GetOrAdd(entity, _ => []);
            if (list.Count > 0 && list[0] == recorded)
            {
                list.Clear();
                Restarted.Add(entity);
            }

            list.Add(recorded);
        }
    }
}
