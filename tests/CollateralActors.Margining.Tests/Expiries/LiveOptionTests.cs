using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using static CollateralActors.Margining.Tests.Specs.DatedVenue;
using static CollateralActors.Margining.Tests.Specs.Venue;
using TestAccount = CollateralActors.Margining.Tests.Accounts.Account;

namespace CollateralActors.Margining.Tests.Expiries;

/// <summary>Options in live accounts: priced in each frame by the volatility that the market accepts, margined by their rates.</summary>
public sealed class LiveOptionTests
{
    [Fact]
    public void A_volatility_is_a_symbol_of_its_own_that_frames_carry_like_a_price()
    {
        var symbol = Symbol.OfVolatility(BtcCall);
        Assert.Equal(("IV:BTC-50000-C", BtcCall), (symbol.Value, symbol.VolatilityOf!.Value));
        Assert.Null(Symbol.Of(BtcCall).VolatilityOf);
        Assert.False(Limits.IsName(symbol.Value));

        var oracle = OracleState.Initial with { Accepted = new AcceptedPrice(Price(0.6m), new Instant(1_000)) };
        var first = Fold(null, 1, new SymbolUpdate(symbol, oracle), Update(Symbol.Of(Btc), 50_000m), Update(Symbol.Of(Usdt), 1m));
        Assert.Equal(new Rate(0.6m), first.ImpliedVolatility(Call));
        var second = Fold(first, 2, Update(Symbol.Of(Btc), 51_000m));
        Assert.Equal(new Rate(0.6m), second.ImpliedVolatility(Call));
        Assert.NotEqual(first.Mark(Call), second.Mark(Call));
    }

    [Fact]
    public void Time_alone_takes_from_an_option_what_it_is_worth()
    {
        var marks = new[] { 1L, 5L, 9L }.Select(second => DatedVenue.Frame(second).Mark(Call)!.Value.Value).ToArray();
        Assert.True(marks[0] > marks[1] && marks[1] > marks[2] && marks[2] > 0m, string.Join(", ", marks));
    }

    [Fact]
    public void A_mark_of_its_own_goes_before_and_the_settlement_before_both()
    {
        var view = DatedVenue.Frame(2);
        var quoted = new MarketView(view.Frame, view.Time, view.Risk, view.IndexPrices, view.Marks.Add(BtcCall, Price(123m)), view.OptionQuotes);
        Assert.Equal(Price(123m), quoted.Mark(Call));
        Assert.Equal(Price(7m), new MarketView(quoted.Frame, quoted.Time, quoted.Risk, quoted.IndexPrices, quoted.Marks, quoted.OptionQuotes)
        {
            Settlements = DatedVenue.Frame(10, 50_000m, (BtcCall, 50_007m)).Settlements,
        }.Mark(Call));
    }

    [Fact]
    public void The_premium_is_an_entry_price_and_no_money_moves_at_the_trade()
    {
        var account = TestAccount.With(20_000m).Given(new AccountEvent.WatchConfirmed(1)).Stamped().At(DatedVenue.Frame(2))
            .When(Trade("t-1", -1m, 700m, BtcCall));
        account.ThenState(a => Assert.Equal(Amount(20_000m - 0.35m), a.BalanceOf(Usdt)));
        account.ThenState(a => Assert.Equal(Amount(-700m), a.Positions[BtcCall].EntryValue));
    }

    [Fact]
    public void A_short_needs_its_rates_and_a_long_its_value()
    {
        var market = DatedVenue.Frame(2);
        var mark = market.Mark(Call)!.Value.Value;
        Assert.Equal((7_500m, 3_750m), Requirement(BtcCall, -1m, market));
        Assert.Equal((mark, mark), Requirement(BtcCall, 1m, market));
    }

    [Fact]
    public void Whoever_holds_an_option_is_looked_at_again_before_it_expires()
    {
        var account = ContractSettlementTests.Holding(BtcCall, -1m, 700m, 50_000m).At(DatedVenue.Frame(2)).WhenWoken();
        var answer = Assert.IsType<WatchlistCommand.AnswerBand>(Assert.Single(account.Result.Sends).Command);
        Assert.False(answer.Band.IsHot);
        Assert.True(answer.Band.Contains(DatedVenue.Frame(3)));
        Assert.False(answer.Band.Contains(DatedVenue.Frame(7)));
        var expired = ContractSettlementTests.Holding(BtcCall, -1m, 700m, 50_000m).At(DatedVenue.Frame(10)).WhenWoken();
        Assert.True(Assert.IsType<WatchlistCommand.AnswerBand>(Assert.Single(expired.Result.Sends).Command).Band.IsHot);
    }

