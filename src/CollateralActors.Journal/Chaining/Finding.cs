namespace CollateralActors.Journal.Chaining;

/// <summary>What can be wrong with a stored event.</summary>
public enum FindingKind
{
    /// <summary>The hash is missing, or not that of this content after the event before.</summary>
    BrokenChain,

    /// <summary>The sequence number does not follow on the one before.</summary>
    SequenceGap,

    /// <summary>The manifest is unknown, or the content does not belong to it.</summary>
    Undecodable,

    /// <summary>The row was not written by this product's event serializer, or is marked as deleted.</summary>
    ForeignRow,
}

/// <summary>Something wrong with one stored event.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="PersistenceId">Whose event.</param>
/// <param name="Sequence">Which one.</param>
/// <param name="Detail">What is wrong and what would be right.</param>
public sealed record Finding(FindingKind Kind, string PersistenceId, long Sequence, string Detail)
{
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{PersistenceId} event {Sequence}: {Detail}");
}
