using CollateralActors.Audit.Findings;
using CollateralActors.Audit.Folding;
using CollateralActors.Audit.Reading;
using CollateralActors.Journal.Sqlite;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Audit.DryRuns;

/// <summary>A journal as it stands, and who would be called or liquidated under other parameters.</summary>
/// <remarks>
/// Everybody is looked at in the last frame, at its prices. Nothing is stored. For journals that
/// <see cref="JournalAudit"/> has verified: one that somebody changed may throw while it is folded.
/// </remarks>
public sealed class RiskDryRun
{
    private readonly IReadOnlyList<AccountState> accounts;
    private readonly MarketView market;

    private RiskDryRun(RiskBookState adopted, MarketView market, Instant time, IReadOnlyList<AccountState> accounts) =>
        (Adopted, this.market, Time, this.accounts) = (adopted, market, time, accounts);

    /// <summary>The risk book as the journal has it: its last version may still wait for its time.</summary>
    public RiskBookState Adopted { get; }

    /// <summary>The last frame.</summary>
    public FrameNumber Frame => market.Frame;

    /// <summary>The version in force in it.</summary>
    public RiskBookVersion InForce => market.Risk.Version;

    /// <summary>The time of the journal's last event: it stands still while nobody works on the journal.</summary>
    public Instant Time { get; }

    /// <summary>Reads a journal.</summary>
    /// <exception cref="JournalException">As <see cref="JournalAudit.Verify"/>, or it has no frame yet.</exception>
    public static RiskDryRun Of(string path, CancellationToken cancellation = default)
    {
        using var source = JournalSource.Open(path);
        var log = new FindingLog();
        var (entities, frames, time) = (new EntityTable(log), new FrameHistory(), default(Instant));
        foreach (var row in RowBatches.Of(source, log, cancellation).SelectMany(batch => batch))
        {
            if (entities.Find(row.Place, cause: null) is not { } entity
                || entity.Decisions.Add(row) is not { } decision)
                continue;
            entity.Fold(decision);
            foreach (var recorded in decision.Events)
            {
                frames.Observe(recorded);
                time = recorded.Time > time ? recorded.Time : time;
            }
        }

        var states = entities.ById.Values.Select(entity => entity.State).ToList();
        return frames.Latest is { } market
            ? new RiskDryRun(
                states.OfType<RiskBookState>().Single(), market, time, [.. states.OfType<AccountState>()])
            : throw new JournalException(JournalProblem.NotAJournal, Path.GetFullPath(path), "has no frame yet");
    }

    /// <summary>Who would be called or liquidated, the worst first.</summary>
    /// <param name="book">The parameters.</param>
    /// <param name="hasGrace">Whether they come by a grace path.</param>
    public DryRunReport Under(RiskBook book, bool hasGrace)
    {
        var then = new MarketView(
            market.Frame, market.Time, book, market.IndexPrices, market.Marks, market.OptionQuotes, market.Quality)
        {
            FundingIndices = market.FundingIndices,
            InterestIndices = market.InterestIndices,
            LendingIndices = market.LendingIndices,
            Pools = market.Pools,
            Totals = market.Totals,
            Settlements = market.Settlements,
        };
        var looks = accounts.Where(account => account.IsExposed)
            .SelectMany(account => account.Scopes
                .Where(scope => scope.IsCross || account.HasPositionsIn(scope))
                .Select(scope => Look(account, scope, then, hasGrace)))
            .ToList();
        return new DryRunReport(
            looks.Count,
            [
                .. looks.Where(look => look.Outcome != DryRunOutcome.Unchanged)
                    .OrderByDescending(look => look.Severity)
                    .ThenBy(look => look.Account)
                    .ThenBy(look => look.Scope.Isolated?.Value, StringComparer.Ordinal),
            ]);
    }

    private DryRunLook Look(AccountState account, MarginScope scope, MarketView then, bool hasGrace)
    {
        var now = ScopeFigures.Of(account, account.ToMarginBook(market), scope, market);
        var after = ScopeFigures.Of(account, account.ToMarginBook(then), scope, then);
        var price = scope.Isolated is { } instrument
            ? market.IndexPrice(market.Risk[instrument].Settle)!.Value
            : Price.One;
        var outcome = after.Status == now.Status ? DryRunOutcome.Unchanged
            : after.Status < now.Status ? DryRunOutcome.Relieved
            : after.Status == MarginStatus.MarginCall ? DryRunOutcome.Called
            : hasGrace ? DryRunOutcome.CalledThenLiquidated
            : DryRunOutcome.Liquidated;
        return new DryRunLook(
            account.Id,
            scope,
            outcome,
            now.Status,
            after.Status,
            after.Equity * price,
            after.Maintenance * price,
            Severity.Of(after));
    }
}
