using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Policies;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Deciding;

/// <summary>That the random days, which properties of histories are about, have every feature in them, and many at once.</summary>
public sealed class MixedHistoryTests
{
    private static readonly string[] Features =
    [
        "funding", "interest", "conversion of a debt", "end of a linear future", "end of an inverse future",
        "exercise", "option that ends worthless", "exercise abandoned", "forfeit to the fund", "margin added",
        "margin removed", "leverage", "switch to Portfolio", "switch to Cross", "transfer", "trade in spot",
        "order in spot", "order that only reduces", "order that only waits", "order trimmed", "fees",
        "report of holdings", "liquidation in Cross", "liquidation in Portfolio",
        "liquidation of an isolated position", "payment of a fund", "refusal: PositionLimit", "refusal: VenueHalted",
        "refusal: PriceNotGood", "refusal: DepositsClosed", "refusal: InsufficientFreeCollateral",
        "refusal: ContractExpired", "phase-out 1", "phase-out 2",
        "escrow ended by time", "escrow ended by a price", "escrow ended by Agreement", "escrow ended by Ruling",
        "escrow ended by Default", "escrow that did not come about", "lock returned", "refusal: NotEntitled",
        "refusal: AlreadyAgreed", "refusal: EscrowClosed", "refusal: EscrowNotFunded",
        "exchange by a policy", "stop-loss", "policy that did not help", "top-up", "top-up of nothing", "refusal: IllegalPolicies",
        "time by a grace path", "conversion of collateral", "step within a bound", "step that waits for its speed",
        "step without a trade",
    ];

    private static readonly Lazy<IReadOnlyList<HashSet<string>>> LongDays = new(() =>
        [.. Enumerable.Range(70, 12).Select(seed => FeaturesOf(RandomDays.Run(seed, faultsPerCent: 5, steps: 600)))]);

    private static readonly Lazy<IReadOnlyList<HashSet<string>>> ShortDays = new(() =>
        [.. Enumerable.Range(0, 300).Select(seed => FeaturesOf(RandomDays.Run(seed, faultsPerCent: 5)))]);

    public static TheoryData<string> All => [.. Features];

    [Theory]
    [MemberData(nameof(All))]
    public void It_happens(string feature) => Assert.True(
        LongDays.Value.Concat(ShortDays.Value).Count(day => day.Contains(feature)) >= 2, $"{feature} is rare or missing");

    [Fact]
    public void Nearly_everything_happens_on_one_day() => Assert.InRange(LongDays.Value.Max(day => day.Count), Features.Length - 18, Features.Length);

    private static HashSet<string> FeaturesOf(VenueInMemory venue)
    {
        var seen = new HashSet<string>();
        foreach (var (id, entity) in venue.All.Where(e => e.Key.Kind == EntityKind.Account))
        {
            var account = AccountState.Initial(new AccountId(id.Key));
            foreach (var happened in entity.Journal.Select(recorded => recorded.Event).OfType<AccountEvent>())
            {
                seen.UnionWith(FeaturesOf(happened, account.Mode));
                if (happened is AccountEvent.PolicyExchanged step && account.Policies[step.Policy] is AccountPolicy.StopLoss)
                    seen.Add("stop-loss");
                account = AccountEvolution.Evolve(account, happened);
            }
        }

        seen.UnionWith(venue.Journal.Where(recorded => recorded.Event is FundEvent.ForfeitReceived).Select(_ => "forfeit to the fund"));
        seen.UnionWith(venue.Journal.SelectMany(recorded => FeaturesOf(recorded.Event)));
        seen.UnionWith(venue.Answers.Values.OfType<Outcome.Refused>().Select(refused => $"refusal: {refused.Reason.Code}"));
        seen.UnionWith(Enumerable.Range(1, venue.Frames.Latest!.Risk.Phase).Select(step => $"phase-out {step}"));
        seen.IntersectWith(Features);
        return seen;
    }

    private static IEnumerable<string> FeaturesOf(IEvent happened) => happened switch
    {
        EscrowEvent.Ended { Exit: null } => ["escrow that did not come about"],
        EscrowEvent.Ended { Cause: EscrowCause.Seen { Sighting.Prices.Count: > 0 } } => ["escrow ended by a price"],
        EscrowEvent.Ended { Cause: EscrowCause.Seen } => ["escrow ended by time"],
        EscrowEvent.Ended e => [$"escrow ended by {e.Cause.GetType().Name}"],
        EscrowEvent.LockReturned => ["lock returned"],
        _ => [],
    };

    private static IEnumerable<string> FeaturesOf(AccountEvent happened, MarginMode mode) => happened switch
    {
        AccountEvent.InterestSettled e when e.Debts.Any(debt => debt.Charged > Amount.Zero) => ["interest"],
        AccountEvent.DebtConverted => ["conversion of a debt"],
        AccountEvent.ContractSettled e => [EndOf(e)],
        AccountEvent.PolicyExchanged => ["exchange by a policy"],
        AccountEvent.PolicySkipped => ["policy that did not help"],
        AccountEvent.TopUpAnswered e => [e.Given > Amount.Zero ? "top-up" : "top-up of nothing"],
        AccountEvent.MarginCallIssued { GraceUntil: not null } => ["time by a grace path"],
        AccountEvent.ExerciseAbandoned => ["exercise abandoned"],
        AccountEvent.MarginAdded => ["margin added"],
        AccountEvent.MarginRemoved => ["margin removed"],
        AccountEvent.LeverageSet => ["leverage"],
        AccountEvent.ModeSwitched e => [$"switch to {e.Mode}"],
        AccountEvent.TransferReceived => ["transfer"],
        AccountEvent.OrderReserved e => OfOrder(e),
        AccountEvent.ReduceOnlyTrimmed => ["order trimmed"],
        AccountEvent.HoldingsReported => ["report of holdings"],
        AccountEvent.TradeApplied e => OfTrade(e),
        AccountEvent.CollateralConverted => ["conversion of collateral"],
        AccountEvent.StepPlanned { Limit: not null } => ["step within a bound"],
        AccountEvent.StepDeferred => ["step that waits for its speed"],
        AccountEvent.StepSettled { Trades.Count: 0 } => ["step without a trade"],
        AccountEvent.StepSettled { Trades.Count: > 0 } e =>
            [e.Liquidation.Isolated is null ? $"liquidation in {mode}" : "liquidation of an isolated position"],
        AccountEvent.FundPaymentReceived => ["payment of a fund"],
        _ => [],
    };

    private static string EndOf(AccountEvent.ContractSettled e) => RandomDays.Rules[e.Instrument] switch
    {
        { IsOption: false, IsInverse: false } => "end of a linear future",
        { IsOption: false } => "end of an inverse future",
        _ when e.Price.UnitValue == Amount.Zero => "option that ends worthless",
        _ => "exercise",
    };

    private static IEnumerable<string> OfOrder(AccountEvent.OrderReserved e)
    {
        if (e.IsReduceOnly)
            yield return "order that only reduces";
        if (e.IsPostOnly)
            yield return "order that only waits";
        if (RandomDays.Rules[e.Instrument].IsSpot)
            yield return "order in spot";
    }

    private static IEnumerable<string> OfTrade(AccountEvent.TradeApplied e)
    {
        if (RandomDays.Rules[e.Instrument].IsSpot)
            yield return "trade in spot";
        if (e.Posting.Fee > Amount.Zero)
            yield return "fees";
        if (e.Posting.Funding.Paid != Amount.Zero)
            yield return "funding";
    }
}
