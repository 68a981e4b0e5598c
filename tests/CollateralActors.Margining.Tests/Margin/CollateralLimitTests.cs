using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Margin;

/// <summary>Caps, pegs and wrong-way haircuts: what takes on risk counts less, what keeps positions does not.</summary>
public sealed class CollateralLimitTests
{
    // 3 BTC at 50,000 with a haircut of 0.1 count 135,000; of 2 BTC it would be 90,000.
    [Theory]
    [InlineData(2, 90_000)]
    [InlineData(3, 135_000)]
    [InlineData(4, 135_000)]
    public void An_account_counts_no_more_of_an_asset_than_its_cap(double cap, decimal equity)
    {
        var market = At(Btc, new CollateralRules { AccountCap = Amount((decimal)cap) });
        Assert.Equal(equity, Equity(Holding(Btc, 3m), market));
        Assert.Equal(135_000m, MarginCalculator.Evaluate(Holding(Btc, 3m).ToMarginBook(market), market).Equity.Value);
    }

    // 1 USDC with a haircut of 0.1, a tolerance of 0.01 and a factor of 5: at 0.97 it lacks 0.02 beyond the tolerance.
    [Theory]
    [InlineData(1.02, 0.918)]
    [InlineData(0.99, 0.891)]
    [InlineData(0.97, 0.7857)]
    [InlineData(0.79, 0)]
    [InlineData(0.5, 0)]
    public void An_asset_below_its_peg_counts_less_the_further_it_is_below(double price, double equity)
    {
        var market = Usdcs((decimal)price, new CollateralRules { Peg = new Peg(Price(1m), new Rate(0.01m), new Rate(5m)) });
        Assert.Equal((decimal)equity, Equity(Holding(Usdc, 1m), market));
        Assert.Equal(0.9m * (decimal)price, MarginCalculator.Evaluate(Holding(Usdc, 1m).ToMarginBook(market), market).Equity.Value);
    }

    [Theory]
    [InlineData(1.02, 0.918)]
    [InlineData(0.99, 0.891)]
    [InlineData(0.97, 0.7857)]
    [InlineData(0.79, 0)]
    public void Where_the_peg_holds_for_maintenance_it_counts_less_for_that_too_and_once(double price, double equity)
    {
        var peg = new Peg(Price(1m), new Rate(0.01m), new Rate(5m)) { IsForMaintenance = true };
        var market = Usdcs((decimal)price, new CollateralRules { Peg = peg });
        var book = Holding(Usdc, 1m).ToMarginBook(market);
        Assert.Equal((decimal)equity, MarginCalculator.Evaluate(book, market).Equity.Value);
        Assert.Equal((decimal)equity, Equity(Holding(Usdc, 1m), market));
        var exact = new ExactBook(book, market).Equity - (decimal)equity;
        Assert.True(exact < 0.000000000001m && Fraction.Zero - exact < 0.000000000001m);
        Assert.Equal((decimal)price, MarginCalculator.Evaluate(book, market).Value.Value);
    }

    [Fact]
    public void What_is_owed_below_its_peg_is_owed_in_full()
    {
        var peg = new Peg(Price(1m), new Rate(0.01m), new Rate(5m)) { IsForMaintenance = true };
        var market = Usdcs(0.9m, new CollateralRules { Peg = peg });
        Assert.Equal(-0.9m, MarginCalculator.Evaluate(Holding(Usdc, -1m).ToMarginBook(market), market).Equity.Value);
    }

    // 3 BTC count 135,000; with a haircut of 0.5 for what the account is long in by contracts, 22,500 less for each BTC.
    [Theory]
    [InlineData("BTC-PERP 1", 112_500)]
    [InlineData("BTC-PERP 5", 67_500)]
    [InlineData("BTC-PERP -1", 135_000)]
    [InlineData("ETH-PERP 1", 135_000)]
    [InlineData("BTCUSD 500", 112_500)]
    [InlineData("BTC-PERP 2, BTCUSD -500", 112_500)]
    [InlineData("BTC-PERP 1, buy BTC-PERP 1", 90_000)]
    [InlineData("BTC-PERP 1, buy BTC-PERP -1", 112_500)]
    [InlineData("BTC-PERP -2, buy BTC-PERP 1", 135_000)]
    public void Collateral_that_falls_with_the_accounts_own_contracts_counts_less(string holds, decimal equity)
    {
        var market = At(Btc, new CollateralRules { WrongWayHaircut = new Rate(0.5m) });
        Assert.Equal(equity, Equity(Holds(holds), market));
    }

