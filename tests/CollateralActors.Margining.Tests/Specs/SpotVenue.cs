using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Specs;

/// <summary>
/// The venue of the specifications where BTC, which has a haircut of 10 %, is exchanged for USDT, which has none.
/// </summary>
internal static class SpotVenue
{
    public static readonly InstrumentId BtcUsdt = new("BTC-USDT");

    public static InstrumentParameters Pair { get; } = new(
        BtcUsdt, InstrumentKind.Spot, Btc, Usdt, Usdt, 1m, new Quantity(0.001m), new Price(0.1m), MarginSchedule.None,
        LiquidationFee: Rate.Zero, MakerFee: new Rate(0.001m), TakerFee: new Rate(0.002m));

    public static RiskBook Rules { get; } = On(Venue.Rules);

    /// <summary>The same rules with spot.</summary>
    public static RiskBook On(RiskBook risk, params InstrumentParameters[] more) => new(
        risk.Version, risk.Valuation, risk.MarginCallRatio, risk.LiquidationTarget, risk.Assets,
        [.. risk.Instruments, Pair, .. more])
    {
        Portfolio = risk.Portfolio,
        ProfitWeights = risk.ProfitWeights,
        FeeReserve = risk.FeeReserve,
        PriceUse = risk.PriceUse,
    };
}
