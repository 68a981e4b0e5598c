namespace CollateralActors.Journal.Codec;

/// <summary>The flat record of what has no members.</summary>
internal sealed record Nothing
{
    public static readonly Nothing Instance = new();
}
