using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Tests.Watching;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Margin;

/// <summary>
/// What a liquidation in portfolio mode closes next. BTC moves by 16 %, the liquidation target is 1.1, the fee 0.5 %.
/// </summary>
public sealed class PortfolioLiquidationTests
{
    // 7,000 of equity, 8,000 required. Closing x of it costs 250 x: 7,000 − 250 x = 1.1 × 8,000 (1 − x) at x = 0.21053.
    [Fact]
    public void The_fewest_lots_that_are_enough_are_closed() =>
        Assert.Equal((BtcPerp, 0.211m), Next(Book(7_000m, (BtcPerp, 1m))));

    [Fact]
    public void An_account_that_meets_the_target_closes_nothing() =>
        Assert.Null(PortfolioLiquidation.Next(Book(8_800.000001m, (BtcPerp, 1m)), Market));

    // Long 2 BTC against short 75,000 USD of inverse contracts leaves half a coin that nothing hedges: without it 825 are needed
    // and 775 are there, and closing more of the long lays the short bare.
    [Fact]
    public void A_hedge_is_not_taken_apart() =>
        Assert.Equal((BtcPerp, 0.5m), Next(Book(900m, (BtcPerp, 2m), (BtcUsd, -750m))));

    [Fact]
    public void Of_two_cures_the_one_of_less_value_is_taken() =>
        Assert.Equal(EthPerp, Next(Book(22_000m, (BtcPerp, 1m), (EthPerp, 40m))).Instrument);

    // Not even without either position are 300 enough for the other one's 8,000: first what frees most for its value.
    [Fact]
    public void Where_no_close_is_enough_the_position_that_frees_most_is_closed_whole() =>
        Assert.Equal((EthPerp, 20m), Next(Book(300m, (BtcPerp, 1m), (EthPerp, 20m))));

    [Fact]
    public void A_bankrupt_account_closes_all_of_a_position() =>
        Assert.Equal((BtcPerp, 1m), Next(Book(-1m, (BtcPerp, 1m))));

    // Perfectly hedged, 500 are required and × 1.1 asked for: 543.6 are there: 13 % of both sides less are enough, after fees.
    // One side is reduced first, which makes it worse; then as much of the other one as is laid bare.
    [Fact]
    public void Sides_that_hedge_each_other_are_reduced_alike()
    {
        Assert.Equal((BtcPerp, 0.13m), Next(Book(543.6m, (BtcPerp, 1m), (BtcUsd, -500m))));
        Assert.Equal((BtcUsd, 65m), Next(Book(543.6m - 32.5m, (BtcPerp, 0.87m), (BtcUsd, -500m))));
    }

    // 100 are not enough for the fees of both.
    [Fact]
    public void Sides_that_cannot_be_cured_are_closed_one_after_the_other() =>
        Assert.Equal((BtcPerp, 1m), Next(Book(100m, (BtcPerp, 1m), (BtcUsd, -500m))));

    [Property(MaxTest = 150)]
    public void Closing_one_after_another_ends_at_the_target_or_with_nothing_left(int seed)
    {
        var venue = new RandomVenue(seed);
        var risk = venue.MakeRisk(seed & 7);
        var market = venue.Market(risk);
        var book = RandomVenue.InMode(1, venue.Book(risk));
        var steps = 0;
        while (PortfolioLiquidation.Next(book, market) is { } close)
        {
            Assert.True(++steps <= 30, $"seed {seed}: no end in sight");
            Assert.Equal(close, PortfolioLiquidation.Next(book, market));
            Assert.InRange(close.Quantity.Contracts, 0.000000000001m, close.Position.Quantity.Abs().Contracts);
            book = Without(book, close, market);
        }

        var figures = MarginCalculator.Evaluate(book, market);
        Assert.True(
            book.Positions.All(position => position.IsIsolated) || figures.Equity >= figures.Maintenance * risk.LiquidationTarget, $"seed {seed}");
    }

    private static MarketView Market { get; } = Frame(risk: Scanned);

    private static (InstrumentId Instrument, decimal Closed) Next(MarginBook book)
    {
        var close = PortfolioLiquidation.Next(book, Market)!.Value;
        return (close.Position.Instrument.Id, close.Quantity.Contracts);
    }

    private static MarginBook Book(decimal usdt, params (InstrumentId Instrument, decimal Quantity)[] positions) => new(
        [new Holding(Rules[Usdt], Amount(usdt))],
        [
            .. positions.Select(p => new BookPosition(
                Rules[p.Instrument], Contracts(p.Quantity), Rules[p.Instrument].SignedValue(Contracts(p.Quantity), Market.Mark(Rules[p.Instrument])!.Value), 0m, null)),
        ],
        [])
    {
        Mode = MarginMode.Portfolio,
    };

    // As if it had been filled at the mark, without a fee.
    private static MarginBook Without(MarginBook book, PlannedClose close, MarketView market)
    {
        var (position, instrument) = (close.Position, close.Position.Instrument);
        var share = close.Quantity.Contracts / position.Quantity.Abs().Contracts;
        var realised = PositionMargin.UnrealisedPnl(position, market.Mark(instrument)!.Value, market) * new Rate(share);
        var left = position with
        {
            Quantity = position.Quantity.Sign > 0 ? position.Quantity - close.Quantity : position.Quantity + close.Quantity,
            EntryValue = position.EntryValue * new Rate(1m - share),
            FundingValue = position.FundingValue * new Rate(1m - share),
        };
        var settle = market.Risk[instrument.Settle];
        var held = book.Balances.Where(holding => holding.Asset.Id == settle.Id).Select(holding => holding.Balance);
        return book with
        {
            Balances =
            [
                .. book.Balances.Where(holding => holding.Asset.Id != settle.Id),
                new Holding(settle, held.Aggregate(realised, (sum, balance) => sum + balance)),
            ],
            Positions = [.. book.Positions.Where(p => p != position), .. left.Quantity == Quantity.Zero ? Array.Empty<BookPosition>() : [left]],
        };
    }
}
