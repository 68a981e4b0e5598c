using CollateralActors.Actors.Couriers;
using CollateralActors.Actors.Hosting;
using CollateralActors.Actors.Nodes;
using CollateralActors.Journal.Sqlite;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Actors.Tests.Nodes;

public sealed class FreeRunningTests
{
    private static readonly AccountId Alice = new("alice");

    [Fact]
    public async Task A_command_that_needs_a_frame_is_busy_until_the_market_has_one()
    {
        await using var node = await VenueNode.StartAsync(Options());
        await AskAsync(node, Venue.Opening[0].Concat(Venue.Opening[1]));
        var early = await AskAsync(node, Venue.Deposit(Alice, "d1", 100m));
        Assert.IsType<Outcome.Busy>(early.Outcome);
        await AskAsync(node, [Venue.Quotes("q1", Now(), 100m)]);
        await AcceptedAsync(node, Venue.Deposit(Alice, "d1", 100m));
        Assert.IsType<Outcome.AlreadyApplied>((await AskAsync(node, Venue.Deposit(Alice, "d1", 100m))).Outcome);
    }

    [Fact]
    public async Task Exposure_goes_through_the_watchlist_and_the_account_itself_answers()
    {
        await using var node = await OpenAsync(Options());
        await AcceptedAsync(node, Venue.Deposit(Alice, "d1", 1_000m));

        var reply = await AcceptedAsync(node, Venue.Trade(Alice, "t1", 1m, 100m));

        Assert.Equal(Entities.Account(Alice), reply.From);
        Assert.True((await node.DescribeAsync(Shards.Default.WatchlistOf(Alice))).Version > 0);
    }

    [Fact]
    public async Task A_live_account_is_reported_as_the_calculator_does()
    {
        await using var node = await OpenAsync(Options());
        Assert.Null(await node.ReportAsync(Alice));
        await AcceptedAsync(node, Venue.Deposit(Alice, "d1", 1_000m));
        await AcceptedAsync(node, Venue.Trade(Alice, "t1", 10m, 100m));

        var report = await node.ReportAsync(Alice);

        // A fee of 0.05 % of 1,000; 5 % of it to open and 3 % to keep. Nobody has scenarios here.
        Assert.Equal((Alice, MarginMode.Cross), (report!.Account, report.Mode));
        Assert.Equal(
            ("999.5", "50", "30", "healthy"),
            (report.Margin!.Equity.ToString(), report.Margin.Initial.ToString(), report.Margin.Maintenance.ToString(), report.Margin.Status.ToString().ToLowerInvariant()));
        Assert.Equal(("50", "50"), (report.Margin.Efficiency!.Isolated.ToString(), report.Margin.Efficiency.Cross.ToString()));
        Assert.Null(report.Margin.Efficiency.Portfolio);
    }

    [Fact]
    public async Task Overload_is_answered_busy_and_loses_nothing()
    {
        await using var node = await OpenAsync(Options(("collateral.client.max-under-way", "4"), ("collateral.client.max-waiting", "4")));
        var deposits = Enumerable.Range(0, 200).Select(i => Venue.Deposit(new AccountId($"a{i % 20}"), $"d{i}", 1m)).ToList();

        var replies = await Task.WhenAll(deposits.Select(deposit => AskAsync(node, deposit)));

        Assert.Contains(replies, reply => reply.Outcome is Outcome.Busy);
        foreach (var deposit in deposits)
            await AcceptedAsync(node, deposit);
        Assert.Equal(0, node.CommandsUnderWay);
        for (var account = 0; account < 20; account++)
            Assert.Equal(11, (await node.DescribeAsync(Entities.Account(new AccountId($"a{account}")))).Version);
    }

    [Fact]
    public async Task A_command_that_nobody_waits_for_any_more_keeps_its_place_while_it_is_worked_on()
    {
        using var slow = new ManualResetEventSlim();
        await using var node = await OpenAsync(
            Options(
                ("collateral.client.max-under-way", "1"),
                ("collateral.client.max-waiting", "0"),
                ("collateral.client.answer-within", "500ms"),
                ("collateral.client.lost-after", "1h")) with
            {
                Loses = delivery => delivery.Parcels[0].Envelope.Command is WatchlistCommand.Watch && !slow.Wait(TimeSpan.FromMinutes(1)),
            });
        await AcceptedAsync(node, Venue.Deposit(Alice, "d1", 1_000m));

        Assert.IsType<Outcome.Busy>((await AskAsync(node, Venue.Trade(Alice, "t1", 1m, 100m))).Outcome);
        var other = await AskAsync(node, Venue.Deposit(new AccountId("bob"), "d2", 1m));
        slow.Set();

        Assert.Contains("1 commands are under way", Assert.IsType<Outcome.Busy>(other.Outcome).Why, StringComparison.Ordinal);
        await AcceptedAsync(node, Venue.Deposit(new AccountId("bob"), "d2", 1m));
        Assert.IsType<Outcome.AlreadyApplied>((await AcceptedAsync(node, Venue.Trade(Alice, "t1", 1m, 100m))).Outcome);
    }

