using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

public sealed class StatusTests
{
    // One BTC bought at 50,000 with 3,000: equity is the price − 47,000, maintenance a fortieth of the price.
    private static readonly Dictionary<MarginStatus, decimal> PriceOf = new()
    {
        [MarginStatus.Healthy] = 50_000m,
        [MarginStatus.MarginCall] = 48_300m,
        [MarginStatus.Liquidation] = 48_000m,
        [MarginStatus.Bankrupt] = 46_000m,
    };

    // At 48,000 the loss is 2,000 and maintenance 1,200; a margin call comes below 1.2 times that.
    [Theory]
    [InlineData("3440", MarginStatus.Healthy)]
    [InlineData("3439.999999", MarginStatus.MarginCall)]
    [InlineData("3200", MarginStatus.MarginCall)]
    [InlineData("3199.999999", MarginStatus.Liquidation)]
    [InlineData("2000", MarginStatus.Liquidation)]
    [InlineData("1999.999999", MarginStatus.Bankrupt)]
    public void A_status_begins_just_below_its_line(string deposit, MarginStatus status) =>
        Account.Holding(1m, decimal.Parse(deposit, System.Globalization.CultureInfo.InvariantCulture)).At(Frame(2, btc: 48_000m)).WhenWoken()
            .ThenState(account => Assert.Equal(status, account.Status));

    [Fact]
    public void A_status_changes_in_every_direction_and_says_what_it_rests_on()
    {
        foreach (var from in Enum.GetValues<MarginStatus>())
        {
            foreach (var to in Enum.GetValues<MarginStatus>().Where(to => to != from))
            {
                var account = Account.Holding(1m, 3_000m).At(Frame(2, btc: PriceOf[from])).WhenWoken();
                var price = PriceOf[to];
                var change = account.At(Frame(3, btc: price)).WhenWoken().Result.Events[0];
                Assert.Equal(Expected(from, to, price), change.Event);
                Assert.Equal((new FrameNumber(3), new Instant(3_000)), (change.Frame, change.Time));
                account.ThenState(state => Assert.Equal(to, state.Status));
            }
        }
    }

    [Fact]
    public void A_status_that_did_not_change_stores_nothing_and_answers_with_a_band()
    {
        var account = Account.Holding(1m, 3_000m).At(Frame(2, btc: 49_000m)).WhenWoken().ThenNothingStored();
        var answer = Assert.IsType<WatchlistCommand.AnswerBand>(Assert.Single(account.Result.Sends).Command);
        Assert.True(answer.Band.Contains(Frame(2, btc: 49_000m)));
        Assert.False(answer.Band.Contains(Frame(3, btc: 48_300m)));
    }

    [Fact]
    public void A_deposit_lifts_a_margin_call_in_the_same_decision() =>
        Account.Holding(1m, 3_000m).At(Frame(2, btc: 48_300m)).WhenWoken().When(Deposit(1_000m)).ThenKinds(
            typeof(AccountEvent.Deposited), typeof(AccountEvent.MarginCallLifted));

    [Fact]
    public void A_version_of_the_risk_book_is_named_by_what_was_decided_under_it()
    {
        var stricter = new RiskBook(
            new RiskBookVersion(2), Usd, new Rate(2m), new Rate(1.1m), Rules.Assets, Rules.Instruments);
        var change = Account.Holding(1m, 4_000m).At(Frame(2, btc: 48_300m, risk: stricter)).WhenWoken().Result.Events.Single().Event;
        Assert.Equal(new RiskBookVersion(2), Assert.IsType<AccountEvent.MarginCallIssued>(change).Basis.Risk);
    }

    [Fact]
    public void Severity_is_the_missing_share_of_maintenance()
    {
        Assert.Equal(new Rate(0.16666667m), Severity(1_000m, 1_200m));
        Assert.Equal(new Rate(0m), Severity(1_200m, 1_200m));
        Assert.Equal(new Rate(-0.1m), Severity(1_320m, 1_200m));
        Assert.Equal(new Rate(1_000_000m), Severity(-1m, 0m));
        Assert.Equal(new Rate(-1_000_000m), Severity(0m, 0m));
        Assert.Equal(new Rate(1_000_000m), Severity(-1_000_000_000m, 0.01m));
    }

    private static Rate Severity(decimal equity, decimal maintenance) => Margining.Accounts.Severity.Of(
        new MarginFigures(default, Amount(equity), default, Amount(maintenance), default));

    private static AccountEvent Expected(MarginStatus from, MarginStatus to, decimal price)
    {
        var figures = Account.Figures(price - 47_000m, price - 47_000m, price / 40m);
        var basis = Account.Basis(3, ("USDT", 1m), ("BTC-PERP", price));
        return to switch
        {
            MarginStatus.Healthy => new AccountEvent.MarginCallLifted(from, figures, basis),
            MarginStatus.MarginCall => new AccountEvent.MarginCallIssued(from, figures, basis),
            MarginStatus.Liquidation => new AccountEvent.MaintenanceBreached(from, figures, basis),
            _ => new AccountEvent.BankruptcyDeclared(from, figures, basis),
        };
    }
}
