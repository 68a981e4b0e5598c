namespace CollateralActors.Journal.Serializers;

/// <summary>
/// Akka's serializer identifiers: stored in every row and sent with every message, so they never change.
/// </summary>
public static class SerializerIds
{
    public const int StoredEvent = 48_001;

    public const int StoredSnapshot = 48_002;

    public const int Message = 48_003;

    /// <summary>Never stored nor sent: the serializer of everything that has none.</summary>
    public const int Refusing = 48_009;
}
