using CollateralActors.Journal.Codec;
using CollateralActors.Journal.Reading;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Ledger;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Load.Reports;

/// <summary>
/// What a journal holds, counted from its rows: the same figures whether a run was interrupted or not.
/// </summary>
public sealed class JournalFigures
{
    private readonly AccountDecider accountRules = new(Shards.Default);
    private readonly FundDecider fundRules = new();
    private readonly EscrowDecider escrowRules = new();
    private readonly PoolDecider poolRules = new();
    private readonly Dictionary<EntityId, Entity<AccountState>> accounts = [];
    private readonly Dictionary<EntityId, Entity<FundState>> funds = [];
    private readonly Dictionary<EntityId, Entity<EscrowState>> escrows = [];
    private readonly Dictionary<EntityId, Entity<PoolState>> pools = [];
    private readonly HashSet<EntityId> bankrupt = [];
    private readonly HashSet<EntityId> deleveraged = [];
    private readonly HashSet<EntityId> sharers = [];
    private readonly SortedDictionary<string, decimal> shared = new(StringComparer.Ordinal);
    private readonly FundingTally funding = new();
    private readonly StepTally steps = new();
    private readonly Dictionary<RiskBookVersion, RiskBook> books = [];
    private int conversions;
    private PolicyFigures policies = new(0, 0, 0, 0);
    private RiskBook? risk;
    private MarketView? market;

    private JournalFigures()
    {
    }

    public Conservation Conservation { get; } = new();

    public long Events { get; private set; }

    public int Frames { get; private set; }

    public int MarginCalls { get; private set; }

    public int Started { get; private set; }

    /// <summary>Liquidations by how they ended.</summary>
    public Dictionary<LiquidationOutcome, int> Ended { get; } = [];

    public int Completed => Ended.Values.Sum();

    /// <summary>Accounts that were bankrupt at some frame.</summary>
    public int Bankruptcies => bankrupt.Count;

    /// <summary>Accounts that had to close against one that was liquidated.</summary>
    public int Deleveraged => deleveraged.Count;

    /// <summary>Accounts that gave for losses of others.</summary>
    public int LossSharers => sharers.Count;

    /// <summary>What they gave, by asset.</summary>
    public IReadOnlyDictionary<string, decimal> SharedLosses => shared;

    /// <summary>Claims that a fund paid something of.</summary>
    public int FundPayments { get; private set; }

    /// <summary>Funding of perpetuals; null where none has any.</summary>
    public FundingFigures? Funding => funding.Figures;

    /// <summary>What debts paid; null where they paid nothing.</summary>
    public DebtFigures? Debts
    {
        get
        {
            var (interest, treasury) = (In(LedgerBucket.Interest), In(LedgerBucket.Treasury));
            return interest.Count + treasury.Count == 0 ? null : new DebtFigures(conversions, interest, treasury);
        }
    }

    /// <summary>What the steps of liquidations came to; null where they were but orders at any price.</summary>
    public StepFigures? Steps => steps.Figures;

    /// <summary>What policies did; null where they did nothing.</summary>
    public PolicyFigures? Policies => policies is (0, 0, 0, 0) ? null : policies;

    /// <summary>What netting frees at the last frame; null before the first.</summary>
    public NettingReport? Netting => market is null
        ? null
        : NettingReport.Of(accounts.Values.Select(account => account.State), market);

    public IEnumerable<FundState> Funds => funds.Values.Select(fund => fund.State).OrderBy(fund => fund.Asset);

    /// <summary>
    /// What does not add up: totals of postings against each other and against what entities hold; empty where all
    /// does.
    /// </summary>
    public IReadOnlyList<string> Discrepancies => risk is null
        ? []
        : Conservation.Discrepancies(
            [.. accounts.Values.Select(account => account.State)],
            [.. funds.Values.Select(fund => fund.State)],
            risk,
            funding.Indices,
            market?.Settlements,
            [.. escrows.Values.Select(escrow => escrow.State)],
            [.. pools.Values.Select(pool => pool.State)]);

    /// <summary>Counts every row.</summary>
    public static JournalFigures Read(string journal)
    {
        var figures = new JournalFigures();
        using var reader = JournalReader.Open(journal);
        foreach (var row in reader.ReadAll())
        {
            if (EntityId.Parse(row.PersistenceId) is { } entity)
                figures.Count(entity, EventCodec.Default.Decode(row.Manifest, row.Payload));
        }

        return figures;
    }

    private void Count(EntityId entity, Recorded recorded)
    {
        Events++;
        Conservation.Add(entity, recorded.Event);
        funding.Add(recorded.Event);
        if (entity.Kind == EntityKind.Account)
            Fold(accounts, accountRules, entity, recorded);
        else if (entity.Kind == EntityKind.Fund)
            Fold(funds, fundRules, entity, recorded);
        else if (entity.Kind == EntityKind.Escrow)
            Fold(escrows, escrowRules, entity, recorded);
        else if (entity.Kind == EntityKind.Pool)
            Fold(pools, poolRules, entity, recorded);
        steps.Count(recorded.Event);
        switch (recorded.Event)
        {
            case RiskBookEvent.Adopted e:
                risk = books[e.Book.Version] = e.Book;
                break;
            case MarketEvent.FrameIssued e:
                Frames++;
                market = MarketFold.Next(market, e, recorded.Time, books[e.Risk]);
                break;
            case AccountEvent.MarginCallIssued:
                MarginCalls++;
                break;
            case AccountEvent.DebtConverted:
                conversions++;
                break;
            case AccountEvent.PolicyExchanged:
                policies = policies with { Exchanges = policies.Exchanges + 1 };
                break;
            case AccountEvent.PolicyRepaid:
                policies = policies with { Repayments = policies.Repayments + 1 };
                break;
            case AccountEvent.TopUpAnswered { Given.Value: > 0m }:
                policies = policies with { TopUps = policies.TopUps + 1 };
                break;
            case AccountEvent.PolicySkipped:
                policies = policies with { Skipped = policies.Skipped + 1 };
                break;
            case AccountEvent.Deleveraged { Quantity.Sign: not 0 }:
                deleveraged.Add(entity);
                break;
            case AccountEvent.LossShared { Amount.Value: > 0m } e:
                sharers.Add(entity);
                shared[e.Asset.Value] = shared.GetValueOrDefault(e.Asset.Value) + e.Amount.Value;
                break;
            case AccountEvent.BankruptcyDeclared { Scope.IsCross: true }:
                bankrupt.Add(entity);
                break;
            case FundEvent.ClaimAnswered e when e.Paid.Value > 0m:
                FundPayments++;
                break;
            case LiquidationEvent.Opened:
                Started++;
                break;
            case LiquidationEvent.Closed e:
                Ended[e.Outcome] = Ended.GetValueOrDefault(e.Outcome) + 1;
                break;
        }
    }

    private Dictionary<string, decimal> In(LedgerBucket bucket) =>
        Conservation.Assets.Select(asset => (asset.Value, Conservation.Total(bucket, asset).Value))
            .Where(amount => amount.Item2 != 0m)
            .ToDictionary();

    private static void Fold<TState>(
        Dictionary<EntityId, Entity<TState>> entities, IDecider<TState> rules, EntityId id, Recorded recorded) =>
        entities[id] = Stepper.Fold(rules, entities.GetValueOrDefault(id) ?? Stepper.Begin(rules, id), recorded);
}
