using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CollateralActors.Journal.Codec;

/// <summary>One way in which something was ever written: a manifest and the flat record behind it.</summary>
internal abstract class Form(string manifest, JsonTypeInfo stored, Type domain)
{
    public string Manifest { get; } = manifest;

    public JsonTypeInfo Stored { get; } = stored;

    public Type Domain { get; } = domain;

    /// <summary>Whether new ones are written like this.</summary>
    public virtual bool IsCurrent => false;

    public abstract object Read(ref Utf8JsonReader reader);

    public virtual void Write(Utf8JsonWriter writer, object value) =>
        throw new InvalidOperationException($"'{Manifest}' is only read; {Domain.Name} is written by a later version");
}

internal abstract class Form<TDomain, TStored>(string manifest, JsonTypeInfo<TStored> stored)
    : Form(manifest, stored, typeof(TDomain))
    where TDomain : notnull
{
    public JsonTypeInfo<TStored> Json { get; } = stored;

    public abstract TDomain ToDomain(TStored stored);

    public override object Read(ref Utf8JsonReader reader) =>
        ToDomain(JsonSerializer.Deserialize(ref reader, Json) ?? throw new JsonException($"'{Manifest}' is null"));
}

/// <summary>How something is written now.</summary>
internal sealed class CurrentForm<TDomain, TStored>(
    string manifest, JsonTypeInfo<TStored> stored, Func<TDomain, TStored> toStored, Func<TStored, TDomain> toDomain)
    : Form<TDomain, TStored>(manifest, stored)
    where TDomain : notnull
{
    public override bool IsCurrent => true;

    public override TDomain ToDomain(TStored stored) => toDomain(stored);

    public override void Write(Utf8JsonWriter writer, object value) =>
        JsonSerializer.Serialize(writer, toStored((TDomain)value), Json);
}

/// <summary>How something was written before: read by one step up to the version that came after it.</summary>
internal sealed class OlderForm<TDomain, TStored, TNext>(
    string manifest, JsonTypeInfo<TStored> stored, Func<TStored, TNext> upcast, Form<TDomain, TNext> next)
    : Form<TDomain, TStored>(manifest, stored)
    where TDomain : notnull
{
    public override TDomain ToDomain(TStored stored) => next.ToDomain(upcast(stored));
}
