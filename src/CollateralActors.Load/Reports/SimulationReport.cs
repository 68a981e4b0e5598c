using CollateralActors.Margining.Accounts;

namespace CollateralActors.Load.Reports;

/// <summary>What a run did. Amounts by asset, in whole units.</summary>
/// <remarks>
/// Counts and amounts are of the whole run. How many accounts were woken, delays, elapsed time and events a second are
/// of the process that writes the report: nothing of them is stored. <see cref="ResumedAfterFrame"/> says if others
/// came before it.
/// </remarks>
public sealed record SimulationReport
{
    public required string Scenario { get; init; }

    public required long Seed { get; init; }

    /// <summary>Traders' accounts; market makers come on top.</summary>
    public required int Accounts { get; init; }

    /// <summary>Frames.</summary>
    public required int Ticks { get; init; }

    /// <summary>
    /// The last frame that was done with when this process took the run up; null where it did all of it.
    /// </summary>
    public required int? ResumedAfterFrame { get; init; }

    /// <summary>Clients' commands that were answered.</summary>
    public required long Commands { get; init; }

    /// <summary>Events that were stored.</summary>
    public required long Events { get; init; }

    public required WokenFigures Woken { get; init; }

    public required int MarginCalls { get; init; }

    public required LiquidationFigures Liquidations { get; init; }

    public required int Bankruptcies { get; init; }

    public required int DeleveragedAccounts { get; init; }

    /// <summary>Accounts that gave for losses of others.</summary>
    public required int LossSharers { get; init; }

    /// <summary>What they gave, by asset.</summary>
    public required IReadOnlyDictionary<string, decimal> SharedLosses { get; init; }

    /// <summary>What the insurance funds hold at the end.</summary>
    public required IReadOnlyDictionary<string, decimal> InsuranceFund { get; init; }

    /// <summary>What the insurance funds paid.</summary>
    public required IReadOnlyDictionary<string, decimal> FundPayments { get; init; }

    /// <summary>Claims that insurance funds paid something of.</summary>
    public required int FundPaymentCount { get; init; }

    /// <summary>Funding of perpetuals; null where none has any.</summary>
    public FundingFigures? Funding { get; init; }

    /// <summary>What debts paid; null where none bore interest and none was converted.</summary>
    public DebtFigures? Debts { get; init; }

    /// <summary>What policies did; null where they did nothing.</summary>
    public PolicyFigures? Policies { get; init; }

    /// <summary>What the steps of liquidations came to; null where they were but orders at any price.</summary>
    public StepFigures? Steps { get; init; }

    /// <summary>What netting frees at the last frame over all accounts; null where there was none.</summary>
    public NettingReport? Netting { get; init; }

    public required ConservationFigures Conservation { get; init; }

    /// <summary>What does not add up, in words; empty where all does.</summary>
    public required IReadOnlyList<string> Discrepancies { get; init; }

    public required string StateHash { get; init; }

    public required double EventsPerSecond { get; init; }

    public required LatencyFigures Latency { get; init; }

    public required double ElapsedSeconds { get; init; }

    public required string Journal { get; init; }
}

/// <summary>How many accounts frames woke.</summary>
public sealed record WokenFigures(double MeanPerTick, long P99PerTick, double ShareOfAccounts);

/// <summary>Liquidations.</summary>
/// <param name="Started">Begun.</param>
/// <param name="Partial">Ended with a position left open; those that recovered among them.</param>
/// <param name="Full">Ended with none.</param>
/// <param name="Completed">Ended: partial + full.</param>
/// <param name="Recovered">Ended because the account was good again before anything was closed.</param>
public sealed record LiquidationFigures(int Started, int Partial, int Full, int Completed, int Recovered);

/// <summary>What perpetuals paid for funding.</summary>
/// <param name="Intervals">Intervals that ended with a payment, of all instruments.</param>
/// <param name="Settled">What positions have paid so far, by asset; they pay when they are touched.</param>
public sealed record FundingFigures(int Intervals, IReadOnlyDictionary<string, FundingAmounts> Settled);

/// <summary>Funding that positions have settled.</summary>
/// <param name="Paid">By those who paid, rounded up.</param>
/// <param name="Received">By those who received, rounded down.</param>
/// <param name="Rounding">What rounding left to the venue: part of what was paid.</param>
/// <remarks>Paid − received − rounding is owed, at the end, by the open positions to those who paid already.</remarks>
public readonly record struct FundingAmounts(decimal Paid, decimal Received, decimal Rounding);

/// <summary>What debts paid.</summary>
/// <param name="Conversions">Debts that were paid out of other assets.</param>
/// <param name="Interest">Interest that was charged, by asset.</param>
/// <param name="Treasury">What the venue took for converted debts less what it gave, by asset.</param>
public sealed record DebtFigures(
    int Conversions, IReadOnlyDictionary<string, decimal> Interest, IReadOnlyDictionary<string, decimal> Treasury);

/// <summary>What policies of accounts did.</summary>
/// <param name="Exchanges">Exchanges of one asset for another.</param>
/// <param name="Repayments">Loans that were repaid, as a whole or in part.</param>
/// <param name="TopUps">Requests to other accounts that brought money.</param>
/// <param name="Skipped">Times that a policy found nothing that it could do.</param>
public sealed record PolicyFigures(int Exchanges, int Repayments, int TopUps, int Skipped);

/// <summary>Whether nothing appeared or was lost, and what did, by asset.</summary>
public sealed record ConservationFigures(bool Holds, IReadOnlyDictionary<string, decimal> Drift);

/// <summary>
/// Milliseconds from a command's arrival to its answer, and from a frame to a liquidation request that it caused.
/// </summary>
public sealed record LatencyFigures(Percentiles Command, Percentiles TickToLiquidation);

/// <summary>Half and 99 % of all are at most this, in milliseconds.</summary>
public readonly record struct Percentiles(double P50, double P99);
