using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Ledger;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using FsCheck.Xunit;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

/// <summary>A debt beyond its limit is paid out of other assets in the decision that finds it, by the venue's treasury.</summary>
public sealed class DebtConversionTests
{
    private static RiskBook Converting { get; } = With(1_000m, 0.01m);

    // The example of docs/debts.md: 2,000 USD are worth 1,980.19 after the fee of 1 %, and 0.411924 ETH the rest of 3,010 USDT.
    private static AccountEvent.DebtConverted Example { get; } = new(
        Usdt,
        Amount(3_010m),
        [
            new ConvertedAsset(Usd, Amount(1_980.19m), Amount(19.81m), Amount(1_980.19m)),
            new ConvertedAsset(Eth, Amount(0.411924m), Amount(0.00411924m), Amount(1_029.81m)),
        ],
        new MarketBasis(
            new FrameNumber(2), new RiskBookVersion(1),
            [new UsedPrice("ETH", Price(2_500m)), new UsedPrice("USD", Price(1m)), new UsedPrice("USDT", Price(1m))]));

    [Fact]
    public void What_counts_most_goes_first_until_nothing_is_owed() =>
        Owing(3_010m, (Usd, 2_000m), (Eth, 1m), (new AssetId("AAA"), 5m)).WhenWoken().Then(Example, new AccountEvent.WatchReleased(1))
            .ThenState(account =>
            {
                Assert.Equal([new AssetId("AAA"), Eth], account.Balances.Keys);
                Assert.Equal(0.58395676m, account.BalanceOf(Eth).Value);
            });

    [Theory]
    [InlineData(1_000, false)]
    [InlineData(1_000.000001, true)]
    public void A_debt_within_its_limit_stays(double debt, bool isConverted)
    {
        var account = Owing((decimal)debt, (Eth, 10m)).WhenWoken();
        if (isConverted)
            account.ThenKinds(typeof(AccountEvent.DebtConverted), typeof(AccountEvent.WatchReleased));
        else
            account.ThenNothingStored();
    }

    [Fact]
    public void Interest_is_charged_first_and_can_be_what_passes_the_limit() =>
        Owing(995m, (Eth, 10m)).At(FrameOwing([(Usdt, 1.005m)], 3, risk: Converting)).WhenWoken().ThenNothingStored()
            .At(FrameOwing([(Usdt, 1.006m)], 4, risk: Converting)).WhenWoken()
            .ThenKinds(typeof(AccountEvent.InterestSettled), typeof(AccountEvent.DebtConverted), typeof(AccountEvent.WatchReleased))
            .ThenState(account => Assert.Equal([Eth], account.Balances.Keys));

    // 24.50 of fee and 1,000 of loss.
    [Fact]
    public void A_trade_that_realises_the_debt_converts_it_in_its_own_decision() =>
        Account.Holding(1m, 0m).Given(new AccountEvent.Deposited(Eth, Amount(10m))).At(Frame(2, risk: Converting))
            .When(Trade("t", -1m, 49_000m))
            .ThenKinds(typeof(AccountEvent.TradeApplied), typeof(AccountEvent.DebtConverted))
            .ThenState(account => Assert.Equal([Eth], account.Balances.Keys));

    [Fact]
    public void It_comes_before_the_status_is_looked_at()
    {
        // 10,000 USDC count 9,000 and 9,001 are owed: too little. Paid back at 1 %, 908.99 USDC are left.
        Owing(9_001m, (Usdc, 10_000m)).WhenWoken()
            .ThenKinds(typeof(AccountEvent.DebtConverted), typeof(AccountEvent.WatchReleased))
            .ThenState(account => Assert.Equal(MarginStatus.Healthy, account.Status));
    }

    [Fact]
    public void Where_there_is_too_little_all_of_it_goes_and_the_rest_is_owed_on() =>
        Owing(3_010m, (Usdc, 1_000m)).WhenWoken()
            .ThenState(account => Assert.Equal(-2_019.900991m, account.BalanceOf(Usdt).Value))
            .ThenState(account => Assert.Equal([Usdt], account.Balances.Keys));

    [Fact]
    public void Nothing_is_converted_while_a_liquidation_goes_on() =>
        Account.Holding(1m, -2_000m).Given(new AccountEvent.Deposited(Usdc, Amount(900m))).At(Frame(2, risk: Rules)).WhenWoken()
            .ThenKinds(typeof(AccountEvent.BankruptcyDeclared), typeof(AccountEvent.LiquidationRequested))
            .At(Frame(3, risk: Converting)).WhenWoken().ThenNothingStored();

    // AAA has no price yet: nobody knows how much of it to take.
    [Fact]
    public void What_cannot_be_converted_yet_has_the_account_looked_at_in_every_frame()
    {
        var account = Owing(3_010m, (new AssetId("AAA"), 5m)).State;
        var market = Frame(2, risk: Converting);
        Assert.False(DebtConversion.IsDue(account, market));
        Assert.True(BandOf(account, market).IsHot);
        var priced = new MarketView(
            new FrameNumber(3), new Instant(3_000), Converting, market.IndexPrices.Add(new AssetId("AAA"), Price(1m)), market.Marks);
        Assert.True(DebtConversion.IsDue(account, priced));
    }

