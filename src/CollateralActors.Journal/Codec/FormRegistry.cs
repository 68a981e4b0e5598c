using System.Collections.Frozen;
using System.Runtime.Serialization;

namespace CollateralActors.Journal.Codec;

/// <summary>All forms of one kind of thing, by manifest and, for what is written now, by type.</summary>
internal sealed class FormRegistry
{
    private readonly FrozenDictionary<string, Form> byManifest;
    private readonly FrozenDictionary<Type, Form> current;
    private readonly string kind;

    /// <param name="kind">What the forms are of, for errors: <c>event</c>, <c>command</c>, <c>state</c>.</param>
    /// <param name="tables">One for each feature.</param>
    public FormRegistry(string kind, params IReadOnlyList<FormTable> tables)
    {
        this.kind = kind;
        Forms = [.. tables.SelectMany(table => table.Forms)];
        byManifest = Forms.ToFrozenDictionary(form => form.Manifest, StringComparer.Ordinal);
        current = Forms.Where(form => form.IsCurrent).ToFrozenDictionary(form => form.Domain);
    }

    public IReadOnlyList<Form> Forms { get; }

    public bool Knows(string manifest) => byManifest.ContainsKey(manifest);

    /// <summary>How <paramref name="value"/> is written now.</summary>
    /// <exception cref="SerializationException">Its type has no codec.</exception>
    public Form Of(object value) => Of(value.GetType());

    /// <summary>How values of <paramref name="type"/> are written now.</summary>
    /// <exception cref="SerializationException">It has no codec.</exception>
    public Form Of(Type type) => current.TryGetValue(type, out var form)
        ? form
        : throw new SerializationException($"{kind} {type.Name} has no codec; add it to its feature's table");

    /// <summary>How something with this manifest is read.</summary>
    /// <exception cref="SerializationException">No version of this program wrote it, or a later one did.</exception>
    public Form Named(string manifest) =>
        byManifest.TryGetValue(manifest, out var form)
            ? form
            : throw new SerializationException(
                $"unknown {kind} manifest '{manifest}'; it was written by a later version or by another program");
}
