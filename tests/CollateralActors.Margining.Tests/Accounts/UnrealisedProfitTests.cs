using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

/// <summary>What an unrealised profit counts for: never more than its weight, and a loss always in full.</summary>
public sealed class UnrealisedProfitTests
{
    private const decimal Unit = 0.000001m;
    private static readonly Amount Nothing = Amount(0m);

    // The example of docs/collateral.md: 3,000 USDT, one BTC bought at 50,000, now at 51,000: a profit of 1,000, 2,550
    // required.
    [Theory]
    [InlineData(0, 450)]
    [InlineData(0.5, 950)]
    [InlineData(1, 1_450)]
    public void A_profit_counts_for_withdrawals_by_its_weight(double weight, double withdrawable)
    {
        var market = At(51_000m, withdrawal: (decimal)weight);
        var account = Account.Holding(1m, 3_000m).At(market);
        Assert.Equal(Amount((decimal)withdrawable), Withdrawable.Of(account.State, Usdt, market));
        account.When(Withdraw((decimal)withdrawable + Unit)).ThenRejected(RejectionCode.InsufficientFreeCollateral, "-0.000001 USD")
            .When(Withdraw((decimal)withdrawable)).Then(new AccountEvent.Withdrawn(Usdt, Amount((decimal)withdrawable)));
    }

    [Fact]
    public void A_loss_counts_in_full_whatever_the_weight() =>
        Account.Holding(1m, 4_000m).At(At(49_000m, withdrawal: 0m)).When(Withdraw(550m + Unit))
            .ThenRejected(RejectionCode.InsufficientFreeCollateral).When(Withdraw(550m)).ThenKinds(typeof(AccountEvent.Withdrawn));

    // 3,000 + 0.8 × 1,000 against 2,550 for the position and 1,275 for the order of half a coin: 25 too little.
    [Fact]
    public void A_profit_counts_for_orders_by_the_weight_for_initial_margin() =>
        Account.Holding(1m, 3_000m).At(At(51_000m, 0m, initial: 0.8m)).When(Reserve("o-1", 0.5m, 51_000m))
            .ThenRejected(RejectionCode.InsufficientFreeCollateral, "free collateral of -25 USD", "for initial margin 200 USD of unrealised profit do not count")
            .At(At(51_000m, 0m, initial: 0.825m, frame: 3)).When(Reserve("o-1", 0.5m, 51_000m)).ThenKinds(typeof(AccountEvent.OrderReserved));

    [Fact]
    public void A_refusal_names_the_profit_that_cannot_be_withdrawn() =>
        Account.Holding(1m, 3_000m).At(At(51_000m, withdrawal: 0.25m)).When(Withdraw(701m)).ThenRejected(
            RejectionCode.InsufficientFreeCollateral,
            "withdrawal of 701 USDT would leave free collateral of -1 USD; it is 700 USD now and may not fall below 0; "
            + "for withdrawals 750 USD of unrealised profit do not count");

    [Fact]
    public void Profits_and_losses_that_settle_in_one_asset_are_added_up_first()
    {
        var hedged = Account.Holding(1m, 3_000m).Given(Short(EthPerp, -20m, 2_500m)).At(At(51_000m, withdrawal: 0m, eth: 2_550m));
        hedged.When(Withdraw(3_000m)).ThenRejected(RejectionCode.InsufficientFreeCollateral, "now and may not fall below 0")
            .ThenState(_ => Assert.DoesNotContain("profit", Detail(hedged), StringComparison.Ordinal));
    }

    [Fact]
    public void An_account_with_nothing_at_stake_takes_out_its_balance() =>
        Assert.Equal(Amount(100m), Withdrawable.Of(Account.With(100m).State, Usdt, At(50_000m, withdrawal: 0m)));

    [Fact]
    public void Nothing_can_be_taken_out_of_an_account_that_is_not_open_has_none_of_the_asset_or_is_in_liquidation()
    {
        var market = At(50_000m, withdrawal: 0m);
        Assert.Equal(Nothing, Withdrawable.Of(Account.New().State, Usdt, market));
        Assert.Equal(Nothing, Withdrawable.Of(Account.With(100m).State, Btc, market));
        Assert.Equal(Nothing, Withdrawable.Of(Account.With(100m).State, new AssetId("DOGE"), market));
        Assert.Equal(Nothing, Withdrawable.Of(Account.Holding(1m, 3_000m).At(Frame(2, btc: 48_000m)).WhenWoken().State, Usdt, market));
    }

    [Property(MaxTest = 12)]
    public void After_any_day_the_withdrawable_amount_is_accepted_and_a_unit_more_is_refused(int seed) => AskAfterDay(seed);

    // A day may leave nobody with both a position and a balance: that most do not is seen here.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void After_these_days_there_are_accounts_to_ask(int seed) => Assert.True(AskAfterDay(seed) > 0);

    private static int AskAfterDay(int seed)
    {
        var rules = new CollateralRules
        {
            Withdrawal = new CollateralSchedule([new HaircutSlice(Amount(0.5m), new Rate(0.3m))]),
            AccountCap = Amount(1m),
            WrongWayHaircut = new Rate(0.4m),
        };
        var book = Book(1, new ProfitWeights(new Rate(0.9m), Rate.Zero), Asset(Btc, 8, 0.1m) with { Rules = rules });
        var venue = RandomDays.Run(seed, faultsPerCent: 0, risk: book);
        var market = venue.Frames.Latest!;
        var asked = 0;
        foreach (var account in venue.Accounts.Where(account => account.IsExposed))
        {
            foreach (var (asset, balance) in account.Balances.Where(held => held.Value > Nothing))
            {
                var most = Withdrawable.Of(account, asset, market);
                var unit = new Amount(1m / (decimal)Math.Pow(10, book[asset].Scale));
                Assert.InRange(most.Value, 0m, balance.Value);
                if (most > Nothing)
                    Assert.Equal((seed, true), (seed, Accepts(account, asset, most, market)));
                Assert.Equal((seed, false), (seed, Accepts(account, asset, most + unit, market)));
                asked++;
            }
        }

        return asked;
    }

    private static bool Accepts(AccountState account, AssetId asset, Amount amount, MarketView market)
    {
        var (decider, id) = (new AccountDecider(Venue.Shards), Entities.Account(account.Id));
        var entity = Stepper.Begin(decider, id) with { State = account with { Watch = new Watch(1, true) } };
        var envelope = new Envelope(id, new Origin.Client(new CommandId("w")), new AccountCommand.Withdraw(asset, amount))
        {
            Stamp = new Stamp(market.Frame, 1, 1),
        };
        var frames = new Frames();
        frames.Add(market);
        return Stepper.Step(decider, entity, envelope, frames.ContextOf(envelope, market.Time)).Reply!.Outcome is Outcome.Accepted;
    }

    private static string Detail(Spec<AccountState> account) => ((Outcome.Refused)account.Result.Reply!.Outcome).Reason.Detail;

    private static AccountEvent.TradeApplied Short(InstrumentId instrument, decimal quantity, decimal price) =>
        new(new TradeId("short"), instrument, Bob, Contracts(quantity), Price(price), TradeSide.TakerOnly, TradeSide.MakerOnly,
            TradeRole.Counter, new TradePosting(Usdt, Amount(quantity * price), Amount(quantity * price), default, default, default));

    private static MarketView At(decimal btc, decimal withdrawal, decimal initial = 1m, decimal eth = 2_500m, long frame = 2) =>
        Frame(frame, btc, eth, Book(1, new ProfitWeights(new Rate(initial), new Rate(withdrawal))));
}
