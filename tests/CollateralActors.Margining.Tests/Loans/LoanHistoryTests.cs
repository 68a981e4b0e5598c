using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Ledger;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;

namespace CollateralActors.Margining.Tests.Loans;

/// <summary>
/// Random days with pools, where messages are lost, repeated and reordered: nothing is lost or made, and no pool
/// owes more than it has.
/// </summary>
public sealed class LoanHistoryTests
{
    private const int Days = 25;

    private static readonly string[] Features =
    [
        "Supplied", "Redeemed", "LoanTaken", "LoanRepaid", "LoanLiquidated", "LoanWrittenOff", "SharesSurrendered", "LossTaken",
        "Accrued", "switch to loan mode", "loan in loan mode", "loan in cross mode", "liquidation in loan mode", "refusal: DustLoan",
        "refusal: PoolNotAnswered", "refusal: BeyondOwed", "pool: PoolLentOut", "pool: BeyondSupplied",
    ];

    private static readonly Lazy<IReadOnlyList<HashSet<string>>> Seen = new(() =>
        [.. Enumerable.Range(0, 150).Select(seed => FeaturesOf(Run(seed, 150)))]);

    public static TheoryData<string> All => [.. Features];

    [Theory]
    [MemberData(nameof(All))]
    public void It_happens(string feature) =>
        Assert.True(Seen.Value.Count(day => day.Contains(feature)) >= 2, $"{feature} is rare or missing");

    [Property(MaxTest = Days)]
    public void Nothing_is_lost_or_made(int seed)
    {
        var (venue, ledger) = (Run(seed), new Conservation());
        foreach (var (id, entity) in venue.All)
        {
            foreach (var recorded in entity.Journal)
                ledger.Add(id, recorded.Event);
        }

        var funds = venue.All.Values.OfType<Hosted<FundState>>().Select(fund => fund.Entity.State).ToList();
        var market = venue.Frames.Latest!;
        Assert.Empty(ledger.Discrepancies(
            [.. venue.Accounts], funds, market.Risk, market.FundingIndices, market.Settlements, [.. venue.Escrows], [.. venue.PoolStates]));
    }

    [Property(MaxTest = Days)]
    public void No_pool_owes_more_than_it_has_at_any_event(int seed)
    {
        var venue = Run(seed);
        foreach (var (id, entity) in venue.All.Where(e => e.Key.Kind == EntityKind.Pool))
        {
            var (decider, scale) = (new PoolDecider(), RandomDays.Rules[new AssetId(id.Key)].Scale);
            var pool = decider.Initial(id);
            foreach (var recorded in entity.Journal.Where(recorded => recorded.Event is PoolEvent))
            {
                pool = decider.Evolve(pool, recorded);
                var owed = pool.Reserve + PoolMath.Worth(pool.Shares, pool.SupplyIndex, scale);
                Assert.True(pool.Value(scale) >= owed, $"seed {seed}, {id} at {recorded.Event}: has {pool.Value(scale)}, owes {owed}");
                Assert.True(pool.Cash >= Amount.Zero && pool.Units >= Amount.Zero && pool.Shares >= pool.VenueShares, $"seed {seed}, {id}: {pool}");
            }
        }
    }

