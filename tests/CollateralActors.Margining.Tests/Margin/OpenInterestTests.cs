using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Tests.Totals;
using CollateralActors.Margining.Tests.Watching;
using CollateralActors.Margining.Totals;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Margin;

/// <summary>The initial rate rises to 100 % while all accounts together hold more and more of an instrument.</summary>
public sealed class OpenInterestTests
{
    private static readonly OpenInterestRules Growing = new(100m, 300m, null);

    // One BTC-PERP at 50,000: 5 % is 2,500, a quarter of the way to 100 % is 28.75 %.
    [Theory]
    [InlineData(0, 2_500)]
    [InlineData(100, 2_500)]
    [InlineData(150, 14_375)]
    [InlineData(300, 50_000)]
    [InlineData(1_000, 50_000)]
    public void Between_its_bounds_the_rate_rises_linearly(double openInterest, double initial)
    {
        var market = Counted.Frame(Counted.Of(openInterest: Growing), longs: (decimal)openInterest);
        var figures = MarginCalculator.Evaluate(Account.Holding(1m, 0m).State.ToMarginBook(market), market);
        Assert.Equal(((decimal)initial, 1_250m), (figures.Initial.Value, figures.Maintenance.Value));
    }

    [Theory]
    [InlineData(100, 0)]
    [InlineData(100.0000001, 0.000001)]
    [InlineData(166.666666, 0.333334)]
    [InlineData(200, 0.5)]
    [InlineData(299.99999999, 1)]
    public void The_share_of_the_way_is_rounded_up_to_six_decimals(double openInterest, double share) =>
        Assert.Equal((decimal)share, Growing.ShareAt((decimal)openInterest).Value);

    [Fact]
    public void Orders_are_margined_by_it_too()
    {
        var market = Counted.Frame(Counted.Of(openInterest: Growing), longs: 150m);
        Account.With(14_374.999999m).At(market).When(Reserve("o-1", 1m, 50_000m))
            .ThenRejected(RejectionCode.InsufficientFreeCollateral, "would leave free collateral of -0.000001 USD");
        Account.With(14_375m).At(market).When(Reserve("o-1", 1m, 50_000m)).ThenKinds(typeof(AccountEvent.OrderReserved));
    }

    [Property(MaxTest = 200)]
    public void More_open_interest_never_requires_less_and_never_more_than_the_whole_value(int seed)
    {
        var (venue, random) = (new RandomVenue(seed), new Random(seed));
        var book = Growingly(venue.Risk);
        var (none, before) = (venue.Market(venue.Risk), 0m);
        var account = venue.Book(venue.Risk);
        var whole = account.Positions.Where(position => !position.IsIsolated).Sum(position => Whole(position, none));
        foreach (var openInterest in new[] { 0m, 50m, 100m, random.Next(100, 300), 299.9m, 300m, 500m }.Order())
        {
            var market = At(none, book, openInterest);
            var under = RandomVenue.Under(book, account with { Orders = [] });
            var figures = MarginCalculator.Evaluate(under, market);
            var plain = MarginCalculator.Evaluate(account with { Orders = [] }, none);
            Assert.Equal((seed, plain.Equity, plain.Maintenance, plain.Status), (seed, figures.Equity, figures.Maintenance, figures.Status));
            Assert.True(figures.Initial.Value >= before, $"seed {seed} at {openInterest}");
            Assert.True(figures.Initial.Value <= whole + 0.000001m, $"seed {seed} at {openInterest}");
            if (openInterest <= 100m)
                Assert.Equal((seed, plain.Initial), (seed, figures.Initial));
            before = figures.Initial.Value;
        }
    }

    [Property(MaxTest = 100)]
    public void Exact_fractions_say_the_same(int seed)
    {
        var venue = new RandomVenue(seed);
        var (book, openInterest) = (Growingly(venue.Risk), new Random(seed).Next(0, 400));
        var market = At(venue.Market(venue.Risk), book, openInterest);
        var account = RandomVenue.Under(book, venue.Book(venue.Risk));
        Assert.Equal(
            (double)new ExactBook(account, market).Initial().ToAmount().Value,
            (double)MarginCalculator.Evaluate(account, market).Initial.Value,
            1e-6);
    }

