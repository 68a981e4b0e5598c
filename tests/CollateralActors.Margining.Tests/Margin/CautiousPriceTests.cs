using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Margin;

/// <summary>
/// What takes on risk counts assets by the low, debts by the high one of two prices; what keeps positions does not.
/// </summary>
public sealed class CautiousPriceTests
{
    private static readonly MarketView Market = Frame(2).With(Qualities.Cautious(("BTC", 48_000m, 51_000m)));

    // 3 BTC with a haircut of 0.1; a debt counts in full.
    [Theory]
    [InlineData(3, 129_600, 135_000)]
    [InlineData(-1, -51_000, -50_000)]
    public void Collateral_counts_by_the_low_and_debts_by_the_high_price(int btc, decimal cautious, decimal plain)
    {
        var account = Holding(Btc, btc);
        Assert.Equal(plain, MarginCalculator.Evaluate(account.ToMarginBook(Market), Market).Equity.Value);
        Assert.Equal(cautious, Equity(account, CollateralPurpose.Initial));
        Assert.Equal(cautious, Equity(account, CollateralPurpose.Borrowing));
        Assert.Equal(cautious, Equity(account, CollateralPurpose.Withdrawal));
        Assert.Equal(plain, Equity(account, CollateralPurpose.Maintenance));
    }

    // Opened at 49,500; a mark that follows the index prices follows their pair, too.
    [Theory]
    [InlineData(1, 10_500, 8_500)]
    [InlineData(-1, 9_500, 8_500)]
    public void A_long_is_marked_by_the_low_and_a_short_by_the_high_price(int quantity, decimal plain, decimal cautious)
    {
        var account = Opened(Usdt, 10_000m) with { Positions = Positions(BtcPerp, quantity, 49_500m) };
        Assert.Equal(plain, MarginCalculator.Evaluate(account.ToMarginBook(Market), Market).Equity.Value);
        Assert.Equal(cautious, Equity(account, CollateralPurpose.Initial));
    }

    [Fact]
    public void A_mark_of_its_own_counts_by_its_own_pair()
    {
        var account = Opened(Usdt, 10_000m) with { Positions = Positions(BtcPerp, 1, 49_500m) };
        var own = Frame(2).With(Qualities.Cautious(("BTC-PERP", 49_900m, 50_300m), ("BTC", 48_000m, 51_000m))).WithMark(BtcPerp, 50_200m);
        Assert.Equal(10_400m, PurposeMargin.Evaluate(account.ToMarginBook(own), own, CollateralPurpose.Initial).Equity.Value);
        var plain = Market.WithMark(BtcPerp, 50_200m);
        Assert.Equal(10_700m, PurposeMargin.Evaluate(account.ToMarginBook(plain), plain, CollateralPurpose.Initial).Equity.Value);
    }

    [Fact]
    public void An_inverse_contract_counts_by_the_pair_as_well()
    {
        var account = Opened(Btc, 1m) with { Positions = Positions(BtcUsd, 100, 50_000m) };
        var (coins, pnl) = (1m, 10_000m * ((1m / 50_000m) - (1m / 48_000m)));
        Assert.Equal(Math.Round((coins + pnl) * 0.9m * 48_000m, 9), Math.Round(Equity(account, CollateralPurpose.Initial), 9));
    }

    [Fact]
    public void A_refusal_says_what_the_pair_takes() => Account.With(10m)
        .Given(new AccountEvent.Deposited(Btc, Amount(1m))).At(Market)
        .When(Reserve("o-1", 17.6m, 50_000m))
        .ThenRejected(
            RejectionCode.InsufficientFreeCollateral,
            "for initial margin 1800 USD by the more cautious of price and mean do not count")
        .When(Reserve("o-2", 17.2m, 50_000m)).ThenKinds(typeof(AccountEvent.OrderReserved));

    [Fact]
    public void Where_prices_count_by_themselves_no_digit_changes()
    {
        var account = Opened(Btc, 1m / 3m) with { Positions = Positions(BtcPerp, 1, 49_999.7m) };
        Assert.Equal(
            PurposeMargin.Evaluate(account.ToMarginBook(Frame(2)), Frame(2), CollateralPurpose.Initial),
            PurposeMargin.Evaluate(account.ToMarginBook(Market), Market.With(PriceQuality.Good), CollateralPurpose.Initial));
    }

    private static decimal Equity(AccountState account, CollateralPurpose purpose) =>
        PurposeMargin.Evaluate(account.ToMarginBook(Market), Market, purpose).Equity.Value;

    private static AccountState Holding(AssetId asset, decimal balance) => Opened(asset, balance);

    private static AccountState Opened(AssetId asset, decimal balance) =>
        Account.New().Given(new AccountEvent.Opened(), new AccountEvent.Deposited(asset, Amount(balance))).State;

    private static System.Collections.Immutable.ImmutableSortedDictionary<InstrumentId, AccountPosition> Positions(
        InstrumentId instrument, int quantity, decimal entry) =>
        System.Collections.Immutable.ImmutableSortedDictionary<InstrumentId, AccountPosition>.Empty.Add(
            instrument,
            new AccountPosition(Contracts(quantity), Rules[instrument].SignedValue(Contracts(quantity), Price(entry))));
}
