using CollateralActors.Margining.Market;

namespace CollateralActors.Margining.Risk;

/// <summary>What may be done by a price; any set of these.</summary>
[Flags]
public enum PriceActions
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Taking on risk: orders in an instrument, and counting collateral for them or for a loan.</summary>
    TakeOnRisk = 1,

    /// <summary>Counting for a withdrawal.</summary>
    Withdraw = 2,

    /// <summary>Orders that can only make a position smaller.</summary>
    Reduce = 4,

    /// <summary>Closing a position by liquidation.</summary>
    Liquidate = 8,

    /// <summary>Claiming a debt from the insurance funds, which take over collateral at the price.</summary>
    Settle = 16,

    /// <summary>Everything.</summary>
    All = TakeOnRisk | Withdraw | Reduce | Liquidate | Settle,
}

/// <summary>What a price that is not simply live is still good for: docs/prices.md.</summary>
/// <param name="Stale">Too few sources: the price is from earlier.</param>
/// <param name="Uncertain">The sources are not sure enough of it.</param>
/// <param name="Held">A move beyond the band is not confirmed yet: the price is from earlier.</param>
/// <param name="Halted">An operator has halted it.</param>
/// <param name="Lost">For long no price was accepted.</param>
public sealed record PriceUse(
    PriceActions Stale, PriceActions Uncertain, PriceActions Held, PriceActions Halted, PriceActions Lost)
{
    /// <summary>Every price is good for everything: what journals without the table mean.</summary>
    public static readonly PriceUse Everything = new(
        PriceActions.All, PriceActions.All, PriceActions.All, PriceActions.All, PriceActions.All);

    /// <summary>What a risk book file means that does not say otherwise.</summary>
    /// <remarks>
    /// A price that nobody stands for now takes on no risk, pays nothing out and liquidates nobody; who wants out gets
    /// out. A held price is seconds old, and a lost one will not come back soon: a debt waits for neither.
    /// </remarks>
    public static readonly PriceUse Default = new(
        Stale: PriceActions.Reduce,
        Uncertain: PriceActions.Reduce | PriceActions.Liquidate | PriceActions.Settle,
        Held: PriceActions.Reduce | PriceActions.Liquidate | PriceActions.Settle,
        Halted: PriceActions.Reduce,
        Lost: PriceActions.Reduce | PriceActions.Settle);

    /// <summary>What a price in some condition is good for; everything where nothing is the matter with it.</summary>
    public PriceActions For(OracleCondition condition) => condition switch
    {
        OracleCondition.Stale => Stale,
        OracleCondition.Uncertain => Uncertain,
        OracleCondition.Held => Held,
        OracleCondition.Halted => Halted,
        OracleCondition.Lost => Lost,
        _ => PriceActions.All,
    };

    /// <summary>The table, in one form.</summary>
    public override string ToString() =>
        $"stale {(int)Stale}, uncertain {(int)Uncertain}, held {(int)Held}, halted {(int)Halted}, lost {(int)Lost}";
}