    // Interest: what hours add to units, and what a loan or a repayment is rounded by, for the pool.
    [Property(MaxTest = Days)]
    public void A_pools_assets_are_deposits_and_interest_less_losses_exactly(int seed)
    {
        var decider = new PoolDecider();
        foreach (var (id, entity) in Run(seed).All.Where(e => e.Key.Kind == EntityKind.Pool))
        {
            var (pool, deposits, interest, losses) = (decider.Initial(id), Fraction.Zero, Fraction.Zero, Fraction.Zero);
            foreach (var recorded in entity.Journal.Where(recorded => recorded.Event is PoolEvent))
            {
                Fraction index = pool.Index.Value;
                switch (recorded.Event)
                {
                    case PoolEvent.SupplyTaken e:
                        deposits += e.Amount.Value;
                        break;
                    case PoolEvent.RedemptionPaid e:
                        deposits -= e.Amount.Value;
                        break;
                    case PoolEvent.Accrued e:
                        interest += pool.Units.Value * (e.Index.Value - index);
                        break;
                    case PoolEvent.Lent e:
                        Assert.True(e.Units.Value * index >= e.Amount.Value, $"seed {seed}: {e} lends for nothing");
                        interest += (e.Units.Value * index) - e.Amount.Value;
                        break;
                    case PoolEvent.RepaymentReceived e:
                        interest += e.Amount.Value - (e.Units.Value * index);
                        break;
                    case PoolEvent.LossTaken e:
                        losses += e.Units.Value * index;
                        break;
                }

                pool = decider.Evolve(pool, recorded);
                var assets = pool.Cash.Value + (pool.Units.Value * (Fraction)pool.Index.Value);
                Assert.True(assets == deposits + interest - losses, $"seed {seed}, {id} at {recorded.Event}");
            }
        }
    }

    [Property(MaxTest = Days)]
    public void Deciding_again_from_the_journal_gives_the_stored_events_and_messages_again_change_nothing(int seed)
    {
        var venue = Run(seed);
        foreach (var entity in venue.All.Values)
            entity.Redecide(venue.Frames);
        foreach (var (id, entity) in venue.All.Where(e => e.Key.Kind is EntityKind.Pool or EntityKind.Account))
        {
            var live = entity.Dump();
            foreach (var envelope in venue.Delivered.Where(envelope => envelope.To == id && envelope.Origin is not Origin.Signal).Distinct().ToList())
                venue.DeliverAlone(envelope);
            Assert.Equal($"seed {seed}, {id}: {live}", $"seed {seed}, {id}: {entity.Dump()}");
            entity.Recover();
            Assert.Equal($"seed {seed}, {id}: {live}", $"seed {seed}, {id}: {entity.Dump()}");
        }
    }

    [Property(MaxTest = Days)]
    public void At_rest_everybody_has_the_status_that_the_last_frame_gives_and_nobody_waits_for_a_pool(int seed)
    {
        var venue = Run(seed);
        foreach (var account in venue.Accounts)
        {
            Assert.DoesNotContain(account.Stakes.Values, stake => stake.Asked is not null);
            if (account.Watch.IsOn)
                Assert.Equal(
                    (seed, account.Id, Assessment.Of(account, MarginScope.Cross, venue.Frames.Latest!).Figures.Status),
                    (seed, account.Id, account.Status));
        }
    }

    internal static VenueInMemory Run(int seed, int steps = 60) => RandomDays.Run(
        seed, faultsPerCent: 10, steps, LendingVenue.On(Venue.WithPortfolio(Venue.Rules, Venue.Scans)));

    private static HashSet<string> FeaturesOf(VenueInMemory venue)
    {
        var seen = new HashSet<string>(venue.Journal.Select(recorded => recorded.Event.GetType().Name));
        seen.UnionWith(venue.Answers.Values.OfType<Outcome.Refused>().Select(refused => $"refusal: {refused.Reason.Code}"));
        seen.UnionWith(venue.Journal.Select(recorded => recorded.Event).OfType<PoolEvent.RequestRefused>().Select(e => $"pool: {e.Reason.Code}"));
        foreach (var (id, entity) in venue.All.Where(e => e.Key.Kind == EntityKind.Account))
        {
            var account = AccountState.Initial(new AccountId(id.Key));
            foreach (var happened in entity.Journal.Select(recorded => recorded.Event).OfType<AccountEvent>())
            {
                account = AccountEvolution.Evolve(account, happened);
                var mode = account.Mode == MarginMode.Loan ? "loan" : "cross";
                if (happened is AccountEvent.ModeSwitched { Mode: MarginMode.Loan })
                    seen.Add("switch to loan mode");
                if (happened is AccountEvent.LoanTaken)
                    seen.Add($"loan in {mode} mode");
                if (happened is AccountEvent.LoanLiquidated)
                    seen.Add($"liquidation in {mode} mode");
            }
        }

        return seen;
    }
}
