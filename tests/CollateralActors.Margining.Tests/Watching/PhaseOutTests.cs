using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Tests.Margin;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using FsCheck.Xunit;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Watching;

/// <summary>An asset that is taken no more, and what is held of it counted down from step to step of a schedule.</summary>
public sealed class PhaseOutTests
{
    private static readonly RiskBook Leaving = Book(1, instead: Asset(Btc, 8, 0.1m) with
    {
        Rules = new CollateralRules
        {
            DepositsClosed = true,
            PhaseOut =
            [
                new(new Instant(2_500), new Rate(0.5m)), new(new Instant(4_000), new Rate(0.25m)), new(new Instant(6_000), Rate.Zero),
            ],
        },
    });

    [Fact]
    public void A_closed_asset_is_not_deposited_and_is_withdrawn() =>
        Account.With(100m).Given(new AccountEvent.Deposited(Btc, Amount(1m))).At(Frame(2, risk: Leaving))
            .When(Deposit(1m, Btc)).ThenRejected(RejectionCode.DepositsClosed, "deposits of BTC are closed; what is held can be withdrawn")
            .When(Deposit(1m)).Then(new AccountEvent.Deposited(Usdt, Amount(1m)))
            .When(Withdraw(1m, Btc)).Then(new AccountEvent.Withdrawn(Btc, Amount(1m)));

    // The example of docs/collateral.md: one BTC at 50,000 with a haircut of 0.1 counts 45,000 and is counted down.
    [Theory]
    [InlineData(2, 45_000, 0)]
    [InlineData(3, 22_500, 1)]
    [InlineData(4, 11_250, 2)]
    [InlineData(5, 11_250, 2)]
    [InlineData(6, 0, 3)]
    public void From_the_first_frame_at_or_after_a_step_the_asset_counts_by_its_factor(long frame, decimal equity, int phase)
    {
        var market = Frame(frame, risk: Leaving);
        var account = Account.New().Given(new AccountEvent.Opened(), new AccountEvent.Deposited(Btc, Amount(1m))).State;
        var book = account.ToMarginBook(market);
        Assert.Equal(equity, MarginCalculator.Evaluate(book, market).Equity.Value);
        Assert.Equal(equity, PurposeMargin.Evaluate(book, market, CollateralPurpose.Withdrawal).Equity.Value);
        Assert.Equal(new RiskEdition(new RiskBookVersion(1), phase), market.Risk.Edition);
    }

    [Fact]
    public void A_step_acts_on_what_is_held_and_not_on_what_is_owed()
    {
        var market = Frame(6, risk: Leaving);
        Assert.Equal(-2m, market.Risk[Btc].Adjusted(Amount(-2m)).Value);
    }

    [Fact]
    public void A_step_alone_can_put_an_account_into_liquidation() =>
        Account.Holding(1m, 100m).Given(new AccountEvent.Deposited(Btc, Amount(0.04m))).At(Frame(2, risk: Leaving)).WhenWoken().Then()
            .At(Frame(3, risk: Leaving)).WhenWoken()
            .ThenKinds(typeof(AccountEvent.MaintenanceBreached), typeof(AccountEvent.LiquidationRequested));

    [Fact]
    public void Every_account_is_looked_at_when_a_step_comes_and_nobody_for_it_before_and_after()
    {
        var market = Frame(1, risk: Leaving);
        var book = Account.Holding(1m, 100_000m).State.ToMarginBook(market);
        var (ladder, name) = (new Ladder(), new AccountId("a"));
        ladder.Pass(null, market);
        for (var frame = 1L; frame <= 7; frame++)
        {
            var (before, step) = (market, frame is 3 or 4 or 6);
            market = Frame(frame, risk: Leaving);
            var woken = frame > 1 && ladder.Pass(before, market).Count > 0;
            Assert.Equal((frame, step), (frame, woken));
            Assert.True(ladder.Set(name, BandMaker.Make(book, market, MarginCalculator.Evaluate(book, market)), 0m));
        }
    }

    [Fact]
    public void A_band_made_before_a_step_does_not_hold_after_it_whoever_asks()
    {
        var (before, after) = (Frame(2, risk: Leaving), Frame(3, risk: Leaving));
        var book = Account.Holding(1m, 100_000m).State.ToMarginBook(before);
        var band = BandMaker.Make(book, before, MarginCalculator.Evaluate(book, before));
        Assert.True(band.Contains(before));
        Assert.False(band.Contains(after));
        Assert.False(Band.HotAt(before.Frame, after.Risk.Edition).Contains(before));
        Assert.False(WatchedBook.Of(book, before).Fits(after));
    }

    [Fact]
    public void As_long_as_no_step_comes_the_book_is_one_and_the_same()
    {
        Assert.Same(Leaving, Leaving.At(new Instant(2_499)));
        Assert.Same(Leaving.At(new Instant(2_500)), Leaving.At(new Instant(3_999)).At(new Instant(3_999)));
        Assert.Same(Leaving, Leaving.At(new Instant(9_000)).At(new Instant(0)));
        Assert.Same(Rules, Rules.At(new Instant(9_000)));
    }

    [Property(MaxTest = 60)]
    public void Watching_by_bands_finds_the_same_status_changes_as_visiting_everybody_with_steps_in_between(int seed)
    {
        var venue = new RandomVenue(seed);
        var market = venue.Market(RandomRules.On(venue, venue.Risk, mayPhaseOut: true));
        var books = Enumerable.Range(0, 30).Select(_ => venue.Book(market.Risk)).ToArray();
        var watched = Statuses(books, market);
        var ladder = new Ladder();
        ladder.Pass(null, market);
        for (var i = 0; i < books.Length; i++)
            Look(i);
        for (var frame = 0; frame < 60; frame++)
        {
            var previous = market;
            market = venue.Move(market, mayChangeRisk: false);
            books = [.. books.Select(book => RandomVenue.Under(market.Risk, book))];
            foreach (var account in ladder.Pass(previous, market))
                Look(int.Parse(account.Value, System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal((seed, frame, string.Join(' ', Statuses(books, market))), (seed, frame, string.Join(' ', watched)));
        }

        void Look(int i)
        {
            var figures = MarginCalculator.Evaluate(books[i], market);
            watched[i] = figures.Status;
            var name = new AccountId(i.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Assert.True(ladder.Set(name, BandMaker.Make(books[i], market, figures), Severity.Of(figures).Value), $"seed {seed}, account {i}");
        }
    }

    private static MarginStatus[] Statuses(MarginBook[] books, MarketView market) =>
        [.. books.Select(book => MarginCalculator.Evaluate(book, market).Status)];
}
