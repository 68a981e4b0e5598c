using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Ledger;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Accounts.Account;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Liquidations;

/// <summary>
/// What is exchanged before a position is closed. One BTC was bought at 50,000; maintenance is 2.5 %, the target 1.2;
/// ETH, at 2,500, counts 80 %, USDC 90 %.
/// </summary>
public sealed class SpareCollateralTests
{
    // 2,000 of loss at 48,000: USDT −1,500, ETH 1 counts 2,000 of 2,500: equity 500 of 1,200. One ETH brings 500 USDT
    // of equity: not enough, and the step goes on with a position.
    [Fact]
    public void What_counts_less_than_it_is_worth_is_exchanged_before_a_position_is_closed()
    {
        var account = Step(With(), 48_000m, (Usdt, 500m), (Eth, 1m));
        var converted = Assert.IsType<AccountEvent.CollateralConverted>(account.Result.Events[0].Event);
        Assert.Equal(
            new IndexExchange(new Money(Amount(1m), Eth), default, new Money(Amount(2_500m), Usdt)), converted.Exchange);
        // 1,000 now: what is left is closed, as in A_step of an account with 3,000.
        Assert.Equal(Contracts(-0.367m), Assert.IsType<AccountEvent.StepPlanned>(account.Result.Events[1].Event).Quantity);
    }

    // Equity 1,300 of 1.2 × 1,200 needs 140: 0.28 ETH of 500 each.
    [Fact]
    public void As_little_as_is_enough_is_exchanged_and_then_the_account_is_let_go()
    {
        var account = Step(With(), 48_000m, (Usdt, 500m), (Eth, 1.29m));
        // 2,580 − 1,500 = 1,080 of 1,200; 360 are missing to the target.
        var converted = Assert.IsType<AccountEvent.CollateralConverted>(account.Result.Events[0].Event);
        Assert.Equal((Amount(0.72m), Amount(1_800m)), (converted.Exchange.Given.Amount, converted.Exchange.Got.Amount));
        Assert.Equal(
            new AccountEvent.LiquidationEnded(First, LiquidationOutcome.Reduced), account.Result.Events[1].Event);
        Assert.All(
            Postings.Of(Self, converted).GroupBy(row => row.Asset),
            rows => Assert.Equal(0m, rows.Sum(row => row.Amount.Value)));
    }

    [Fact]
    public void What_costs_more_than_it_frees_stays()
    {
        // Of 1 ETH 20 % are gained and, with a fee of 25 %, 500 of 2,500 lost.
        var account = Step(With(fee: 0.25m), 48_000m, (Usdt, 500m), (Eth, 1m));
        Assert.IsType<AccountEvent.StepPlanned>(Assert.Single(account.Result.Events).Event);
    }

    [Fact]
    public void What_gains_most_for_what_it_costs_goes_first()
    {
        var account = Step(With(fee: 0.01m), 48_000m, (Usdt, 500m), (Eth, 0.4m), (Usdc, 1_000m));
        Assert.Equal(
            [Eth, Usdc],
            account.Result.Events.Select(r => r.Event).OfType<AccountEvent.CollateralConverted>()
                .Select(converted => converted.Exchange.Given.Asset));
    }

    // Owed USDT costs 20 % more: what pays the debt gains 0.1 + 0.2 of each USDC, what goes on top 0.1.
    [Fact]
    public void A_debt_with_a_surcharge_is_paid_before_anything_is_added()
    {
        var rules = With(surcharge: 0.2m);
        var account = Step(rules, 48_000m, (Usdt, 1_900m), (Usdc, 1_000m));
        var converted = account.Result.Events.Select(r => r.Event).OfType<AccountEvent.CollateralConverted>().ToList();
        Assert.Equal([Amount(100m), Amount(900m)], converted.Select(each => each.Exchange.Given.Amount));
    }

    [Fact]
    public void Without_the_rule_collateral_is_kept() => Assert.IsType<AccountEvent.StepPlanned>(
        Assert.Single(Step(With(converts: false), 48_000m, (Usdt, 500m), (Eth, 1m)).Result.Events).Event);

    [Fact]
    public void Who_is_bankrupt_exchanges_nothing() => Assert.IsType<AccountEvent.StepPlanned>(
        Assert.Single(Step(With(), 47_000m, (Usdt, 400m), (Eth, 1m)).Result.Events).Event);

    private static Spec<AccountState> Step(
        RiskBook rules, decimal price, params (AssetId Asset, decimal Amount)[] deposits)
    {
        var account = New().Given(new AccountEvent.Opened());
        foreach (var (asset, amount) in deposits)
            account.Given(new AccountEvent.Deposited(asset, Amount(amount)));
        return account
            .Given(new AccountEvent.WatchConfirmed(1), Traded("given", 1m, 50_000m, 0m, TradeRole.Counter)).Stamped()
            .At(Frame(2, btc: price, risk: rules)).WhenFirstStepIsPlanned();
    }

    private static RiskBook With(decimal fee = 0m, decimal surcharge = 0m, bool converts = true) => Liquidating(
        Rules,
        new LiquidationRules { ConvertsCollateral = converts },
        assets: Rules.Assets.Select(asset => asset with
        {
            Debt = asset.Debt with { ConversionFee = new Rate(fee) },
            LiabilitySurcharge = asset.Id == Usdt ? new Rate(surcharge) : asset.LiabilitySurcharge,
        }));
}
