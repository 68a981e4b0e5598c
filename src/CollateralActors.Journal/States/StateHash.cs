using System.Security.Cryptography;
using System.Text;
using CollateralActors.Journal.Codec;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Journal.States;

/// <summary>Tells whether two runs, or a run and its audit, ended in the same state.</summary>
/// <remarks>
/// A hash covers an entity's own state and what it still owes. It leaves out the chain's head, the number of events and
/// the remembered ids: they depend on the order in which receipts came in. Hashes of different state manifests do not
/// compare.
/// </remarks>
public static class StateHash
{
    /// <summary>64 hexadecimal digits: SHA-256 of <see cref="TextOf{TState}"/>.</summary>
    public static string OfEntity<TState>(Entity<TState> entity) => Hex(Canonical(entity, out var manifest), manifest);

    /// <summary>What is hashed: the state's manifest, a line feed, and a JSON object.</summary>
    public static string TextOf<TState>(Entity<TState> entity)
    {
        var json = Encoding.UTF8.GetString(Canonical(entity, out var manifest));
        return $"{manifest}\n{json}";
    }

    /// <summary>
    /// The hash of all entities: SHA-256 over a line <c>{persistence id} {hash}</c> for each, in ordinal order of the
    /// ids. Entities without events are left out.
    /// </summary>
    public static string OfAll(IEnumerable<KeyValuePair<string, string>> entities)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (persistenceId, entity) in entities.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            hash.AppendData(Encoding.UTF8.GetBytes($"{persistenceId} {entity}\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Hex(ReadOnlySpan<byte> json, string manifest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(manifest + "\n"));
        hash.AppendData(json);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static ReadOnlySpan<byte> Canonical<TState>(Entity<TState> entity, out string manifest)
    {
        var form = StateForms.Registry.Of(typeof(TState));
        manifest = form.Manifest;
        return JsonScratch.Write((form, entity), static (writer, what) =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("state"u8);
            what.form.Write(writer, EssenceOf(what.entity.State!));
            writer.WritePropertyName("waiting"u8);
            OutboxJson.WriteWaiting(writer, what.entity.Outbox);
            writer.WriteEndObject();
        });
    }

    // How far a watchlist has checked off frames, and who did not answer in time, depends on whom it looked at for
    // nothing, as after a crash, and on outages; it says nothing about the venue.
    private static object EssenceOf(object state) => state is WatchlistState watchlist
        ? watchlist with { PassedUpTo = FrameNumber.None, Overdue = watchlist.Overdue.Clear() }
        : state;
}
