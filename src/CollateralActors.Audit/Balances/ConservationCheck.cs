using CollateralActors.Audit.Findings;
using CollateralActors.Audit.Folding;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Ledger;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Audit.Balances;

/// <summary>Whether nothing appeared or was lost.</summary>
/// <param name="Drift">
/// By asset, what appeared (more than 0) or was lost: the largest at any frame or at the end.
/// </param>
/// <param name="FirstSeen">The frame's event at which it was seen first; null if at the end, or never.</param>
public sealed record ConservationResult(IReadOnlyDictionary<AssetId, Amount> Drift, Place? FirstSeen)
{
    public bool Holds => Drift.Values.All(drift => drift == Amount.Zero);
}

/// <summary>Adds up all value at every frame and at the end.</summary>
/// <remarks>
/// What came in, fees, interest, the treasury and rounding are in no entity's state: they come from the ledger of
/// postings. All else is taken from the folded states and outboxes, where the ledger has it as well, so a sum that is
/// not 0 tells that the two disagree.
/// </remarks>
internal sealed class ConservationCheck(DutyCheck duties)
{
    private static readonly LedgerBucket[] Outside =
    [
        LedgerBucket.External, LedgerBucket.Fees, LedgerBucket.Interest, LedgerBucket.Treasury, LedgerBucket.Rounding,
    ];

    private readonly Conservation ledger = new();
    private readonly HeldTotals held = new();
    private readonly SortedDictionary<AssetId, Amount> worst = [];
    private Place? firstSeen;

    public ConservationResult Result => new(worst, firstSeen);

    /// <summary>Takes note of a decision that was folded.</summary>
    public void Observe(EntityFold entity, object before, IReadOnlyList<Recorded> decision, RiskBook? risk)
    {
        foreach (var recorded in decision)
            ledger.Add(entity.Id, recorded.Event);
        held.Observe(entity.Id, before, entity.State, risk);
    }

    /// <summary>Adds up.</summary>
    /// <param name="place">The frame's event; null at the end.</param>
    /// <param name="risk">The rules in force.</param>
    /// <param name="market">The market at the frame; null before the first.</param>
    public void Check(Place? place, RiskBook? risk, MarketView? market)
    {
        var totals = held.Totals(duties.NotDone().Select(duty => (duty.To, duty.Command)), risk, market);
        foreach (var asset in totals.Keys.Union(ledger.Assets).ToList())
        {
            var outside = Outside.Aggregate(Amount.Zero, (sum, bucket) => sum + ledger.Total(bucket, asset));
            Note(asset, new Amount(Decimals.Normal(totals.GetValueOrDefault(asset) + outside.Value)), place);
        }
    }

    private void Note(AssetId asset, Amount drift, Place? place)
    {
        if (drift != Amount.Zero)
            firstSeen ??= place;
        if (!worst.TryGetValue(asset, out var known) || drift.Abs() > known.Abs())
            worst[asset] = drift;
    }
}
