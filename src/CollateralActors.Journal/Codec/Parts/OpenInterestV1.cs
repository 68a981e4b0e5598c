using CollateralActors.Margining.Risk;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>Rules on the open interest of an instrument; absent where it has none.</summary>
internal sealed record OpenInterestV1(
    [property: JsonName("lower")] decimal? Lower = null,
    [property: JsonName("upper")] decimal? Upper = null,
    [property: JsonName("limit")] decimal? Limit = null)
{
    public static OpenInterestV1? Of(OpenInterestRules? rules) =>
        rules is null ? null : new OpenInterestV1(rules.Lower, rules.Upper, rules.Limit);

    public OpenInterestRules ToDomain() => new(Lower, Upper, Limit);
}
