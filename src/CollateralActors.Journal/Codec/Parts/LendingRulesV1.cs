using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>How an asset is lent.</summary>
internal sealed record LendingRulesV1(
    [property: JsonName("rates")] RatePointV1[] Rates,
    [property: JsonName("reserveFactor")] decimal? ReserveFactor = null,
    [property: JsonName("debtCeiling")] decimal? DebtCeiling = null,
    [property: JsonName("supplyCap")] decimal? SupplyCap = null,
    [property: JsonName("minimumLoan")] decimal? MinimumLoan = null)
{
    public static LendingRulesV1? Of(LendingRules? r) => r is null
        ? null
        : new(
            RatePointV1.Of(r.Rates)!,
            r.ReserveFactor == Rate.Zero ? null : r.ReserveFactor.Value,
            r.DebtCeiling?.Value,
            r.SupplyCap?.Value,
            r.MinimumLoan == Amount.Zero ? null : r.MinimumLoan.Value);

    public LendingRules ToDomain() => new(RatePointV1.Read(Rates), new Rate(ReserveFactor ?? 0m))
    {
        DebtCeiling = DebtCeiling is { } ceiling ? new Amount(ceiling) : null,
        SupplyCap = SupplyCap is { } cap ? new Amount(cap) : null,
        MinimumLoan = new Amount(MinimumLoan ?? 0m),
    };
}

/// <summary>A point of the curve of rates.</summary>
internal sealed record RatePointV1(
    [property: JsonName("utilisation")] decimal Utilisation,
    [property: JsonName("yearly")] decimal Yearly)
{
    public static RatePointV1[]? Of(ValueList<RatePoint> list) => list.Count == 0
        ? null
        : [.. list.Select(point => new RatePointV1(point.Utilisation.Value, point.Yearly.Value))];

    public static ValueList<RatePoint> Read(RatePointV1[]? list) =>
        [.. (list ?? []).Select(point => new RatePoint(new Rate(point.Utilisation), new Rate(point.Yearly)))];
}
