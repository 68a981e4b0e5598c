using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>
/// An account's cross positions and balances, or one isolated position, arranged for certificates: by settle asset,
/// with the market variables numbered. Made once for each state of an account and version of the risk book, used for
/// every band.
/// </summary>
public sealed partial class WatchedBook
{
    private readonly MarketVariable[] variables;
    private readonly bool derives;
    private readonly bool expires;

    private WatchedBook(
        RiskBook risk,
        VariableNumbers numbers,
        ExposureBlock[] blocks,
        ScanBounds? scans,
        ShortOptionCharge[] charges,
        bool isProvable)
    {
        (Risk, variables, Blocks, Scans, Charges, IsProvable) =
            (risk, numbers.ToArray(), blocks, scans, charges, isProvable);
        Roles = new VariableRole[variables.Length];
        foreach (var block in blocks)
        {
            foreach (ref readonly var exposure in block.Exposures.AsSpan())
            {
                derives |= exposure.Mark.Own < 0;
                if (exposure.Mark.Own >= 0)
                    Roles[exposure.Mark.Own] = new(
                        exposure.GainsWithMark ? HurtBy.Fall : HurtBy.Rise, block.IsMonotone);
                else
                    Roles[exposure.Mark.Absent] = new(HurtBy.Appearing, false);
            }

            foreach (ref readonly var debt in block.Debts.AsSpan())
            {
                Roles[debt.Index] = new(debt.Hurt, false) { Unit = debt.Unit, Cap = debt.Cap };
                IsCapped |= debt.Cap != default;
            }
        }

        for (var i = 0; i < variables.Length; i++)
        {
            if (variables[i].Kind == MarketVariableKind.Settlement)
                (Roles[i], expires) = (new(HurtBy.Appearing, false), true);
            else if (variables[i].Kind == MarketVariableKind.TimeLeft)
                (Roles[i], expires) = (new(HurtBy.Passing, false), true);
        }

        foreach (var awaited in numbers.Awaited)
            (Roles[awaited], expires) = (new(HurtBy.Appearing, false), true);
    }

    /// <summary>The risk book that it was arranged under.</summary>
    public RiskBook Risk { get; }

    /// <summary>The variables that the account's status depends on, each once.</summary>
    public ReadOnlySpan<MarketVariable> Variables => variables;

    /// <summary>Whether a price can hurt the account: it has a cross position, or owes something.</summary>
    public bool IsExposed => Blocks.Length > 0 || !IsProvable;

    /// <summary>Whether it was below the warning line, though healthy: then it is between that and the next.</summary>
    public bool IsWarned { get; private init; }

    /// <summary>A line of its own, and on which side of it the account is; null without one.</summary>
    public OwnLine? Own { get; private init; }

    /// <summary>
    /// Whether certificates cover what it holds. They know neither options that cannot be priced or have expired,
    /// nor when a debt beyond its limit can be converted that could not be yet: such an account
    /// is looked at in every frame.
    /// </summary>
    public bool IsProvable { get; }

    /// <summary>Whether a variable has a cap.</summary>
    internal bool IsCapped { get; }

    internal MarketVariable[] SharedVariables => variables;

    internal ExposureBlock[] Blocks { get; }

    /// <summary>What portfolio mode requires; null in cross mode, where it is in the blocks.</summary>
    internal ScanBounds? Scans { get; }

    /// <summary>What short options require in cross mode, or by themselves.</summary>
    internal ShortOptionCharge[] Charges { get; }

    /// <summary>What each variable means to the account.</summary>
    internal VariableRole[] Roles { get; }

    /// <summary>
    /// Whether the arrangement still fits: the same parameters, no derived mark has been replaced by an own one, and
    /// nothing that is held has been settled or, where its price depends on the time, has expired.
    /// </summary>
    public bool Fits(MarketView market)
    {
        if (market.Risk.Edition != Risk.Edition || (expires && HasEnded(market)))
            return false;
        if (!derives)
            return true;
        foreach (var block in Blocks)
        {
            foreach (ref readonly var exposure in block.Exposures.AsSpan())
            {
                var mark = exposure.Mark;
                if (mark.Absent >= 0 && variables[mark.Absent].In(market) != default)
                    return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Reads the account into the processor's caches; returns a number without meaning, so that the reading is done.
    /// </summary>
    internal double ReadAhead()
    {
        var sum = (double)Roles.Length;
        foreach (var block in Blocks)
        {
            sum += block.Balance;
            foreach (ref readonly var exposure in block.Exposures.AsSpan())
                sum += exposure.Offset;
        }

        return sum;
    }

    /// <summary>
    /// Whether some price is above a cap, so that the account has to be looked at whatever its status.
    /// </summary>
    internal bool IsBeyondCap(ReadOnlySpan<Price> prices)
    {
        for (var i = 0; i < prices.Length; i++)
        {
            if (Roles[i].Cap != default && prices[i] > Roles[i].Cap)
                return true;
        }

        return false;
    }

    private bool HasEnded(MarketView market)
    {
        for (var i = 0; i < variables.Length; i++)
        {
            var isThere = variables[i].In(market) != default;
            if (Roles[i].Hurt == HurtBy.Appearing ? isThere
                : variables[i].Kind is MarketVariableKind.TimeLeft or MarketVariableKind.ImpliedVolatility && !isThere)
                return true;
        }

        return false;
    }
}
