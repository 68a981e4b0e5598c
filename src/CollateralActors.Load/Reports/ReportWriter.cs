using CollateralActors.Load.Driving;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Funds;

namespace CollateralActors.Load.Reports;

/// <summary>Puts a run's report together: figures from the journal, times from the observer.</summary>
internal static class ReportWriter
{
    public static SimulationReport Write(
        SimulationOptions options,
        JournalFigures figures,
        RunObserver observer,
        long eventsBefore,
        string hash,
        TimeSpan elapsed)
    {
        int Ended(LiquidationOutcome outcome) => figures.Ended.GetValueOrDefault(outcome);
        var discrepancies = figures.Discrepancies;
        return new SimulationReport
        {
            Scenario = options.Scenario.Name,
            Seed = options.Scenario.Seed,
            Accounts = options.Scenario.Accounts,
            Ticks = figures.Frames,
            ResumedAfterFrame = observer.From.HasBegun ? observer.From.Round : null,
            Commands = observer.Commands,
            Events = figures.Events,
            Woken = observer.Woken(options.Scenario.Accounts),
            MarginCalls = figures.MarginCalls,
            Liquidations = new LiquidationFigures(
                figures.Started,
                Ended(LiquidationOutcome.Reduced)
                + Ended(LiquidationOutcome.Recovered)
                + Ended(LiquidationOutcome.Postponed),
                Ended(LiquidationOutcome.ClosedOut)
                + Ended(LiquidationOutcome.Covered)
                + Ended(LiquidationOutcome.Uncovered)
                + Ended(LiquidationOutcome.Socialised),
                figures.Completed,
                Ended(LiquidationOutcome.Recovered)),
            Bankruptcies = figures.Bankruptcies,
            DeleveragedAccounts = figures.Deleveraged,
            LossSharers = figures.LossSharers,
            SharedLosses = figures.SharedLosses,
            InsuranceFund = ByAsset(figures, fund => fund.Balance.Value),
            FundPayments = ByAsset(figures, fund => fund.Paid.Value),
            FundPaymentCount = figures.FundPayments,
            Funding = figures.Funding,
            Debts = figures.Debts,
            Policies = figures.Policies,
            Steps = figures.Steps,
            Netting = figures.Netting,
            Conservation = new ConservationFigures(
                discrepancies.Count == 0,
                figures.Conservation.Assets.ToDictionary(
                    asset => asset.Value, asset => figures.Conservation.Drift(asset).Value)),
            Discrepancies = discrepancies,
            StateHash = hash,
            EventsPerSecond = (figures.Events - eventsBefore) / elapsed.TotalSeconds,
            Latency = new LatencyFigures(
                observer.Command.Percentiles(), observer.Tally.TickToLiquidation.Percentiles()),
            ElapsedSeconds = elapsed.TotalSeconds,
            Journal = options.Journal,
        };
    }

    private static Dictionary<string, decimal> ByAsset(JournalFigures figures, Func<FundState, decimal> amount) =>
        figures.Funds.ToDictionary(fund => fund.Asset.Value, amount);
}
