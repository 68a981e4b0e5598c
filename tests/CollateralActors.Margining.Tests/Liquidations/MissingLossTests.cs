using System.Collections.Immutable;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Liquidations;

/// <summary>What is passed on once the funds have paid: BTC at 50,000, ETH at 2,500.</summary>
public sealed class MissingLossTests
{
    [Theory]
    [InlineData("-300", "-900", "ETH-PERP")]
    [InlineData("-900", "-300", "BTC-PERP")]
    [InlineData("-300", "-300", "BTC-PERP")]
    [InlineData("-300", "500", "BTC-PERP")]
    [InlineData("0", "500", null)]
    public void A_debt_goes_to_the_contract_that_lost_most(string btc, string eth, string? to)
    {
        var losses = Of([(Usdt, -1_000m)], (BtcPerp, Number(btc)), (EthPerp, Number(eth)));
        Assert.Equal(to, losses.Select(loss => loss.Instrument.Value).SingleOrDefault());
    }

    [Fact]
    public void A_debt_that_no_contract_of_its_asset_made_stays() =>
        Assert.Empty(Of([(Usdt, -1_000m)], (BtcUsd, -0.02m)));

    // 1,000 USDT, and 500 in BTC, are owed, of which 1,000 is there in ETH: 500 are too little, in order of the assets.
    [Fact]
    public void No_more_is_passed_on_than_the_account_is_worth_too_little() => Assert.Equal(
        [new PassedLoss(BtcUsd, Btc, Amount(0.01m))],
        Of([(Usdt, -1_000m), (Btc, -0.01m), (Eth, 0.4m)], (BtcPerp, -2_000m), (BtcUsd, -0.02m)));

    [Fact]
    public void Each_debt_is_passed_on_to_its_own_contract() => Assert.Equal(
        [new PassedLoss(BtcUsd, Btc, Amount(0.01m)), new PassedLoss(BtcPerp, Usdt, Amount(1_000m))],
        Of([(Usdt, -1_000m), (Btc, -0.01m)], (BtcPerp, -2_000m), (BtcUsd, -0.02m)));

    // 333.33 ÷ 1 of USDT: no more than is missing, down to the asset's scale.
    [Fact]
    public void It_is_rounded_down() => Assert.Equal(
        Amount(333.333333m), Assert.Single(Of([(Usdt, -1_000m), (Eth, 0.26666666668m)], (BtcPerp, -2_000m))).Amount);

    // Margin may have been added since the funds were asked.
    [Theory]
    [InlineData("-100", 1)]
    [InlineData("0", 0)]
    [InlineData("50", 0)]
    public void Of_an_isolated_position_what_its_margin_owes_is_passed_on(string margin, int count)
    {
        var account = AccountState.Initial(Alice) with
        {
            Isolated = ImmutableSortedDictionary<InstrumentId, IsolatedInstrument>.Empty.Add(
                BtcPerp, IsolatedInstrument.Empty with { Margin = Amount(Number(margin)) }),
        };
        Assert.Equal(
            Enumerable.Repeat(new PassedLoss(BtcPerp, Usdt, Amount(100m)), count),
            Of(account, LiquidationId.Of(Alice, BtcPerp, 1), (BtcPerp, -2_000m)));
    }

    private static ValueList<PassedLoss> Of(
        (AssetId Asset, decimal Amount)[] balances, params (InstrumentId Instrument, decimal Pnl)[] results) => Of(
        AccountState.Initial(Alice) with
        {
            Balances = balances.ToImmutableSortedDictionary(each => each.Asset, each => Amount(each.Amount)),
        },
        LiquidationId.Of(Alice, 1),
        results);

    private static ValueList<PassedLoss> Of(
        AccountState account, LiquidationId liquidation, params (InstrumentId Instrument, decimal Pnl)[] results)
    {
        var waiting = new Episode.AwaitingFunds(liquidation, [], new MarketBasis(new FrameNumber(1), new RiskBookVersion(1), []), true)
        {
            Results = [.. results.Select(each => new ClosedResult(each.Instrument, Amount(each.Pnl)))],
        };
        return MissingLoss.Of(account, waiting, Frame(1, risk: Specs.Venue.Deleveraging(shares: 0.5m)));
    }
}
