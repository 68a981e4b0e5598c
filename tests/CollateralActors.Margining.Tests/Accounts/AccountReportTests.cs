using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

/// <summary>A live account as the margin calculator prints it, in all three modes; and what netting frees over many.</summary>
public sealed class AccountReportTests
{
    // Long one BTC and short 20 ETH, opened at the mark: 2,500 each by the tiers, 17,500 together by the scan.
    [Fact]
    public void An_account_is_reported_in_its_mode_with_what_it_would_need_in_the_others()
    {
        var report = AccountReport.Of(Hedged(MarginMode.Portfolio), Frame(2, risk: Scanned));
        Assert.Equal((Alice, 2L, 1, MarginMode.Portfolio), (report.Account, report.Frame.Value, report.Risk.Value, report.Mode));
        Assert.Empty(report.Missing);
        Assert.Equal(("20000", "17500"), (report.Margin!.Equity.ToString(), report.Margin.Initial.ToString()));
        Assert.Equal(
            ("5000", "5000", "17500"),
            (report.Margin.Efficiency!.Isolated.ToString(), report.Margin.Efficiency.Cross.ToString(), report.Margin.Efficiency.Portfolio.ToString()));
        Assert.Equal("5000", AccountReport.Of(Hedged(MarginMode.Cross), Frame(2, risk: Scanned)).Margin!.Initial.ToString());
    }

    [Fact]
    public void A_missing_price_is_named()
    {
        var report = AccountReport.Of(Hedged(MarginMode.Cross), FrameOf((Usdt, 1m), (Btc, 50_000m)));
        Assert.Equal([new MissingPrice.OfInstrument(EthPerp)], report.Missing);
        Assert.Null(report.Margin);
    }

    // Isolated, the profit of 4,000 of the one does not help the other: 2,450 + 1,000 of loss. In cross mode 4,750 − 3,000.
    [Fact]
    public void Netting_adds_up_what_each_account_needs_in_each_mode()
    {
        var market = Frame(2, btc: 49_000m, eth: 2_300m, risk: Scanned);
        var cross = Hedged(MarginMode.Cross);
        var one = NettingReport.Of([cross], market);
        Assert.Equal(("3450", "1750"), (one.Isolated.ToString(), one.Cross.ToString()));
        Assert.Equal((one.Cross, "0.49275362"), (one.Own, one.Freed.ToString()));

        var both = NettingReport.Of([cross, Hedged(MarginMode.Portfolio), AccountState.Initial(Bob)], market);
        Assert.Equal((2, "6900", "3500"), (both.Accounts, both.Isolated.ToString(), both.Cross.ToString()));
        Assert.Equal(one.Cross.Steps + (both.Portfolio!.Value.Steps / 2), both.Own.Steps);
        Assert.Null(NettingReport.Of([cross], Frame(2)).Portfolio);
        Assert.Null(NettingReport.Of([], market).Freed);
    }

    private static AccountState Hedged(MarginMode mode) => AccountState.Initial(Alice).Post(Usdt, Amount(20_000m)) with
    {
        IsOpen = true,
        Mode = mode,
        Positions = AccountState.Initial(Alice).Positions
            .Add(BtcPerp, new AccountPosition(Contracts(1m), Amount(50_000m)))
            .Add(EthPerp, new AccountPosition(Contracts(-20m), Amount(-50_000m))),
    };
}
