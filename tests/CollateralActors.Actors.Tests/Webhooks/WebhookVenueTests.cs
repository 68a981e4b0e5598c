using CollateralActors.Actors.Nodes;
using CollateralActors.Actors.Tests.Nodes;
using CollateralActors.Actors.Webhooks;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Units;
using static CollateralActors.Actors.Tests.Nodes.FreeRunningTests;

namespace CollateralActors.Actors.Tests.Webhooks;

/// <summary>A free-running node whose liquidations trade at a venue outside. Alice is long of 50 contracts at 100; at 82 she is liquidated.</summary>
public sealed class WebhookVenueTests
{
    private static readonly AccountId Alice = new("alice");
    private static readonly EntityId Book = Entities.OrderBook(Venue.Perp);
    private static readonly ClientOrderId First = new(LiquidationId.Of(Alice, 1), 1);

    [Fact]
    public async Task An_order_is_sent_again_until_the_venue_has_it_and_ends_with_the_fills_that_come_back()
    {
        int[] answers = [503, 0, 204];
        using var outside = new VenueOutside((n, _) => answers[Math.Min(n, 2)]);
        var witness = new Witness();
        await using var node = await CrashedAsync(outside, witness);

        var sent = Enumerable.Range(0, 3).Select(_ => outside.Next()).ToList();
        Assert.All(sent, message =>
        {
            Assert.True(message.IsSigned);
            Assert.Equal(("alice.1/1", "application/json"), (message.Id, message.ContentType));
            Assert.Equal(("order.placed", "alice.1/1", "BTC-PERP"), (message["type"], message["orderId"], message["instrument"]));
            Assert.Equal(("alice", "sell"), (message["account"], message["side"]));
        });
        await witness.SeesAsync(Book, seen => seen is OrderBookEvent.OrderConfirmed);

        var ordered = decimal.Parse(sent[0]["quantity"]!, System.Globalization.CultureInfo.InvariantCulture);
        await AcceptedAsync(node, Said("done", new OrderBookCommand.ReportDone(First, new Quantity(-ordered))));
        foreach (var name in new[] { "second", "first", "second-again" })
            await AcceptedAsync(node, Said(name, Fill(name.Split('-')[0], name == "first" ? 1m - ordered : -1m)));
        await witness.SeesAsync(Entities.Account(Alice), seen => seen is AccountEvent.StepSettled);

        var settled = Assert.Single(witness.Of<AccountEvent.StepSettled>(Entities.Account(Alice)));
        Assert.Equal(["second", "first"], settled.Trades.Select(trade => trade.Trade.Value));
        Assert.Equal(-ordered, settled.Trades.Sum(trade => trade.Quantity.Contracts));
    }

    [Fact]
    public async Task An_order_that_the_venue_refuses_is_over()
    {
        using var outside = new VenueOutside((_, _) => 422);
        var witness = new Witness();
        await using var node = await CrashedAsync(outside, witness);
        await witness.SeesAsync(Entities.Account(Alice), seen => seen is AccountEvent.StepSettled { Trades.Count: 0 });
        Assert.False(witness.Of<OrderBookEvent.OrderClosed>(Book)[0].IsGivenUp);
    }

    [Fact]
    public async Task A_venue_that_never_answers_is_given_up_told_so_and_what_it_filled_all_the_same_is_booked()
    {
        using var outside = new VenueOutside((_, message) => message["type"] == "order.recalled" ? 200 : 500);
        var witness = new Witness();
        await using var node = await CrashedAsync(outside, witness, patienceMs: 300);
        await witness.SeesAsync(Entities.Account(Alice), seen => seen is AccountEvent.StepSettled { Trades.Count: 0 });
        Assert.True(witness.Of<OrderBookEvent.OrderClosed>(Book)[0].IsGivenUp);
        var recalled = outside.Next();
        while (recalled["type"] != "order.recalled")
            recalled = outside.Next();
        Assert.Equal(("alice.1/1.recalled", "alice.1/1", true), (recalled.Id, recalled["orderId"], recalled.IsSigned));

        await AcceptedAsync(node, Said("late", Fill("late", -2m)));
        await witness.SeesAsync(Entities.Account(Alice), seen => seen is AccountEvent.TradeApplied { Trade.Value: "late" });
    }

    [Fact]
    public async Task One_that_has_the_order_already_says_so()
    {
        using var outside = new VenueOutside((_, _) => 409);
        var witness = new Witness();
        await using var node = await CrashedAsync(outside, witness);
        await witness.SeesAsync(Book, seen => seen is OrderBookEvent.OrderConfirmed);
    }

    private static OrderBookCommand.ReportFill Fill(string name, decimal quantity) =>
        new(First, new TradeId(name), Venue.Maker, new Quantity(quantity), new Price(82m));

    private static Envelope Said(string id, OrderBookCommand command) => Venue.Input(Book, id, command);

    private static async Task<VenueNode> CrashedAsync(VenueOutside outside, Witness witness, int patienceMs = 60_000)
    {
        var options = new WebhookOptions(outside.Endpoint, VenueOutside.Secret)
        {
            FirstPause = TimeSpan.FromMilliseconds(1),
            Timeout = TimeSpan.FromSeconds(1),
        };
        var node = await VenueNode.StartAsync(Options() with
        {
            Venue = route => new WebhookVenue(route, options),
            Projections = [witness],
        });
        foreach (var command in Venue.Opening.SelectMany(round => round))
        {
            var id = ((Origin.Client)command.Origin).Id.Value;
            await AcceptedAsync(node, id switch
            {
                "first" => Venue.Quotes("first", Now(), 100m),
                "book" => Said("book", new OrderBookCommand.ConnectVenue(TimeSpan.FromMilliseconds(patienceMs))),
                _ => command,
            });
        }

        await AcceptedAsync(node, Venue.Deposit(Alice, "d1", 1_000m));
        await AcceptedAsync(node, Venue.Trade(Alice, "t1", 50m, 100m));
        await AcceptedAsync(node, Venue.Quotes("crash", Now(), 82m));
        return node;
    }
}
