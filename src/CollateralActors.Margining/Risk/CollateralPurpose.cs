namespace CollateralActors.Margining.Risk;

/// <summary>What collateral is counted for. Each counts at most as much as the one that it builds on.</summary>
public enum CollateralPurpose
{
    /// <summary>Keeping positions: status, margin calls, liquidation.</summary>
    Maintenance,

    /// <summary>Taking on positions and orders. Builds on maintenance.</summary>
    Initial,

    /// <summary>Borrowing from the venue. Builds on initial.</summary>
    Borrowing,

    /// <summary>Taking money out. Builds on initial.</summary>
    Withdrawal,
}
