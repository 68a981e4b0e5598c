using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;

namespace CollateralActors.Margining.Tests.Liquidations;

/// <summary>What holds of every liquidation on random days with rules.</summary>
public sealed class EpisodeProperties
{
    private const int Days = 15;

    [Property(MaxTest = Days)]
    public void Nothing_is_traded_beyond_the_bound_of_its_step(int seed)
    {
        foreach (var executed in Run(seed).Journal.Select(recorded => recorded.Event).OfType<OrderBookEvent.OrderExecuted>())
        {
            if (executed.Limit is { } limit)
                Assert.All(executed.Trades, trade => Assert.True(
                    executed.Quantity.Sign > 0 ? trade.Price <= limit : trade.Price >= limit, $"seed {seed}: {trade} beyond {limit}"));
        }
    }

    [Property(MaxTest = Days)]
    public void A_lot_less_would_not_bring_equity_to_the_target(int seed) => LookedAt(seed);

    [Property(MaxTest = Days)]
    public void No_window_is_overdrawn(int seed)
    {
        foreach (var (account, step, _) in Steps(Run(seed)))
        {
            if (step.Window is not { } since || IsWaived(step.Figures))
                continue;
            var before = account.Closings.TryGetValue(step.Instrument, out var window) && window.Since == since
                ? new Quantity(window.Used)
                : Quantity.Zero;
            var most = RandomEpisodes.On(RandomDays.Rules, seed: 5)[step.Instrument].LiquidationSpeed!.Value.Most;
            Assert.True(before + step.Quantity.Abs() <= most, $"seed {seed}: {before} and {step.Quantity} of {most}");
        }
    }

    [Property(MaxTest = Days)]
    public void Nobody_who_is_good_is_kept_in_an_episode(int seed)
    {
        var venue = Run(seed);
        foreach (var (account, step, market) in Steps(venue))
        {
            var scope = MarginScope.Of(step.Liquidation);
            var figures = Assessment.Of(account, scope, market).Figures;
            Assert.True(
                figures.Status >= MarginStatus.Liquidation || MarginCalls.IsForced(account.StandingOf(scope).Demand, figures.Status)
                || (account.StandingOf(scope).Episode is Episode.Working { HasClosed: true }
                    && figures.Equity < figures.Maintenance * market.Risk.LiquidationTarget),
                $"seed {seed}: {step} of an account at {figures}");
        }
    }

    [Fact]
    public void Random_days_have_steps_of_all_these_kinds()
    {
        var days = Enumerable.Range(0, 80).Select(seed => Run(seed)).ToList();
        var steps = days.SelectMany(Steps).Select(step => step.Step).ToList();
        Assert.True(steps.Count(step => step.Limit is not null) > 20);
        Assert.True(steps.Count(step => step.Window is not null && !IsWaived(step.Figures)) > 10);
        Assert.True(Enumerable.Range(0, 80).Sum(LookedAt) > 20);
    }

    /// <summary>How many steps a lot less was tried of.</summary>
    private static int LookedAt(int seed)
    {
        var count = 0;
        foreach (var (account, step, market) in Steps(Run(seed)))
        {
            var (risk, instrument) = (market.Risk, market.Risk[step.Instrument]);
            var (all, less) = (account.Positions[step.Instrument].Quantity.Abs(), step.Quantity.Abs() - instrument.Lot);
            var isWholeForItsRest = instrument.MinimumPosition is not null && step.Quantity.Abs() == all;
            if (risk.Liquidation!.Sizing != LiquidationSizing.Exact || isWholeForItsRest || less.Contracts <= 0m
                || market.Before is not null || MarginModes.InForce(account, market) != MarginMode.Cross
                || !MarginScope.Of(step.Liquidation).IsCross || step.Figures.Value < Amount.Zero)
                continue;
            var closed = new Quantity(step.Quantity.Sign * less.Contracts);
            var settle = new AccountCommand.SettleStep(
                step.Liquidation, step.Step, step.Instrument,
                [new BookTrade(new TradeId("t"), new AccountId("m"), closed, market.Mark(instrument)!.Value) { FundingIndex = market.FundingIndex(instrument.Id) }],
                default);
            var planned = AccountEvolution.Evolve(account, step);
            var posting = LiquidationPosting.Of(planned, settle, instrument, risk[instrument.Settle].Scale, market);
            var after = AccountEvolution.Evolve(planned, new AccountEvent.StepSettled(
                step.Liquidation, step.Step, step.Instrument, settle.Trades, default, posting, default, true));
            var figures = Assessment.Of(after, MarginScope.Cross, market).Figures;
            // The balance is rounded to its scale, what the plan solves is not.
            var slack = figures.Equity - (figures.Maintenance * risk.LiquidationTarget);
            Assert.True(slack < new Amount(0.01m), $"seed {seed}: {step} where {less} would do: {slack}");
            count++;
        }

        return count;
    }

    private static bool IsWaived(StatusFigures figures) =>
        figures.Value < Amount.Zero || figures.Equity < figures.Maintenance * new Rate(0.5m);

    private static VenueInMemory Run(int seed) => RandomDays.Run((2 * (seed & 0xFFFFF)) + 1, faultsPerCent: 5, steps: 90);

    private static IEnumerable<(AccountState Before, AccountEvent.StepPlanned Step, MarketView Market)> Steps(VenueInMemory venue) =>
        AccountHistory.Of<AccountEvent.StepPlanned>(venue)
            .Select(step => (step.Before, step.Event, venue.Frames.At(step.Event.Basis.Frame)!));
}