    [Fact]
    public void A_volatility_that_rises_ruins_a_short_though_no_price_moved()
    {
        var view = DatedVenue.Frame(3);
        var quotes = view.OptionQuotes.SetItem(BtcCall, new OptionQuote(new Rate(800m)));
        var account = ContractSettlementTests.Holding(BtcCall, -1m, 700m, 8_000m)
            .At(new MarketView(view.Frame, view.Time, view.Risk, view.IndexPrices, view.Marks, quotes)).WhenWoken();
        var breached = Assert.IsType<AccountEvent.MaintenanceBreached>(account.Result.Events[0].Event);
        Assert.Contains(new UsedPrice("IV:BTC-50000-C", Price(800m)), breached.Basis.Prices);
    }

    [Fact]
    public void Without_margin_rates_an_option_is_not_ordered_and_who_is_short_of_it_nevertheless_stands_for_all_of_it()
    {
        var view = DatedVenue.Frame(2);
        var bare = DatedVenue.With(view.Risk, Call with { Option = Call.Option! with { Rates = null } });
        var market = new MarketView(view.Frame, view.Time, bare, view.IndexPrices, view.Marks, view.OptionQuotes);
        TestAccount.With(50_000m).At(market).When(Reserve("o-1", -1m, 700m, BtcCall)).ThenRejected(
            RejectionCode.NoMarginRates, "option BTC-50000-C has no margin rates outside portfolio mode; account 'alice'");
        Assert.Equal((50_000m, 50_000m), Requirement(BtcCall, -1m, market));
    }

    [Theory]
    [InlineData(0, "strike 0 of BTC-50000-C is not above 0, with at most 12 decimals")]
    [InlineData(-1, "strike -1 of BTC-50000-C is not above 0, with at most 12 decimals")]
    public void A_strike_is_above_0(decimal strike, string problem) =>
        Assert.Equal([problem], Problems(Call with { Option = Call.Option! with { Strike = new Price(strike) } }));

    [Fact]
    public void Rates_are_shares_and_the_minimum_is_not_below_maintenance()
    {
        Assert.Empty(Problems(Call));
        Assert.Equal(["option rate 1.5 of BTC-50000-C is not 0 to 1"], Problems(Rated(1.5m, 0.1m, 0.1m)));
        Assert.Equal(
            ["minimum initial rate 0.1 of BTC-50000-C is below the maintenance rate 0.2"], Problems(Rated(0.3m, 0.1m, 0.2m)));
        Assert.Equal(["BTC-50000-C is an option without a right and a strike"], Problems(Call with { Option = null }));
        Assert.Equal(
            ["exercise threshold -1 of BTC-50000-C is not 0 to 1000000000000"],
            Problems(Call with { Expiry = At(10_000, threshold: -1m) }));
    }

    [Fact]
    public void Right_and_strike_stay() => Assert.Equal(
        ["BTC-50000-C is not the option of version 1; right and strike stay"],
        RiskBookRules.Problems(
            DatedVenue.With(Venue.Rules, Call with { Option = Call.Option! with { Right = OptionRight.Put } }),
            DatedVenue.With(Venue.Rules, Call),
            new Instant(2_000)));

    private static InstrumentParameters Rated(decimal initial, decimal minimum, decimal maintenance) => Call with
    {
        Option = Call.Option! with { Rates = new OptionRates(new Rate(initial), new Rate(minimum), new Rate(maintenance)) },
    };

    private static IReadOnlyList<string> Problems(InstrumentParameters instrument) =>
        RiskBookRules.Problems(DatedVenue.With(Venue.Rules, instrument), null, new Instant(2_000));

    private static (decimal Initial, decimal Maintenance) Requirement(InstrumentId option, decimal quantity, MarketView market)
    {
        var book = new MarginBook([], [new BookPosition(market.Risk[option], Contracts(quantity), default, 0m, null)], []);
        var figures = MarginCalculator.Evaluate(book, market);
        return (figures.Initial.Value, figures.Maintenance.Value);
    }

    private static SymbolUpdate Update(Symbol symbol, decimal price) =>
        new(symbol, OracleState.Initial with { Accepted = new AcceptedPrice(Price(price), new Instant(1_000)) });

    private static MarketView Fold(MarketView? before, long frame, params SymbolUpdate[] updates) => MarketFold.Next(
        before,
        new MarketEvent.FrameIssued(new FrameNumber(frame), new RiskBookVersion(1), [.. updates]),
        new Instant(frame * 1_000),
        DatedVenue.Rules);
}
