namespace CollateralActors.Journal.Codec.Parts;

/// <summary>Something that is said only where it is so.</summary>
internal static class FlagV1
{
    public static bool? Of(bool flag) => flag ? true : null;
}
