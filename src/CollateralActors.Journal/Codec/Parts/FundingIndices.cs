using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>Cumulative funding indices and funding values: absent while nothing was ever paid.</summary>
internal static class FundingIndices
{
    public static decimal? ToStored(Amount index) => index == Amount.Zero ? null : index.Value;

    public static Amount Read(decimal? index) => new(index ?? 0m);
}
