namespace CollateralActors.Journal.Codec.Parts;

/// <summary>Flags of orders: absent where they are not set.</summary>
internal static class OrderFlags
{
    public static bool? ToStored(bool isSet) => isSet ? true : null;
}
