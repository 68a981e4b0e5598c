using System.Diagnostics;
using CollateralActors.Actors.Markets;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Load.Reports;

/// <summary>Counts what happens while it happens, for whoever watches. Safe on any thread.</summary>
/// <remarks>What it counts is for the eye; the report's figures are read from the journal.</remarks>
/// <param name="known">
/// The last frame that was stored before; what recovery shows again up to it is not measured.
/// </param>
public sealed class LiveTally(FrameNumber known) : INodeProjection
{
    private readonly Lock sync = new();
    private readonly int[] byStatus = new int[Enum.GetValues<MarginStatus>().Length];
    private readonly SortedDictionary<AssetId, decimal> funds = [];
    private FrameNumber frame = FrameNumber.None;
    private long frameAt;

    /// <summary>From a frame to each liquidation request that it caused.</summary>
    public LatencyRecorder TickToLiquidation { get; } = new();

    /// <summary>What was counted so far.</summary>
    public TallySnapshot Snapshot()
    {
        lock (sync)
            return new TallySnapshot(
                Events, MarginCalls, Started, Ended, FundPayments, [.. byStatus], funds.ToDictionary());
    }

    private long Events { get; set; }

    private int MarginCalls { get; set; }

    private int Started { get; set; }

    private int Ended { get; set; }

    private int FundPayments { get; set; }

    public void Observe(EntityId entity, Recorded recorded)
    {
        lock (sync)
        {
            Events++;
            Count(entity, recorded);
        }
    }

    private void Count(EntityId entity, Recorded recorded)
    {
        switch (recorded.Event)
        {
            case MarketEvent.FrameIssued e when e.Frame > known && e.Frame > frame:
                (frame, frameAt) = (e.Frame, Stopwatch.GetTimestamp());
                break;
            case AccountEvent.Opened:
                byStatus[(int)MarginStatus.Healthy]++;
                break;
            case AccountEvent.MarginCallIssued e:
                MarginCalls++;
                Move(e.Scope, e.From, MarginStatus.MarginCall);
                break;
            case AccountEvent.MarginCallLifted e:
                Move(e.Scope, e.From, MarginStatus.Healthy);
                break;
            case AccountEvent.MaintenanceBreached e:
                Move(e.Scope, e.From, MarginStatus.Liquidation);
                break;
            case AccountEvent.BankruptcyDeclared e:
                Move(e.Scope, e.From, MarginStatus.Bankrupt);
                break;
            case AccountEvent.LiquidationRequested:
                Started++;
                if (recorded.Frame == frame)
                    TickToLiquidation.RecordSince(frameAt);
                break;
            case AccountEvent.LiquidationEnded:
                Ended++;
                break;
            case FundEvent.Contributed e:
                AddToFund(entity, e.Amount.Value);
                break;
            case FundEvent.FeeReceived e:
                AddToFund(entity, e.Amount.Value);
                break;
            case FundEvent.CollateralReceived e:
                AddToFund(entity, e.Amount.Value);
                break;
            case FundEvent.ClaimAnswered e:
                FundPayments++;
                AddToFund(entity, -e.Paid.Value);
                break;
        }
    }

    private void Move(MarginScope scope, MarginStatus from, MarginStatus to)
    {
        if (!scope.IsCross)
            return;
        byStatus[(int)from]--;
        byStatus[(int)to]++;
    }

    private void AddToFund(EntityId fund, decimal amount)
    {
        var asset = new AssetId(fund.Key);
        funds[asset] = funds.GetValueOrDefault(asset) + amount;
    }
}

/// <summary>What was counted up to a moment.</summary>
/// <param name="Events">Events stored.</param>
/// <param name="MarginCalls">Margin calls issued.</param>
/// <param name="LiquidationsStarted">Liquidations requested.</param>
/// <param name="LiquidationsEnded">Liquidations over.</param>
/// <param name="FundPayments">Claims answered by insurance funds.</param>
/// <param name="ByStatus">Accounts by <see cref="MarginStatus"/>.</param>
/// <param name="Funds">What the funds hold.</param>
public sealed record TallySnapshot(
    long Events,
    int MarginCalls,
    int LiquidationsStarted,
    int LiquidationsEnded,
    int FundPayments,
    IReadOnlyList<int> ByStatus,
    IReadOnlyDictionary<AssetId, decimal> Funds);
