namespace CollateralActors.Margining.Risk;

/// <summary>What open orders reserve for the fees that they may pay, on top of initial margin.</summary>
public enum FeeReserve
{
    /// <summary>Nothing: what journals without the parameter mean.</summary>
    None,

    /// <summary>The fee of the fill: the dearer of maker and taker; a post-only order's is the maker's.</summary>
    Opening,

    /// <summary>
    /// That, and the taker fee for closing again at the price where the order's own initial margin is lost.
    /// </summary>
    OpeningAndClosing,
}