    [Fact]
    public void The_treasury_gives_what_was_owed_and_takes_what_was_converted()
    {
        var ledger = new Conservation();
        ledger.Add(Account.Self, Example);
        foreach (var (asset, treasury, fees, balances) in new[]
        {
            (Usdt, -3_010m, 0m, 3_010m), (Usd, 1_980.19m, 19.81m, -2_000m), (Eth, 0.411924m, 0.00411924m, -0.41604324m),
        })
        {
            Assert.Equal(treasury, ledger.Total(LedgerBucket.Treasury, asset).Value);
            Assert.Equal(fees, ledger.Total(LedgerBucket.Fees, asset).Value);
            Assert.Equal(balances, ledger.Total(LedgerBucket.Balances, asset).Value);
            Assert.Equal(0m, ledger.Drift(asset).Value);
        }
    }

    [Property(MaxTest = 100)]
    public void No_band_hides_a_debt_that_visiting_everybody_would_convert(int seed)
    {
        var random = new Random(seed);
        var accounts = Enumerable.Range(0, 20).Select(_ => RandomAccount(random)).ToArray();
        var (market, index) = (FrameOwing([(Usdt, 1.2m)], 2, risk: Converting), 1.2m);
        var ladder = new Ladder();
        ladder.Pass(null, market);
        for (var i = 0; i < accounts.Length; i++)
            Set(i);
        for (var frame = 3; frame < 40; frame++)
        {
            var previous = market;
            index *= 1m + (random.Next(3) * random.Next(100) * 0.00001m);
            market = FrameOwing([(Usdt, Math.Round(index, 15))], frame, 50_000m + random.Next(-200, 200), risk: Converting);
            var woken = ladder.PassRenewing(previous, market).ToArray().Select(number => ladder[number].Value).ToHashSet();
            for (var i = 0; i < accounts.Length; i++)
            {
                var isDue = DebtConversion.IsDue(accounts[i], market);
                Assert.False(isDue && !woken.Contains($"a-{i}"), $"seed {seed}, frame {frame}, account {i} is not looked at");
                if (!woken.Contains($"a-{i}"))
                    continue;
                foreach (var converted in isDue ? [.. Converted(accounts[i], market)] : Array.Empty<AccountEvent>())
                    accounts[i] = AccountEvolution.Evolve(accounts[i], converted);
                Set(i);
            }
        }

        void Set(int i) => ladder.Set(new AccountId($"a-{i}"), BandOf(accounts[i], market), 0m);
    }

    [Theory]
    [InlineData(-1, 0, "conversion limit -1 of USDT is not 0 or more")]
    [InlineData(0.1234567, 0, "conversion limit 0.1234567 of USDT is not 0 or more with at most 6 decimals")]
    [InlineData(5, 1, "conversion fee 1 of USDT is not 0 to below 1")]
    [InlineData(5, -0.1, "conversion fee -0.1 of USDT is not 0 to below 1")]
    public void Limits_and_fees_that_cannot_be_are_refused_with_their_book(double limit, double fee, string said) => Assert.Contains(
        RiskBookRules.Problems(With((decimal)limit, (decimal)fee), null),
        problem => problem.Contains(said, StringComparison.Ordinal));

    private static IEnumerable<AccountEvent> Converted(AccountState account, MarketView market)
    {
        var interest = AccountInterest.Due(account, market);
        var charged = interest is null ? account : AccountEvolution.Evolve(account, interest);
        return [.. interest is null ? Array.Empty<AccountEvent>() : [interest], .. DebtConversion.Of(charged, market)];
    }

    // Debts around the limit; some have much, some little and some nothing to pay them with, and some a position.
    private static AccountState RandomAccount(Random random)
    {
        var account = Owing(random.Next(700, 1_100), random.Next(3) switch
        {
            0 => [(Eth, 10m), (Btc, 1m)],
            1 => [(Usdc, random.Next(100, 2_000))],
            _ => [],
        }).State;
        var quantity = random.Next(-5, 6) / 10m;
        return quantity == 0m ? account : account with
        {
            Positions = account.Positions.Add(BtcPerp, new AccountPosition(Contracts(quantity), Amount(quantity * random.Next(47_000, 53_000)))),
        };
    }

    private static Band BandOf(AccountState account, MarketView market)
    {
        var book = account.ToMarginBook(market);
        return BandMaker.Make(book, market, MarginCalculator.Evaluate(book, market));
    }

    private static Spec<AccountState> Owing(decimal usdt, params (AssetId Asset, decimal Amount)[] held) => Account.New()
        .Given(new AccountEvent.Opened(), new AccountEvent.Withdrawn(Usdt, Amount(usdt)))
        .Given([.. held.Select(h => new AccountEvent.Deposited(h.Asset, Amount(h.Amount)))])
        .Given(new AccountEvent.WatchConfirmed(1)).Stamped().At(Frame(2, risk: Converting));

    private static RiskBook With(decimal limit, decimal fee) => Book(1, null, Asset(new AssetId("AAA"), 2), Asset(Usdt, 6) with
    {
        Debt = new DebtRules { BorrowRate = new Rate(0.1m), ConversionLimit = Amount(limit), ConversionFee = new Rate(fee) },
    });
}
