namespace CollateralActors.Journal.Serializers;

/// <summary>An encoded and linked event: what an actor persists. The serializer passes its bytes.</summary>
/// <param name="Manifest">The event's stored name.</param>
/// <param name="Payload">UTF-8 JSON, ending in the hash.</param>
public sealed record StoredEvent(string Manifest, byte[] Payload);

/// <summary>An encoded snapshot. A cache: it may be deleted or ignored at any time.</summary>
/// <param name="Manifest">Name and version of its layout.</param>
/// <param name="Payload">UTF-8 JSON.</param>
public sealed record StoredSnapshot(string Manifest, byte[] Payload);