    [Property(MaxTest = 200)]
    public void A_larger_position_never_requires_less_and_its_parts_never_more(int seed)
    {
        var random = new Random(seed);
        var market = Counted.Frame(Counted.Of(openInterest: Growing), longs: random.Next(50, 350));
        var (one, other) = (random.Next(1, 30_000) / 1_000m, random.Next(1, 30_000) / 1_000m);
        var together = Initial(one + other, market);
        Assert.True(together >= Initial(one, market), $"seed {seed}");
        Assert.True(together >= Initial(one, market) + Initial(other, market) - 0.000001m, $"seed {seed}");
        Assert.Equal(together, Initial(-one - other, market));
    }

    [Fact]
    public void Rules_that_cannot_be_are_refused_with_their_book()
    {
        Refused(new(null, null, null), "open interest of BTC-PERP has neither bounds nor a limit; leave it out");
        Refused(new(1m, null, null), "open interest of BTC-PERP has one bound only");
        Refused(new(null, 1m, 5m), "open interest of BTC-PERP has one bound only");
        Refused(new(-1m, 1m, null), "open interest of BTC-PERP has bounds -1 and 1; lower is 0 or more, and upper above it");
        Refused(new(2m, 2m, null), "open interest of BTC-PERP has bounds 2 and 2");
        Refused(new(2m, 1e13m, null), "has bounds 2 and 10000000000000");
        Refused(new(null, null, 0m), "open-interest limit 0 of BTC-PERP is not above 0; leave it out for no limit");
        Assert.Empty(RiskBookRules.Problems(Counted.Of(openInterest: new(0m, 1m, 1m)), null));

        static void Refused(OpenInterestRules rules, string says) => Assert.Contains(
            RiskBookRules.Problems(Counted.Of(openInterest: rules), null), problem => problem.Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public void The_rates_of_an_option_do_not_grow_with_it()
    {
        var option = Sample.Option("O", OptionRight.Call, 50_000m) with { OpenInterest = Growing };
        var book = new RiskBook(new RiskBookVersion(1), Usd, new Rate(1.2m), Rate.One, Rules.Assets, [option]);
        Assert.Contains(
            "open interest of O has bounds; only the rates of other contracts grow with it", RiskBookRules.Problems(book, null));
    }

    private static decimal Initial(decimal quantity, MarketView market) =>
        MarginCalculator.Evaluate(Account.Holding(quantity, 0m).State.ToMarginBook(market), market).Initial.Value;

    private static decimal Whole(BookPosition position, MarketView market)
    {
        var settle = market.IndexPrice(position.Instrument.Settle)!.Value;
        var mark = market.Mark(position.Instrument)!.Value;
        var basis = position.Instrument.Margin.Basis == MarginBasis.Mark ? PositionMargin.Value(position, mark) : position.EntryValue.Abs();
        return Math.Max(basis.Value, PositionMargin.Requirement(position, mark, market).Initial.Value) * settle.Value;
    }

    private static RiskBook Growingly(RiskBook book) => new(
        book.Version, book.Valuation, book.MarginCallRatio, book.LiquidationTarget, book.Assets,
        book.Instruments.Select(i => i with { OpenInterest = new(100m * i.ContractSize, 300m * i.ContractSize, null) }))
    {
        ProfitWeights = book.ProfitWeights,
    };

    private static MarketView At(MarketView market, RiskBook book, decimal openInterest) =>
        new(market.Frame, market.Time, book, market.IndexPrices, market.Marks)
        {
            FundingIndices = market.FundingIndices,
            InterestIndices = market.InterestIndices,
            Totals = Tally.Empty.With(new([], [.. book.Instruments.Select(i => new LongContracts(i.Id, Contracts(openInterest)))])),
        };
}
