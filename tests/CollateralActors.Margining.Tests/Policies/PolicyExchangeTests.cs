using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Policies;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Policies;

/// <summary>Haircuts: USDT 0, USDC and BTC 10 %, ETH 20 %. An exchange costs 1 % of what is given.</summary>
public sealed class PolicyExchangeTests
{
    private static readonly RiskBook Charging = With(
        Rules, [.. Rules.Assets.Select(asset => asset with { Debt = new DebtRules { ConversionFee = new Rate(0.01m) } })]);

    [Fact]
    public void A_debt_is_repaid_out_of_another_asset_as_far_as_that_goes()
    {
        var account = Holding((Usdt, -1_000m), (Eth, 1m), (Usdc, 101m));
        Assert.Equal(
            new PolicyExchange(Money.Of(0.4m, "ETH"), Amount(0.004m), Money.Of(1_000m, "USDT")),
            PolicyExchange.Repaying(account, Usdt, Eth, Frame(risk: Charging)));
        Assert.Equal(
            new PolicyExchange(Money.Of(100m, "USDC"), Amount(1m), Money.Of(100m, "USDT")),
            PolicyExchange.Repaying(account, Usdt, Usdc, Frame(risk: Charging)));
        Assert.Null(PolicyExchange.Repaying(account, Usdt, Btc, Frame(risk: Charging)));
        Assert.Null(PolicyExchange.Repaying(account, Btc, Eth, Frame(risk: Charging)));
    }

    [Fact]
    public void A_stop_loss_sells_its_share_at_its_price_and_not_above()
    {
        var account = Holding((Eth, 1.01m));
        var stop = new AccountPolicy.StopLoss(Eth, Price(2_000m), Rate.One, Usd);
        Assert.Null(PolicyExchange.Stopping(account, stop, Frame(eth: 2_000.01m, risk: Charging)));
        Assert.Equal(
            new PolicyExchange(Money.Of(1m, "ETH"), Amount(0.01m), Money.Of(2_000m, "USD")),
            PolicyExchange.Stopping(account, stop, Frame(eth: 2_000m, risk: Charging)));
        Assert.Equal(
            new PolicyExchange(Money.Of(0.5m, "ETH"), Amount(0.005m), Money.Of(900m, "USD")),
            PolicyExchange.Stopping(account, stop with { Share = new Rate(0.5m) }, Frame(eth: 1_800m, risk: Charging)));
    }

    [Fact]
    public void An_exchange_for_what_counts_less_would_leave_the_account_worse_and_is_not_made()
    {
        var stop = new AccountPolicy.StopLoss(Btc, Price(60_000m), Rate.One, Eth);
        Assert.Null(PolicyExchange.Stopping(Holding((Btc, 1m)), stop, Frame(risk: Charging)));
        Assert.NotNull(PolicyExchange.Stopping(Holding((Btc, 1m)), stop with { Into = Usdt }, Frame(risk: Charging)));
    }

    [Property(MaxTest = 200)]
    public void No_exchange_leaves_an_account_worse_beyond_its_fee_and_a_unit(int seed)
    {
        var random = new Random(seed);
        AssetId[] assets = [Usd, Usdt, Usdc, Btc, Eth];
        var market = Frame(btc: random.Next(20_000, 80_000), eth: random.Next(500, 5_000), risk: RiskOf(random));
        var account = Holding([.. assets.Select(asset => (asset, BalanceOf(random, asset)))]);
        if (random.Next(2) == 0)
            account = AccountEvolution.Evolve(account, Accounts.Account.Traded("t", random.Next(1, 5) / 10m, 50_000m, 0m, TradeRole.Counter));
        foreach (var given in assets)
        {
            foreach (var got in assets.Where(asset => asset != given))
            {
                Check(PolicyExchange.Repaying(account, got, given, market));
                Check(PolicyExchange.Stopping(
                    account, new AccountPolicy.StopLoss(given, Price(1_000_000m), new Rate(random.Next(1, 100) / 100m), got), market));
            }
        }

        void Check(PolicyExchange? made)
        {
            if (made is not { } exchange)
                return;
            var (before, after) = (Evaluate(account), Evaluate(exchange.Applied(account)));
            var price = market.IndexPrice(exchange.Given.Asset)!.Value.Value;
            var unit = (price * Unit(exchange.Given.Asset)) + (2m * market.IndexPrice(exchange.Got.Asset)!.Value.Value * Unit(exchange.Got.Asset));
            Assert.True(after.Status <= before.Status, $"seed {seed}");
            Assert.True(after.Equity.Value >= before.Equity.Value - (exchange.Fee.Value * price) - unit, $"seed {seed}");
            Assert.True(exchange.Fee + exchange.Given.Amount <= account.BalanceOf(exchange.Given.Asset), $"seed {seed}: more than is held");
            Assert.True(exchange.Got.Amount.Value * market.IndexPrice(exchange.Got.Asset)!.Value.Value <= exchange.Given.Amount.Value * price, $"seed {seed}: more than it is worth");
        }

        MarginFigures Evaluate(AccountState state) => MarginCalculator.Evaluate(state.ToMarginBook(market), market);
        decimal Unit(AssetId asset) => new(1, 0, 0, false, (byte)market.Risk[asset].Scale);
    }

    private static RiskBook RiskOf(Random random) => With(
        Rules,
        [
            .. Rules.Assets.Select(asset => asset with
            {
                Debt = new DebtRules { ConversionFee = new Rate(random.Next(0, 30) / 1_000m) },
                LiabilitySurcharge = asset.Id == Usd ? Rate.Zero : new Rate(random.Next(0, 10) / 100m),
            }),
        ]);

    private static decimal BalanceOf(Random random, AssetId asset) =>
        Math.Round((decimal)random.NextDouble() * (asset == Btc ? 2m : asset == Eth ? 20m : 20_000m), Rules[asset].Scale)
        * random.Next(-1, 3);

    private static AccountState Holding(params (AssetId Asset, decimal Balance)[] balances) => balances.Aggregate(
        AccountState.Initial(Alice) with { IsOpen = true }, (state, b) => state.Post(b.Asset, Amount(b.Balance)));
}
