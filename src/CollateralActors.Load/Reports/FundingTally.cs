using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Funding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Load.Reports;

/// <summary>
/// Counts funding as its events come: intervals that ended with a payment, and what positions paid and received.
/// </summary>
internal sealed class FundingTally
{
    private readonly SortedDictionary<AssetId, FundingAmounts> amounts = [];
    private readonly SortedDictionary<InstrumentId, Amount> indices = [];
    private int intervals;

    /// <summary>The last cumulative index of each instrument that has funding.</summary>
    public IReadOnlyDictionary<InstrumentId, Amount> Indices => indices;

    /// <summary>Null where there never was any.</summary>
    public FundingFigures? Figures => indices.Count == 0
        ? null
        : new FundingFigures(intervals, amounts.ToDictionary(amount => amount.Key.Value, amount => amount.Value));

    /// <summary>Adds an event.</summary>
    public void Add(IEvent @event)
    {
        switch (@event)
        {
            case MarketEvent.FrameIssued e:
                foreach (var update in e.Funding)
                    Add(update);
                break;
            case AccountEvent.TradeApplied e:
                Add(e.Posting);
                break;
            case AccountEvent.StepSettled e:
                Add(e.Posting);
                break;
        }
    }

    private void Add(FundingUpdate update)
    {
        indices[update.Instrument] = update.State.Index;
        intervals += update.Payments.Count;
    }

    private void Add(TradePosting posting)
    {
        if (posting.Funding == default)
            return;
        var (before, paid) = (amounts.GetValueOrDefault(posting.Settle), posting.Funding.Paid.Value);
        amounts[posting.Settle] = new FundingAmounts(
            before.Paid + Math.Max(0m, paid),
            before.Received + Math.Max(0m, -paid),
            before.Rounding + posting.Funding.Rounding.Value);
    }
}
