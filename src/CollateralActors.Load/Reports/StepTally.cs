using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Load.Reports;

/// <summary>What the steps of liquidations came to.</summary>
/// <param name="Orders">Orders that went to the venue.</param>
/// <param name="Untraded">Orders of which nothing was traded: the book had nothing within their bound.</param>
/// <param name="Deferred">Times that a step had to wait for its limits of speed.</param>
/// <param name="Exchanges">Exchanges of collateral.</param>
/// <param name="Postponed">Episodes that ended because a price was not good, or liquidations were paused.</param>
public sealed record StepFigures(int Orders, int Untraded, int Deferred, int Exchanges, int Postponed);

/// <summary>Counts the steps of liquidations.</summary>
internal sealed class StepTally
{
    private StepFigures figures = new(0, 0, 0, 0, 0);
    private bool hasRules;

    /// <summary>Null where nothing but orders at any price was seen.</summary>
    public StepFigures? Figures => hasRules ? figures : null;

    public void Count(IEvent @event)
    {
        figures = @event switch
        {
            AccountEvent.StepPlanned => figures with { Orders = figures.Orders + 1 },
            AccountEvent.StepSettled { Trades.Count: 0 } => figures with { Untraded = figures.Untraded + 1 },
            AccountEvent.StepDeferred => figures with { Deferred = figures.Deferred + 1 },
            AccountEvent.CollateralConverted => figures with { Exchanges = figures.Exchanges + 1 },
            AccountEvent.LiquidationEnded { Outcome: LiquidationOutcome.Postponed } =>
                figures with { Postponed = figures.Postponed + 1 },
            _ => figures,
        };
        hasRules |= figures.Deferred + figures.Exchanges + figures.Postponed > 0
            || @event is AccountEvent.StepPlanned { Limit: not null };
    }
}
