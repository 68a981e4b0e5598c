using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;
using static CollateralActors.Margining.Tests.Margin.Sample;
using static CollateralActors.Margining.Tests.Scanning.ScanSample;

namespace CollateralActors.Margining.Tests.Scanning;

/// <summary>What a liquidation in portfolio mode closes next where options hedge, or are what has to be hedged.</summary>
public sealed class OptionLiquidationTests
{
    // Three calls are enough; two are worse than one.
    private const int DipsOnTheWay = 7670;

    private static readonly InstrumentParameters Coins = Perpetual with { Lot = new Quantity(1m), LiquidationFee = Rate(0.005m) };
    private static readonly InstrumentParameters Put = Of("PUT", OptionRight.Put, 100m);
    private static readonly InstrumentParameters Call = Of("CALL", OptionRight.Call, 120m);
    private static readonly InstrumentParameters Far = Of("FAR", OptionRight.Put, 5m);

    private static readonly InstrumentParameters[] All =
        [Coins, Put, Call, Far, EthPerpetual with { Lot = new Quantity(1m), LiquidationFee = Rate(0.01m) }, Of("ETH-PUT", OptionRight.Put, 9m, Eth)];

    private static MarketView Market { get; } = Quoted(
        ("PUT", 0.6m, 0m), ("CALL", 0.6m, 0.1m), ("FAR", 0.9m, 0.1m), ("ETH-PUT", 0.8m, 0.2m));

    // Six puts hedge six of the ten coins: the other four are what has to go, and no put with them.
    [Fact]
    public void What_a_put_does_not_hedge_goes_first()
    {
        var next = PortfolioLiquidation.Next(Holding(4m, (Coins, 10m), (Put, 6m)), Market)!.Value;
        Assert.Equal((Coins.Id, 4m), (next.Position.Instrument.Id, next.Quantity.Contracts));
    }

    // Ten calls short need 10 × 2 at least, and more by the scan; a put that is long needs nothing and frees nothing.
    [Fact]
    public void A_long_option_that_requires_nothing_stays()
    {
        var next = PortfolioLiquidation.Next(Holding(40m, (Call, -10m), (Put, 1m)), Market)!.Value;
        Assert.Equal(Call.Id, next.Position.Instrument.Id);
        Assert.InRange(next.Quantity.Contracts, 1m, 9m);
    }

    // Far out of the money they are worth next to nothing, and the minimum of 2 each is all that they require.
    [Fact]
    public void Short_options_worth_nothing_are_bought_back_for_what_they_free()
    {
        var next = PortfolioLiquidation.Next(Holding(15m, (Far, -10m)), Market)!.Value;
        Assert.Equal((Far.Id, 3m), (next.Position.Instrument.Id, next.Quantity.Contracts));
    }

    // What one close of whole lots can do for an account is tried out lot by lot. It holds of nearly all books, not of
    // every one: slack may dip and rise again on the way.
    [Fact]
    public void Where_one_close_is_enough_the_one_of_the_least_value_is_found() => Assert.InRange(
        Enumerable.Range(0, 1_000).Append(DipsOnTheWay).Count(IsCuredByOne), 200, 1_000);

    private static bool IsCuredByOne(int seed)
    {
        var book = RandomBook(new Random(seed), most: 8);
        if (MarginCalculator.Evaluate(book, Market).Status == MarginStatus.Bankrupt
            || PortfolioLiquidation.Next(book, Market) is not { } next)
            return false;
        var cures = book.Positions.SelectMany(position => Enumerable.Range(1, (int)position.Quantity.Abs().Contracts)
            .Where(lots => SlackOf(Without(book, position, lots)) >= 0.000001m)
            .Take(1)
            .Select(lots => (Instrument: position.Instrument.Id, Lots: (decimal)lots, Value: ValueOf(position, lots)))).ToList();
        if (cures.Count == 0)
            return false;
        var found = (next.Position.Instrument.Id, next.Quantity.Contracts);
        var least = cures.MinBy(cure => cure.Value);
        Assert.Equal((seed, least.Instrument, least.Lots), (seed, found.Id, found.Contracts));
        return true;
    }

