using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.RiskBooks;

/// <summary>Reads an instrument of spot in a venue's risk book.</summary>
internal static class SpotMembers
{
    private static readonly string[] OfPositions =
    [
        "settle", "margin", "leverage", "funding", "liquidationFee", "positionLimit", "openInterest", "expiry",
        "settlementWindowMinutes", "deliveryFee", "exerciseThreshold", "right", "strike",
    ];

    public static InstrumentParameters Read(
        InstrumentId id, JsonObjectReader instrument, IReadOnlyList<AssetParameters> assets)
    {
        foreach (var member in OfPositions.Where(instrument.Has))
            instrument.Wrong(member, WhyNot(member));
        var (@base, quote) = (new AssetId(instrument.Text("base")), new AssetId(instrument.Text("quote")));
        if (@base == quote && instrument.Has("quote"))
            instrument.Wrong("quote", $"the base is '{@base}' already; base and quote are two assets");
        var contractSize = instrument.Number("contractSize", VenueNumbers.Size);
        if (!Decimals.FitsScale(contractSize, Decimals.LargestScale))
        {
            instrument.Wrong(
                "contractSize",
                FormattableString.Invariant($"has more than {Decimals.LargestScale} decimals; no balance is kept so"));
        }

        var (lot, tick) = (instrument.Number("lot", VenueNumbers.Step), instrument.Number("tick", VenueNumbers.Step));
        CheckScale(instrument, "lot", contractSize, lot, assets.FirstOrDefault(asset => asset.Id == @base));
        var least = Decimals.Times(contractSize, lot);
        CheckScale(instrument, "tick", least, tick, assets.FirstOrDefault(asset => asset.Id == quote));
        return new InstrumentParameters(
            id,
            InstrumentKind.Spot,
            @base,
            quote,
            quote,
            contractSize,
            new Quantity(lot),
            new Price(tick),
            MarginSchedule.None,
            Rate.Zero,
            new Rate(instrument.Number("makerFee", NumberRange.Share, 0m)),
            new Rate(instrument.Number("takerFee", NumberRange.Share, 0m)));
    }

    private static string WhyNot(string member) => member == "settle"
        ? "spot is paid in its quote asset; leave it out"
        : "nobody has a position in spot; leave it out";

    // Both legs of a trade are booked to the last digit, so no step may be finer than what balances are kept in.
    private static void CheckScale(
        JsonObjectReader instrument, string member, decimal whole, decimal step, AssetParameters? asset)
    {
        var least = Decimals.Times(whole, step);
        if (asset is null || Decimals.FitsScale(least, asset.Scale))
            return;
        var what = member == "lot" ? "contract size × lot" : "contract size × lot × tick";
        instrument.Wrong(
            member,
            $"{what} is {Decimals.Plain(least)} {asset.Id}, "
            + FormattableString.Invariant($"which is kept with {asset.Scale} decimals; write a larger step"));
    }
}
