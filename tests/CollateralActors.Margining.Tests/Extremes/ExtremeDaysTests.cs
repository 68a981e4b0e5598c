using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;

namespace CollateralActors.Margining.Tests.Extremes;

/// <summary>
/// Days under extreme risk books, with the largest and the smallest numbers that are taken, at prices that jump from
/// one end to the other: everything is decided or refused, nothing overflows, and nothing is lost to rounding.
/// </summary>
public sealed class ExtremeDaysTests
{
    private static readonly string[] Traders = ["alice", "alice.hedge", "bob", "carol"];
    private static readonly AccountId Maker = new("maker");

    [Property(MaxTest = 200, EndSize = 1000000)]
    public void Everything_is_decided_or_refused_and_nothing_overflows(int seed) => Run(seed);

    [Property(MaxTest = 200, EndSize = 1000000)]
    public void Deciding_again_gives_the_same(int seed)
    {
        var day = Run(seed);

        foreach (var entity in day.All.Values)
            entity.Redecide(day.Frames);
    }

    [Fact]
    public void Random_books_are_legal()
    {
        for (var seed = 0; seed < 200; seed++)
            Assert.Empty(RiskBookRules.Problems(new ExtremeBooks(new Random(seed)).Book(), before: null));
    }

    [Fact]
    public void Much_is_accepted_and_much_refused()
    {
        var answers = Enumerable.Range(0, 30).SelectMany(seed => Run(seed).Answers.Values).ToList();

        Assert.InRange(answers.Count(answer => answer is Outcome.Refused), answers.Count / 10, answers.Count * 9 / 10);
    }

    private static VenueInMemory Run(int seed)
    {
        var venue = new VenueInMemory(seed, faultsPerCent: 0);
        var draw = new ExtremeBooks(venue.Random);
        var risk = draw.Book();
        venue.Issue(draw.Frame(1, risk));
        foreach (var instrument in risk.Instruments)
            venue.Ask($"book-{instrument.Id}", Entities.OrderBook(instrument.Id), new OrderBookCommand.OpenBook(
                new BookParameters(new Rate(0.5m), new Rate(0.1m), new Quantity(Steps(Limits.Largest, instrument.Lot.Contracts)), 3, instrument.Lot, [Maker])));
        venue.Ask("fund", Entities.Fund(Venue.Usdt), new FundCommand.Contribute(new Amount(1m)));
        for (var step = 0; step < 60; step++)
        {
            var trader = draw.Pick(Traders);
            var asset = draw.Pick([.. risk.Assets]);
            var instrument = draw.Pick([.. risk.Instruments]);
            var amount = new Amount(Decimals.Up(draw.Number(), asset.Scale));
            var quantity = new Quantity(Steps(draw.Number(), instrument.Lot.Contracts) * draw.Pick(1m, -1m));
            var price = new Price(Steps(draw.Number(), instrument.Tick.Value));
            ICommand? command = venue.Random.Next(11) switch
            {
                0 or 1 => new AccountCommand.Deposit(asset.Id, amount),
                2 => new AccountCommand.Withdraw(asset.Id, amount),
                3 => new AccountCommand.ReserveOrder(new OrderId($"o-{step}"), instrument.Id, quantity, price)
                {
                    IsPostOnly = draw.Pick(true, false),
                    IsReduceOnly = draw.Pick(true, false),
                },
                4 or 5 => new AccountCommand.ApplyTrade(
                    new TradeId($"t-{step}"), instrument.Id, new AccountId(trader == "alice" ? "bob" : "alice"), quantity, price,
                    TradeSide.TakerOnly, TradeSide.MakerOnly, TradeRole.Initiating),
                6 => new AccountCommand.SetMarginType(instrument.Id, draw.Pick(MarginType.Isolated, MarginType.Cross)),
                7 => draw.Pick<AccountCommand>(
                    new AccountCommand.AddMargin(instrument.Id, amount), new AccountCommand.RemoveMargin(instrument.Id, amount)),
                8 => draw.Pick<AccountCommand>(
                    new AccountCommand.SetLeverage(instrument.Id, new Rate(draw.Pick(1m, 1.01m, Limits.Leverage))),
                    new AccountCommand.SwitchMode(draw.Pick(MarginMode.Cross, MarginMode.Portfolio)),
                    new AccountCommand.AbandonExercise(instrument.Id)),
                9 => new AccountCommand.Transfer(new AccountId(draw.Pick("alice", "alice.hedge", "alice.new")), asset.Id, amount),
                _ => null,
            };
            if (command is null)
                venue.Issue(draw.Frame(venue.Frames.Latest!.Frame.Value + 1, risk, venue.Frames.Latest));
            else
                venue.Ask($"ask-{step}", Entities.Account(new AccountId(trader)), command);
            venue.DeliverSome(20);
        }

        // Nobody comes to rest here: a maker who is liquidated himself finds nobody to trade with.
        for (var frame = 0; frame < 10; frame++)
        {
            venue.Issue(draw.Frame(venue.Frames.Latest!.Frame.Value + 1, risk, venue.Frames.Latest));
            venue.DeliverSome(1_000);
        }

        return venue;
    }

    private static decimal Steps(decimal number, decimal step) => Math.Max(step, number - (number % step));
}
