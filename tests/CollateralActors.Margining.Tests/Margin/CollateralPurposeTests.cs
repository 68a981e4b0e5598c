using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Tests.Watching;
using CollateralActors.Margining.Totals;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Margin;

/// <summary>Collateral has haircuts of its own for what it is counted for, and they may only be more cautious.</summary>
public sealed class CollateralPurposeTests
{
    /// <summary>A decimal has 28 digits: two ways to one figure differ in the last ones.</summary>
    private const decimal LastDigits = 0.000000000000000001m;

    // The example of docs/collateral.md: 1,000 USDT, 0.1 BTC worth 5,000, and one BTC-PERP that requires 2,500.
    [Theory]
    [InlineData(CollateralPurpose.Initial, 2_500)]
    [InlineData(CollateralPurpose.Borrowing, 2_000)]
    [InlineData(CollateralPurpose.Withdrawal, 500)]
    public void Each_purpose_has_its_own_haircut(CollateralPurpose purpose, double free)
    {
        var market = At(new CollateralRules { Initial = Cut(0.2m), Borrowing = Cut(0.3m), Withdrawal = Cut(0.6m) });
        Assert.Equal((decimal)free, Free(market, purpose));
        Assert.Equal(5_500m, MarginCalculator.Evaluate(Example(market).State.ToMarginBook(market), market).Equity.Value);
    }

    [Fact]
    public void Borrowing_and_withdrawals_take_the_haircuts_for_initial_margin_where_they_have_none()
    {
        var market = At(new CollateralRules { Initial = Cut(0.2m) });
        Assert.Equal((2_500m, 2_500m), (Free(market, CollateralPurpose.Borrowing), Free(market, CollateralPurpose.Withdrawal)));
    }

    [Fact]
    public void A_command_is_judged_by_its_purpose()
    {
        var market = At(new CollateralRules { Initial = Cut(0.2m), Withdrawal = Cut(0.6m) });
        Example(market).When(Withdraw(500.000001m)).ThenRejected(
                RejectionCode.InsufficientFreeCollateral, "for withdrawals 2500 USD by its haircuts do not count")
            .When(Withdraw(500m)).ThenKinds(typeof(AccountEvent.Withdrawn));
        Example(market).When(Reserve("o-1", 1.001m, 50_000m)).ThenRejected(
                RejectionCode.InsufficientFreeCollateral, "for initial margin 500 USD by its haircuts do not count")
            .When(Reserve("o-1", 1m, 50_000m)).ThenKinds(typeof(AccountEvent.OrderReserved));
    }

    [Theory]
    [InlineData("10: 0.1", "10: 0.1", true)]
    [InlineData("10: 0.1", "5: 0.1", false)]
    [InlineData("5: 0.1", "10: 0.1", true)]
    [InlineData("5: 0.1, 10: 0.2", "10: 0.1", true)]
    [InlineData("5: 0, 10: 0.3", "10: 0.1", false)]
    [InlineData("10: 0.1", "5: 0.1, 10: 0.2", false)]
    [InlineData("5: 0.1, 10: 0.2", "5: 0.1, 10: 0.2", true)]
    [InlineData("4: 0.1, 10: 0.2", "5: 0.1, 10: 0.2", true)]
    [InlineData("6: 0.1, 10: 0.2", "5: 0.1, 10: 0.2", false)]
    [InlineData("10: 0.2", "2: 0, 4: 0.1, 6: 0.2", false)]
    [InlineData("6: 0.2", "2: 0, 4: 0.1, 6: 0.2", true)]
    [InlineData("6: 0.2, 20: 1", "2: 0, 4: 0.1, 6: 0.2", true)]
    [InlineData("", "10: 0.1", true)]
    [InlineData("10: 0.9", "", false)]
    public void A_schedule_is_as_cautious_as_another_if_it_cuts_every_amount_as_much(string one, string other, bool isCautious) =>
        Assert.Equal(isCautious, Schedule(one).IsAsCautiousAs(Schedule(other)));

    [Property(MaxTest = 200)]
    public void What_a_purpose_counts_is_at_most_what_the_one_counts_that_it_builds_on(int seed)
    {
        var venue = new RandomVenue(seed, hasPegs: false);
        var (free, strict) = (venue.Market(venue.Risk), venue.Market(RandomRules.On(venue, venue.Risk)));
        strict = new MarketView(free.Frame, free.Time, strict.Risk, free.IndexPrices, free.Marks)
        {
            FundingIndices = free.FundingIndices,
            InterestIndices = free.InterestIndices,
            Totals = Tally.Empty.With(new([.. strict.Risk.CountedAssets.Select(asset => new Money(Amount(venue.Between(0m, 200m)), asset))], [])),
        };
        for (var i = 0; i < 10; i++)
        {
            var (plain, book) = (venue.Book(venue.Risk), default(MarginBook));
            book = RandomVenue.Under(strict.Risk, plain);
            var figures = MarginCalculator.Evaluate(plain, free);
            Assert.Equal((seed, i, figures), (seed, i, MarginCalculator.Evaluate(book, strict)));
            var initial = PurposeMargin.Evaluate(book, strict, CollateralPurpose.Initial);
            Assert.True(initial.Equity.Value <= figures.Equity.Value + LastDigits, $"seed {seed}, account {i}");
            foreach (var purpose in (CollateralPurpose[])[CollateralPurpose.Borrowing, CollateralPurpose.Withdrawal])
            {
                var outgoing = PurposeMargin.Evaluate(book, strict, purpose);
                Assert.True(outgoing.Equity.Value <= initial.Equity.Value + LastDigits, $"seed {seed}, account {i}, {purpose}");
                var difference = figures.Equity - outgoing.Equity;
                Assert.Equal((double)difference.Value, (double)outgoing.Cuts.Sum(cut => cut.Amount.Value), 1e-6);
            }
        }
    }

    [Property(MaxTest = 200)]
    public void Without_rules_every_purpose_counts_exactly_what_maintenance_counts(int seed)
    {
        var venue = new RandomVenue(seed, hasPegs: false);
        var market = venue.Market(venue.Risk);
        for (var i = 0; i < 10; i++)
        {
            var book = venue.Book(venue.Risk);
            var (figures, outgoing) = (MarginCalculator.Evaluate(book, market), PurposeMargin.Evaluate(book, market, CollateralPurpose.Withdrawal));
            Assert.Equal((seed, i, figures.Equity, figures.Initial), (seed, i, outgoing.Equity, outgoing.Initial));
            Assert.Empty(outgoing.Cuts);
        }
    }

    private static decimal Free(MarketView market, CollateralPurpose purpose) =>
        PurposeMargin.Evaluate(Example(market).State.ToMarginBook(market), market, purpose).FreeCollateral.Value;

    private static Specs.Spec<AccountState> Example(MarketView market) =>
        Account.Holding(1m, 1_000m).Given(new AccountEvent.Deposited(Btc, Amount(0.1m))).At(market);

    private static MarketView At(CollateralRules rules) => Frame(2, risk: Book(1, instead: Asset(Btc, 8, 0.1m) with { Rules = rules }));

    private static CollateralSchedule Cut(decimal haircut) => new([new HaircutSlice(CollateralSchedule.Endless, new Rate(haircut))]);

    private static CollateralSchedule Schedule(string text) => new(
        [.. text.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(slice => slice.Split(": "))
            .Select(s => new HaircutSlice(Amount(decimal.Parse(s[0], null)), new Rate(decimal.Parse(s[1], System.Globalization.CultureInfo.InvariantCulture))))]);
}