    [Property(MaxTest = 100, EndSize = 1_000_000)]
    public void Closing_one_after_another_ends_at_the_target_or_with_nothing_left(int seed)
    {
        var book = RandomBook(new Random(seed), most: 40);
        var steps = 0;
        while (PortfolioLiquidation.Next(book, Market) is { } close)
        {
            Assert.True(++steps <= 40, $"seed {seed}: no end in sight");
            Assert.InRange(close.Quantity.Contracts, 1m, close.Position.Quantity.Abs().Contracts);
            book = Without(book, close.Position, close.Quantity.Contracts);
        }

        Assert.True(book.Positions.Count == 0 || SlackOf(book) >= 0m, $"seed {seed}");
    }

    private static InstrumentParameters Of(string id, OptionRight right, decimal strike, AssetId? @base = null) =>
        Option(id, right, strike, lot: 1m, fee: 0.005m, @base: @base);

    private static MarketView Quoted(params (string Option, decimal Volatility, decimal Years)[] quotes) => Ruled(
        Scan([-0.16m, -0.08m, 0m, 0.08m, 0.16m], [-0.25m, 0m, 0.5m], 1.25m, minimum: 0.02m),
        Scan([-0.2m, 0m, 0.2m], [-0.25m, 0.5m], 1.25m, minimum: 0.02m),
        Offset(0.5m, Btc, Eth),
        quotes);

    private static MarginBook Holding(decimal dollars, params (InstrumentParameters Instrument, decimal Quantity)[] positions) =>
        Book([Hold(Valuation, dollars)], [.. positions.Select(held => Opened(held.Instrument, held.Quantity))]) with
        {
            Mode = MarginMode.Portfolio,
        };

    /// <summary>Opened at the mark, so that the balance is the equity.</summary>
    private static BookPosition Opened(InstrumentParameters instrument, decimal quantity) => new(
        instrument,
        new Quantity(quantity),
        instrument.SignedValue(new Quantity(quantity), Market.Mark(instrument, Math.Sign(quantity))!.Value),
        0m,
        null);

    private static MarginBook RandomBook(Random random, int most)
    {
        var held = All.Where(_ => random.Next(2) == 0)
            .Select(instrument => (instrument, random.Next(1, most + 1) * (random.Next(2) == 0 ? 1m : -1m))).ToArray();
        var book = Holding(0m, held);
        var required = MarginCalculator.Evaluate(book, Market).Maintenance.Value;
        return book with { Balances = [Hold(Valuation, Math.Round(required * random.Next(5, 110) / 100m, 6))] };
    }

    private static decimal SlackOf(MarginBook book)
    {
        var figures = MarginCalculator.Evaluate(book, Market);
        return (figures.Equity - (figures.Maintenance * Market.Risk.LiquidationTarget)).Value;
    }

    private static decimal ValueOf(BookPosition position, decimal lots) => position.Instrument.SignedValue(
        new Quantity(lots), Market.Mark(position.Instrument, position.Quantity.Sign)!.Value).Value;

    /// <summary>The same account after some lots were closed at the mark, for the fee.</summary>
    private static MarginBook Without(MarginBook book, BookPosition position, decimal lots)
    {
        var rest = position.Quantity.Contracts - (position.Quantity.Sign * lots);
        var paid = ValueOf(position, lots) * position.Instrument.LiquidationFee.Value;
        return book with
        {
            Balances = [Hold(Valuation, book.Balances[0].Balance.Value - paid)],
            Positions =
            [
                .. book.Positions.Where(other => other != position),
                .. rest == 0m ? Array.Empty<BookPosition>() : [Opened(position.Instrument, rest)],
            ],
        };
    }
}
