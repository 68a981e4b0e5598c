using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Policies;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using FsCheck.Xunit;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Policies;

/// <summary>Random accounts with random policies in random markets: policies never hurt, and never wait unseen.</summary>
public sealed class PolicyProperties
{
    private static readonly AssetId[] Assets = [Usd, Usdt, Usdc, Btc, Eth];

    [Property(MaxTest = 300)]
    public void No_step_leaves_an_account_worse_beyond_its_fees_and_units(int seed)
    {
        var random = new Random(seed);
        var market = MarketOf(random, 1, RiskOf(random));
        var account = AccountOf(random, market);
        foreach (var step in PolicySteps.Of(account, market, byFrame: random.Next(2) == 0))
        {
            var after = AccountEvolution.Evolve(account, step);
            var (before, then) = (Figures(account, market), Figures(after, market));
            if (step is AccountEvent.PolicyExchanged e)
                Check(e.Exchange, account, then.Equity >= before.Equity - e.Exchange.CostIn(market));

            // What is got for a loan may count nothing before it has repaid it.
            if (account.Mode != MarginMode.Loan || step is not AccountEvent.PolicyExchanged)
                Assert.True(then.Status <= before.Status && then.Maintenance <= before.Maintenance, $"seed {seed}: {step}");
            account = after;
        }

        void Check(IndexExchange exchange, AccountState held, bool isFair)
        {
            var (given, got) = (market.IndexPrice(exchange.Given.Asset)!.Value, market.IndexPrice(exchange.Got.Asset)!.Value);
            Assert.True(isFair || held.Mode == MarginMode.Loan, $"seed {seed}: {exchange} costs more than it says");
            Assert.True(exchange.Fee + exchange.Given.Amount <= held.BalanceOf(exchange.Given.Asset), $"seed {seed}: more than is held");
            Assert.True(exchange.Got.Amount * got <= exchange.Given.Amount * given, $"seed {seed}: more than it is worth");
        }
    }

    [Property(MaxTest = 300)]
    public void All_that_policies_do_together_leaves_an_account_no_worse(int seed)
    {
        var random = new Random(seed);
        var market = MarketOf(random, 1, RiskOf(random));
        var account = AccountOf(random, market);
        if (random.Next(4) == 0)
            account = account with { Policies = [new AccountPolicy.StopLoss(Usdt, Price(1m), Rate.One, random.Next(2) == 0 ? Btc : Eth)] };
        var steps = PolicySteps.Of(account, market, byFrame: true);
        var after = steps.Aggregate(account, AccountEvolution.Evolve);
        var cost = steps.Aggregate(default(Amount), (sum, step) => sum + (step switch
        {
            AccountEvent.PolicyExchanged e => e.Exchange.CostIn(market),
            AccountEvent.PolicyRepaid e => IndexExchange.UnitOf(e.Asset, market) * market.IndexPrice(e.Asset)!.Value,
            _ => default(Amount),
        }));
        var (before, then) = (Figures(account, market), Figures(after, market));
        Assert.True(
            then.Status <= before.Status && then.Maintenance <= before.Maintenance && then.Equity >= before.Equity - cost,
            $"seed {seed}: {before} became {then}");
        Assert.False(AccountDecider.IsPolicyDue(after, market), $"seed {seed}: more is due at once");
    }

    [Property(MaxTest = 300)]
    public void Inside_a_band_no_policy_has_anything_to_do(int seed)
    {
        var random = new Random(seed);
        var risk = RiskOf(random);
        var account = Accounts.Account.New().Given(new AccountEvent.Opened(), new AccountEvent.WatchConfirmed(1)).Stamped();
        var market = MarketOf(random, 2, risk);
        var start = AccountOf(random, market);
        foreach (var (asset, balance) in start.Balances)
            account.Given(balance > default(Amount) ? new AccountEvent.Deposited(asset, balance) : new AccountEvent.Withdrawn(asset, -balance));
        foreach (var (asset, stake) in start.Stakes)
            account.Given(new AccountEvent.LoanTaken(asset, default(Amount), stake.Units));
        account.Given(new AccountEvent.ModeSwitched(start.Mode), new AccountEvent.PoliciesSet(start.Policies));
        if (!start.Positions.IsEmpty)
            account.Given(Accounts.Account.Traded("t", start.Positions[BtcPerp].Quantity.Contracts, 50_000m, 0m, TradeRole.Counter));
        Accounts.Account.WhenWoken(account.At(market));
        if (account.Result.Sends.Select(sent => sent.Command).OfType<WatchlistCommand.AnswerBand>().FirstOrDefault() is not { } answer
            || account.State.IsInLiquidation)
            return;
        for (var i = 0; i < 40; i++)
        {
            var next = MarketOf(random, 3, risk, near: i % 2 == 0 ? market : null);
            if (answer.Band.Contains(next))
                Assert.False(AccountDecider.IsPolicyDue(account.State, next), $"seed {seed}: {account.State.Policies} at {next.IndexPrices[Btc]}, {next.IndexPrices[Eth]}");
        }
    }

    private static MarginFigures Figures(AccountState account, MarketView market) =>
        MarginCalculator.Evaluate(account.ToMarginBook(market), market);

    private static AccountState AccountOf(Random random, MarketView market)
    {
        var isLoan = random.Next(3) == 0;
        var account = AccountState.Initial(Alice) with { IsOpen = true, Policies = [.. RandomPolicies.SomeOf(random, Alice)] };
        foreach (var asset in Assets)
            account = account.Post(asset, Amount(BalanceOf(random, asset, isLoan)));
        if (isLoan || random.Next(4) == 0)
            account = account.WithStake(Usdt, Amount(random.Next(10, 20_000)), Amount(0m), null) with
            {
                Mode = isLoan ? MarginMode.Loan : MarginMode.Cross,
            };
        if (!isLoan && random.Next(2) == 0)
            account = AccountEvolution.Evolve(account, Accounts.Account.Traded("t", random.Next(1, 10) / 10m, 50_000m, 0m, TradeRole.Counter));
        return Figures(account, market).Status == MarginStatus.Bankrupt ? account.Post(Usd, Amount(50_000m)) : account;
    }

    private static MarketView MarketOf(Random random, long number, RiskBook risk, MarketView? near = null) => LendingVenue.Of(
        Frame(
            number,
            btc: near is null ? random.Next(20_000, 80_000) : Near(random, near.IndexPrices[Btc].Value),
            eth: near is null ? random.Next(500, 5_000) : Near(random, near.IndexPrices[Eth].Value),
            risk: risk),
        LendingVenue.Lent((Usdt, 1m)),
        LendingVenue.Pools((Usdt, 1m)));

    private static decimal Near(Random random, decimal price) => Math.Round(price * (0.99m + (random.Next(200) / 10_000m)), 2);

    private static RiskBook RiskOf(Random random) => LendingVenue.On(With(
        Rules,
        [
            .. Rules.Assets.Select(asset => asset with
            {
                Debt = new DebtRules { ConversionFee = new Rate(random.Next(0, 30) / 1_000m) },
                LiabilitySurcharge = asset.Id == Usd ? Rate.Zero : new Rate(random.Next(0, 10) / 100m),
            }),
        ]));

    private static decimal BalanceOf(Random random, AssetId asset, bool isLoan) =>
        Math.Round((decimal)random.NextDouble() * (asset == Btc ? 2m : asset == Eth ? 20m : 20_000m), Rules[asset].Scale)
        * random.Next(isLoan ? 0 : -1, 3);
}
