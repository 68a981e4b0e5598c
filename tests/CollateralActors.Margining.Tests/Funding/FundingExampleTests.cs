using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Funding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Funding;

/// <summary>The example of docs/margining.md.</summary>
public sealed class FundingExampleTests
{
    private static readonly FundingTerms Terms = FundingTerms.Of(Funded).Single(terms => terms.Instrument == BtcPerp);

    [Fact]
    public void Six_of_eight_hours_at_a_fifth_of_a_per_cent_cost_fifty_a_coin()
    {
        var state = Advance(null, 50_100m, 0).State;
        state = Advance(state, 50_100m, 6).State;
        var payment = Assert.Single(Advance(state, 50_000m, 8).Payments);
        Assert.Equal((0.0015m, 0.001m, 50m), (payment.Premium.Value, payment.Rate.Value, payment.Payment.Value));

        Assert.Equal(5_000m - 25m, EquityOf(Account.Holding(0.5m, 5_000m)));
        Assert.Equal(5_000m + 25m, EquityOf(Account.Holding(-0.5m, 5_000m)));
        var sold = Account.Holding(0.5m, 5_000m).At(Frame(2, risk: Funded, funding: (BtcPerp, 50m))).When(Trade("t-1", -0.2m, 50_000m));
        var fee = Amount(5m);
        Assert.Equal(Amount(5_000m - 25m) - fee, sold.State.BalanceOf(Usdt));
        Assert.Equal(Amount(15m), sold.State.Positions[BtcPerp].FundingValue);
        Assert.Equal(5_000m - 25m - fee.Value, EquityOf(sold));
    }

    [Fact]
    public void Two_hours_of_silence_count_neither_in_the_mean_nor_in_the_length()
    {
        var state = Advance(null, 50_100m, 0).State;
        var payment = Assert.Single(Advance(state, 50_100m, 8, liveUntil: 6).Payments);
        Assert.Equal((0.002m, 0.0015m, 56.25m), (payment.Premium.Value, payment.Rate.Value, payment.Payment.Value));
    }

    private static FundingUpdate Advance(FundingState? before, decimal mark, int hour, int liveUntil = 100) =>
        FundingMeter.Advance(Terms, before, new FundingPrices(new Price(50_000m), new Price(mark), At(liveUntil)), At(hour));

    private static Instant At(int hour) => new(hour * 3_600_000L);

    private static decimal EquityOf(Spec<AccountState> account)
    {
        var market = Frame(2, risk: Funded, funding: (BtcPerp, 50m));
        return MarginCalculator.Evaluate(account.State.ToMarginBook(market), market).Equity.Value;
    }
}
