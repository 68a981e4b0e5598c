using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;
using CollateralActors.Simulation.RiskBooks;

namespace CollateralActors.Simulation.Portfolios;

/// <summary>Reads <c>positions</c> of an account.</summary>
internal static class PositionMembers
{
    public static List<BookPosition> Read(JsonObjectReader account, RiskMembers risk, ModeRules rules)
    {
        var positions = new List<BookPosition>();
        foreach (var member in account.List("positions"))
        {
            if (ReadOne(member, risk) is not { } position)
                continue;
            rules.Check(member, position.Instrument, position.IsIsolated);
            var id = position.Instrument.Id;
            if (!position.IsIsolated && positions.Exists(other => !other.IsIsolated && other.Instrument.Id == id))
                member.Wrong("instrument", $"there is a cross position in '{id}' already; put them together");
            positions.Add(position);
        }

        return positions;
    }

    private static BookPosition? ReadOne(JsonObjectReader position, RiskMembers risk)
    {
        var instrument = InstrumentName.Read(position, risk);
        var quantity = position.Number("quantity", NumberRange.NotZero);
        var isOption = instrument is { IsOption: true };
        var entry = new Price(position.Number("entry", isOption ? NumberRange.NotNegative : NumberRange.Positive));
        var leverage = position.Number("leverage", NumberRange.Positive, 0m);
        Amount? margin = position.Has("isolatedMargin")
            ? new Amount(position.Number("isolatedMargin", NumberRange.Any))
            : null;
        position.Done();
        if (instrument is null)
            return null;
        InstrumentName.CheckLot(position, instrument, quantity);
        return new BookPosition(
            instrument, new Quantity(quantity), EntryValue(position, instrument, quantity, entry), leverage, margin)
        { EntryPrice = entry };
    }

    private static Amount EntryValue(
        JsonObjectReader position, InstrumentParameters instrument, decimal quantity, Price entry)
    {
        try
        {
            return instrument.SignedValue(new Quantity(quantity), entry);
        }
        catch (OverflowException)
        {
            position.Wrong(
                $"the value at entry is larger than any account can hold, at most {Decimals.Largest}");
            return Amount.Zero;
        }
    }
}
