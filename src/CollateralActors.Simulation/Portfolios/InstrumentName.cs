using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;
using CollateralActors.Simulation.RiskBooks;

namespace CollateralActors.Simulation.Portfolios;

/// <summary>What positions and orders have in common: they name an instrument and keep to its lot.</summary>
internal static class InstrumentName
{
    /// <summary>The instrument that the object names; noted and null where there is none.</summary>
    public static InstrumentParameters? Read(JsonObjectReader owner, RiskMembers risk)
    {
        var name = owner.Text("instrument");
        if (risk.Instruments.TryGetValue(name, out var instrument))
            return instrument;
        if (name.Length > 0)
            owner.Wrong("instrument", $"there is no instrument '{name}'; add it to instruments");
        return null;
    }

    /// <summary>Notes a quantity that is no whole number of lots.</summary>
    public static void CheckLot(JsonObjectReader owner, InstrumentParameters instrument, decimal quantity)
    {
        if (instrument.Lot > Quantity.Zero && !Decimals.IsMultipleOf(quantity, instrument.Lot.Contracts))
            owner.Wrong("quantity", $"{Decimals.Plain(quantity)} is not a multiple of the lot {instrument.Lot}");
    }
}
