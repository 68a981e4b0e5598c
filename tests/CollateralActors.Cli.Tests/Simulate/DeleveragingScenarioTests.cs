using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deleveraging;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Units;

namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>
/// The scenario that ships with next to no books and a fund that has paid what it may: others close what is left, and
/// the journal holds.
/// </summary>
public sealed class DeleveragingScenarioTests
{
    [Fact]
    public async Task Others_close_what_neither_the_book_nor_the_fund_takes_and_the_journal_verifies()
    {
        using var run = await SampleRun.Of("deleveraging");
        var deleveraged = run.Events<AccountEvent.Deleveraged>();
        Assert.NotEmpty(deleveraged);
        Assert.Contains(deleveraged, taken => taken.Spared == SparedBecause.SmallerPosition);

        var (begun, ended) = (run.Events<DeleveragingEvent.RunBegun>(), run.Events<DeleveragingEvent.RunEnded>());
        Assert.Equal(run.Events<AccountEvent.StepPlanned>().Count(step => step.Deleverages), begun.Count);
        Assert.Equal(begun.Count, ended.Count);
        Assert.All(begun, asked => Assert.Equal(asked.Offers.OrderBy(offer => offer.Place), asked.Offers));
        Assert.All(begun, asked => Assert.Equal(asked.Offers.OrderByDescending(offer => offer.Score), asked.Offers));
        Assert.Equal(
            ended.SelectMany(each => each.Trades).Select(trade => (trade.Trade, -trade.Quantity)).Order(),
            deleveraged.Where(taken => taken.Quantity != Quantity.Zero).Select(taken => (taken.Trade, taken.Quantity)).Order());
        Assert.Equal(
            run.Events<DeleveragingEvent.OfferAnswered>().Where(answer => answer.Trade != Quantity.Zero)
                .Select(answer => answer.Account).Distinct().Count(),
            run.Report.GetProperty("deleveragedAccounts").GetInt32());

        Assert.Contains(run.Events<FundEvent.CoverReserved>(), cover => cover.Reserved == Amount.Zero);
        Assert.Contains(run.Events<FundEvent.ClaimAnswered>(), claim => claim.Paid < claim.Claimed);
        Assert.Contains(
            run.Events<AccountEvent.LiquidationEnded>(), end => end.Outcome == LiquidationOutcome.Uncovered);
    }
}