    [Fact]
    public async Task A_killed_watchlist_runs_again_by_itself_and_still_knows_who_is_watched()
    {
        var witness = new Witness();
        await using var node = await OpenAsync(Options() with { Projections = [witness] });
        await AcceptedAsync(node, Venue.Deposit(Alice, "d1", 1_000m));
        await AcceptedAsync(node, Venue.Trade(Alice, "t1", 50m, 100m));
        var watchlist = Shards.Default.WatchlistOf(Alice);
        var version = (await node.DescribeAsync(watchlist)).Version;

        await node.KillAsync(watchlist);

        Assert.InRange((await node.DescribeAsync(watchlist)).Version, version, long.MaxValue);
        await AcceptedAsync(node, Venue.Quotes("crash", Now(), 82m));
        await witness.SeesAsync(Entities.Liquidation(LiquidationId.Of(Alice, 1)), seen => seen is LiquidationEvent.Opened);
    }

    [Fact]
    public async Task What_got_lost_on_the_way_is_made_good()
    {
        var (venue, witness) = (new ForgetfulVenue(), new Witness());
        await using var node = await OpenAsync(Options() with { Venue = route => venue.Over(route), Projections = [witness] });
        await AcceptedAsync(node, Venue.Deposit(Alice, "d1", 1_000m));
        await AcceptedAsync(node, Venue.Trade(Alice, "t1", 50m, 100m));

        await AcceptedAsync(node, Venue.Quotes("crash", Now(), 82m));

        await witness.SeesAsync(Entities.OrderBook(Venue.Perp), seen => seen is OrderBookEvent.OrderExecuted);
        Assert.Equal(2, venue.Lost);
    }

    [Fact]
    public async Task A_journal_in_a_file_is_one_file_after_the_node_has_stopped_and_has_everything()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("venue").FullName, "venue.db");
        string before;
        using (var file = JournalFile.Open(path))
        {
            await using var node = await OpenAsync(Options() with { Journal = NodeJournal.In(file) });
            await AcceptedAsync(node, Venue.Deposit(Alice, "d1", 1_000m));
            before = await node.StateHashOfAllAsync();
        }

        Assert.Equal(["venue.db"], Directory.GetFiles(Path.GetDirectoryName(path)!).Select(Path.GetFileName));
        using (var file = JournalFile.Open(path))
        {
            await using var node = await VenueNode.StartAsync(Options() with { Journal = NodeJournal.In(file) });
            Assert.Equal(before, await node.StateHashOfAllAsync());
        }
    }

    internal static NodeOptions Options(params (string Key, string Value)[] overrides) => new()
    {
        Journal = NodeJournal.InMemory(),
        Settings = Venue.Settings(overrides),
        Funds = [Venue.Usd],
        Books = [Venue.Perp],
    };

    internal static async Task<VenueNode> OpenAsync(NodeOptions options)
    {
        var node = await VenueNode.StartAsync(options);
        foreach (var command in Venue.Opening.SelectMany(round => round))
            await AcceptedAsync(node, command.To == Entities.Market && command.Origin is Origin.Client { Id.Value: "first" } ? Venue.Quotes("first", Now(), 100m) : command);
        return node;
    }

    internal static Instant Now() => new(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());

    internal static Task<Reply> AskAsync(VenueNode node, Envelope command) =>
        node.AskAsync(command.To, ((Origin.Client)command.Origin).Id, command.Command);

    internal static async Task AskAsync(VenueNode node, IEnumerable<Envelope> commands)
    {
        foreach (var command in commands)
            await AcceptedAsync(node, command);
    }

    /// <summary>
    /// Asks again while the answer is "busy", as every client does: after the time that the answer names.
    /// </summary>
    internal static async Task<Reply> AcceptedAsync(VenueNode node, Envelope command)
    {
        var reply = await AskAsync(node, command);
        for (; reply.Outcome is Outcome.Busy busy; reply = await AskAsync(node, command))
            await Task.Delay(busy.RetryAfter);
        Venue.AssertAccepted([reply]);
        return reply;
    }

    /// <summary>Loses the first two orders that it is given.</summary>
    private sealed class ForgetfulVenue : IExecutionVenue
    {
        private Route? route;

        public int Lost { get; private set; }

        public ForgetfulVenue Over(Route way)
        {
            route = way;
            return this;
        }

        public void Execute(Delivery orders)
        {
            Assert.All(orders.Parcels, parcel => Assert.IsType<OrderBookCommand.PlaceOrder>(parcel.Envelope.Command));
            if (Lost < 2)
            {
                Lost++;
                return;
            }

            route!.DeliverToEntity(orders);
        }
    }
}
