namespace CollateralActors.Simulation.RiskBooks;

/// <summary>What a file of risk parameters is for.</summary>
internal enum RiskFileKind
{
    /// <summary>A portfolio for the calculator: public examples, parameters to try.</summary>
    Portfolio,

    /// <summary>
    /// A venue's own book: it has fees, steps of quantity and price, and rates that make sense together.
    /// </summary>
    Venue,
}
