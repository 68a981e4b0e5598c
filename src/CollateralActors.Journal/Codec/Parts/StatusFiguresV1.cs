using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>The figures that a status rests on.</summary>
internal sealed record StatusFiguresV1(
    [property: JsonName("value")] decimal Value,
    [property: JsonName("equity")] decimal Equity,
    [property: JsonName("maintenance")] decimal Maintenance)
{
    public static StatusFiguresV1 Of(StatusFigures f) => new(f.Value.Value, f.Equity.Value, f.Maintenance.Value);

    public StatusFigures ToDomain() => new(new Amount(Value), new Amount(Equity), new Amount(Maintenance));
}
