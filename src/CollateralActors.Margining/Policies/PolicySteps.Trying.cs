using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Policies;

/// <content>How a step is tried before it is made.</content>
internal sealed partial class PolicySteps
{
    /// <summary>Makes the step of the smallest amount that is enough, or of all there is.</summary>
    private void TryEnough(
        Amount most, AssetId scaleOf, Func<Amount, IReadOnlyList<AccountEvent?>> step, bool raises = false)
    {
        var amount = Smallest(most, scaleOf, some => After(step(some)));
        var events = step(amount);
        Try(events.Contains(null) ? step(most) : events, raises);
    }

    /// <summary>Makes a step if it leaves the account no worse.</summary>
    /// <param name="step">What would happen; with null in it, it cannot.</param>
    /// <param name="raises">Whether it helps only if there is more above the line at which the policies begin.</param>
    private void Try(IReadOnlyList<AccountEvent?> step, bool raises = false)
    {
        if (step.Contains(null))
            isTooLittle = true;
        else if (!Helps(After(step), CostOf(step), raises))
            wouldNotHelp = true;
        else
        {
            foreach (var @event in step)
                Add(@event!);
        }
    }

    /// <summary>The smallest amount with which the account is as good as it wants to be; all where none is enough.
    /// </summary>
    private Amount Smallest(Amount most, AssetId scaleOf, Func<Amount, AccountState> with)
    {
        if (!IsGoodEnough(most))
            return most;
        var unit = IndexExchange.UnitOf(scaleOf, market);
        var tooLittle = LargestAmount.Of(most - unit, market.Risk[scaleOf].Scale, some => !IsGoodEnough(some));
        return new Amount(Decimals.Normal((tooLittle + unit).Value));

        bool IsGoodEnough(Amount some)
        {
            try
            {
                return PolicyTrigger.IsEnough(now, PolicyTrigger.FiguresOf(with(some), market));
            }
            catch (OverflowException)
            {
                return false;
            }
        }
    }

    private AccountState After(IReadOnlyList<AccountEvent?> step) =>
        step.Contains(null) ? now : step.Aggregate(now, (state, @event) => AccountEvolution.Evolve(state, @event!));

    /// <summary>
    /// Whether a step leaves the account no worse: no status worse than before, no more required, and equity not lower
    /// but by what the step costs.
    /// </summary>
    /// <remarks>
    /// A haircut on what comes that is larger than on what goes is a loss that nobody stated: such an exchange does not
    /// help.
    /// </remarks>
    private bool Helps(AccountState then, Amount cost, bool raises)
    {
        try
        {
            var (before, after) = (Figures, PolicyTrigger.FiguresOf(then, market));
            return after.Status <= before.Status
                && after.Maintenance <= before.Maintenance
                && after.Initial <= before.Initial
                && after.Equity >= before.Equity - cost
                && (!raises || Above(after) > Above(before));
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private Amount Above(MarginFigures figures) =>
        figures.Equity - (figures.Maintenance * (PolicyTrigger.TargetOf(now)?.Below ?? market.Risk.MarginCallRatio));

    private Amount CostOf(IReadOnlyList<AccountEvent?> step) => step.Aggregate(
        Amount.Zero,
        (sum, @event) => @event switch
        {
            AccountEvent.PolicyExchanged e => sum + e.Exchange.CostIn(market),
            AccountEvent.PolicyRepaid e when market.IndexPrice(e.Asset) is { } price =>
                sum + (IndexExchange.UnitOf(e.Asset, market) * price),
            _ => sum,
        });
}