    [Theory]
    [InlineData(OptionRight.Call, 1, 112_500)]
    [InlineData(OptionRight.Put, -1, 112_500)]
    [InlineData(OptionRight.Call, -1, 135_000)]
    [InlineData(OptionRight.Put, 1, 135_000)]
    public void An_option_counts_by_the_side_on_which_it_loses(OptionRight right, int quantity, decimal equity)
    {
        var btc = Asset(Sample.Btc, 8, 0.1m) with { Rules = new CollateralRules { WrongWayHaircut = new Rate(0.5m) } };
        var market = Sample.MarketAt(Sample.Rules(btc), [(Sample.Btc, 50_000m)], [("O", 1_000m)]);
        var option = Sample.Position(Sample.Option("O", right, 50_000m), quantity, 1_000m);
        var book = Sample.Book([Sample.Hold(btc, 3m)], [option]);
        Assert.Equal(equity, PurposeMargin.Evaluate(book, market, CollateralPurpose.Initial).Equity.Value);
    }

    [Fact]
    public void A_buy_that_makes_its_own_collateral_worse_is_refused_and_told_why()
    {
        var market = At(Btc, new CollateralRules { WrongWayHaircut = new Rate(0.9m), AccountCap = Amount(1m) });
        Account.With(1m).Given(new AccountEvent.Deposited(Btc, Amount(2m))).At(market)
            .When(Reserve("o-1", 10m, 50_000m))
            .ThenRejected(
                RejectionCode.InsufficientFreeCollateral,
                "for initial margin 45000 USD beyond what an account may count and 40500 USD of assets that the account is long in anyway do not count")
            .When(Reserve("o-2", -10m, 50_000m)).ThenKinds(typeof(AccountEvent.OrderReserved));
    }

    [Fact]
    public void Nothing_of_it_bears_on_maintenance_not_even_when_asked_by_purpose()
    {
        var market = At(Btc, new CollateralRules { WrongWayHaircut = Rate.One, AccountCap = Amount(1m), Initial = CollateralSchedule.None });
        var book = Holds("BTC-PERP 1").ToMarginBook(market);
        Assert.Equal(MarginCalculator.Evaluate(book, market).Equity, PurposeMargin.Evaluate(book, market, CollateralPurpose.Maintenance).Equity);
    }

    private static decimal Equity(AccountState account, MarketView market) =>
        PurposeMargin.Evaluate(account.ToMarginBook(market), market, CollateralPurpose.Initial).Equity.Value;

    private static AccountState Holding(AssetId asset, decimal balance) =>
        Account.New().Given(new AccountEvent.Opened(), new AccountEvent.Deposited(asset, Amount(balance))).State;

    /// <summary>3 BTC and contracts that were entered at the mark, so that they have no profit or loss.</summary>
    private static AccountState Holds(string text)
    {
        var account = Holding(Btc, 3m);
        foreach (var item in text.Split(", "))
        {
            var words = item.Split(' ');
            var (id, quantity) = (Rules[new InstrumentId(words[^2])], Contracts(decimal.Parse(words[^1], System.Globalization.CultureInfo.InvariantCulture)));
            var price = Frame().Mark(id)!.Value;
            account = words[0] == "buy"
                ? account with { Orders = account.Orders.Add(new OrderId("o"), new ReservedOrder(id.Id, quantity, price)) }
                : account with { Positions = account.Positions.Add(id.Id, new AccountPosition(quantity, id.SignedValue(quantity, price))) };
        }

        return account;
    }

    private static MarketView At(AssetId asset, CollateralRules rules) =>
        Frame(2, risk: Book(1, instead: Asset(asset, 8, 0.1m) with { Rules = rules }));

    private static MarketView Usdcs(decimal price, CollateralRules rules)
    {
        var market = At(Usdc, rules);
        return new MarketView(market.Frame, market.Time, market.Risk, market.IndexPrices.SetItem(Usdc, Price(price)), market.Marks);
    }
}
