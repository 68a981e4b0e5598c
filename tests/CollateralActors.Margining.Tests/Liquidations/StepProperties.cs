using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;

namespace CollateralActors.Margining.Tests.Liquidations;

/// <summary>What a step that was settled may do to an account, on random days with rules.</summary>
public sealed class StepProperties
{
    private const int Days = 15;

    // Postings are rounded to the asset's scale.
    private const decimal Rounding = 0.0001m;

    // Trades that others report meanwhile are facts: what is held when a step is settled may be less than when it was planned.
    [Property(MaxTest = Days)]
    public void A_step_plans_to_close_what_is_held_and_trades_no_more_than_it_plans(int seed)
    {
        var planned = new Dictionary<(LiquidationId, int), Quantity>();
        var venue = Run(seed);
        foreach (var (account, e, _) in AccountHistory.Of<AccountEvent.StepPlanned>(venue))
        {
            var held = account.Positions[e.Instrument].Quantity;
            Assert.True(e.Quantity.Sign == -held.Sign && e.Quantity.Abs() <= held.Abs(), $"seed {seed}: {held} and {e}");
            planned.Add((e.Liquidation, e.Step), e.Quantity);
        }

        foreach (var (_, e, _) in AccountHistory.Of<AccountEvent.StepSettled>(venue))
        {
            Assert.Equal(planned[(e.Liquidation, e.Step)], AccountEvolution.Total(e.Trades) + e.Unfilled);
            Assert.All(e.Trades, trade => Assert.Equal(planned[(e.Liquidation, e.Step)].Sign, trade.Quantity.Sign));
        }
    }

    // What is closed in a frame before this one has no funding of the time since.
    [Property(MaxTest = Days)]
    public void A_step_costs_what_its_prices_are_worse_than_the_mark_and_its_fee_and_nothing_else(int seed) => LookedAt(seed);

    [Property(MaxTest = Days)]
    public void A_fee_makes_no_account_owe_anything(int seed)
    {
        foreach (var (account, e, market, _) in Settled(seed).Where(step => step.Event.Posting.Fee > Amount.Zero))
        {
            var after = AccountInterest.FromNow(AccountEvolution.Evolve(account, e), market);
            var value = Assessment.Of(after, MarginScope.Of(e.Liquidation), market).Figures.Value;
            Assert.True(value.Value >= -Rounding, $"seed {seed}: {value} after {e}");
        }
    }

    [Property(MaxTest = Days)]
    public void A_frame_gives_an_episode_no_more_steps_than_it_has_positions_and_one(int seed)
    {
        var steps = AccountHistory.Of<AccountEvent.StepPlanned>(Run(seed)).GroupBy(step => (step.Event.Liquidation, step.Frame));
        foreach (var frame in steps)
        {
            var positions = frame.First().Before.Positions.Count;
            Assert.True(frame.Count() <= positions + 1, $"seed {seed}: {frame.Count()} steps of {positions} positions in {frame.Key}");
        }
    }

    [Fact]
    public void Random_days_have_steps_with_and_without_a_fee_and_of_isolated_positions()
    {
        var looked = Enumerable.Range(0, 60).SelectMany(seed => Settled(seed)).Select(step => step.Event).ToList();
        Assert.True(Enumerable.Range(0, 60).Sum(LookedAt) > 50);
        Assert.Contains(looked, e => e.Trades.Count > 0 && e.Posting.Fee == Amount.Zero);
        Assert.Contains(looked, e => e.Posting.Fee > Amount.Zero);
        Assert.Contains(looked, e => e.Trades.Count > 0 && e.Liquidation.Isolated is not null);
    }

    /// <summary>How many steps were looked at that traded anything.</summary>
    private static int LookedAt(int seed)
    {
        var count = 0;
        foreach (var (account, e, market, instrument) in Settled(seed))
        {
            if (e.Trades.Count == 0 || market.HasExpired(instrument) || market.Mark(instrument) is not { } mark)
                continue;
            var index = market.FundingIndex(instrument.Id).Value;
            var cost = e.Trades.Sum(trade => WorseThan(mark, trade) + FundingSince(trade)) + e.Posting.Fee.Value;
            var change = WorthOf(AccountEvolution.Evolve(account, e)) - WorthOf(account);
            Assert.True(Math.Abs(change + cost) <= Rounding, $"seed {seed}: {change} for {cost}, {mark}, {e}");
            count++;

            decimal WorseThan(Price at, BookTrade trade)
            {
                var more = instrument.SignedValue(trade.Quantity, trade.Price).Value - instrument.SignedValue(trade.Quantity, at).Value;
                return instrument.IsInverse ? -more : more;
            }

            decimal FundingSince(BookTrade trade) =>
                trade.Quantity.Contracts * instrument.ContractSize * (index - trade.FundingIndex.Value);

            decimal WorthOf(AccountState state)
            {
                var own = state.Isolated.TryGetValue(instrument.Id, out var isolated) ? isolated.Margin : Amount.Zero;
                var position = state.Positions.GetValueOrDefault(instrument.Id);
                var profit = instrument.SignedValue(position.Quantity, mark).Value - position.EntryValue.Value;
                return state.BalanceOf(instrument.Settle).Value + own.Value + (instrument.IsInverse ? -profit : profit)
                    + position.FundingValue.Value - (position.Quantity.Contracts * instrument.ContractSize * index);
            }
        }

        return count;
    }

    private static IEnumerable<(AccountState Account, AccountEvent.StepSettled Event, MarketView Market, InstrumentParameters Instrument)> Settled(
        int seed)
    {
        var venue = Run(seed);
        return AccountHistory.Of<AccountEvent.StepSettled>(venue).Select(step =>
        {
            var market = venue.Frames.At(step.Frame)!;
            return (step.Before, step.Event, market, market.Risk[step.Event.Instrument]);
        });
    }

    private static VenueInMemory Run(int seed) => RandomDays.Run((2 * (seed & 0xFFFFF)) + 1, faultsPerCent: 5, steps: 90);
}
