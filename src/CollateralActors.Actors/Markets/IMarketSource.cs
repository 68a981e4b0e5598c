using CollateralActors.Journal.Codec;
using CollateralActors.Journal.Reading;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Actors.Markets;

/// <summary>Where a node finds the frames that it has not seen.</summary>
public interface IMarketSource
{
    /// <summary>The entity's events from a sequence number on, in order.</summary>
    IEnumerable<Recorded> Read(EntityId entity, long fromSequence);
}

/// <summary>The journal's file.</summary>
public sealed class JournalMarketSource(string path) : IMarketSource
{
    public IEnumerable<Recorded> Read(EntityId entity, long fromSequence)
    {
        using var reader = JournalReader.Open(path);
        foreach (var row in reader.ReadEntity(entity.PersistenceId, fromSequence))
            yield return EventCodec.Default.Decode(row.Manifest, row.Payload);
    }
}

/// <summary>For a journal in memory, whose one node sees every frame.</summary>
public sealed class NoMarketSource : IMarketSource
{
    public IEnumerable<Recorded> Read(EntityId entity, long fromSequence) => [];
}
