using CollateralActors.Margining.Units;

namespace CollateralActors.Simulation.Prices;

/// <summary>What a price did in a span of time. Low ≤ open, close ≤ high; all positive.</summary>
public sealed record PriceBar(
    Instant Start, TimeSpan Length, Price Open, Price High, Price Low, Price Close, decimal Volume);

/// <summary>A share of a position's value that longs pay to shorts at a time; negative: shorts to longs.</summary>
public sealed record FundingPayment(Instant Time, Rate Rate);
