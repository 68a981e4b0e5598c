using System.Text.Json.Serialization.Metadata;

namespace CollateralActors.Journal.Codec;

/// <summary>What one feature stores or sends. Lines are added, never edited, reused or deleted.</summary>
internal sealed class FormTable
{
    private readonly List<Form> forms = [];

    public IReadOnlyList<Form> Forms => forms;

    /// <summary>Adds how <typeparamref name="TDomain"/> is written now.</summary>
    public FormTable Add<TDomain, TStored>(
        string manifest, JsonTypeInfo<TStored> stored, Func<TDomain, TStored> toStored, Func<TStored, TDomain> toDomain)
        where TDomain : notnull =>
        Add(new CurrentForm<TDomain, TStored>(manifest, stored, toStored, toDomain));

    /// <summary>Adds something that has no members but its name.</summary>
    public FormTable Add<TDomain>(string manifest, TDomain value)
        where TDomain : notnull =>
        Add(manifest, FlatJson.Default.Nothing, (TDomain _) => Nothing.Instance, _ => value);

    /// <summary>
    /// Adds how something was written before <typeparamref name="TNext"/>: its upcaster is this one step.
    /// </summary>
    public FormTable AddOlder<TDomain, TStored, TNext>(
        string manifest, JsonTypeInfo<TStored> stored, Func<TStored, TNext> upcast)
        where TDomain : notnull
    {
        var next = forms.OfType<Form<TDomain, TNext>>().Single();
        return Add(new OlderForm<TDomain, TStored, TNext>(manifest, stored, upcast, next));
    }

    private FormTable Add(Form form)
    {
        forms.Add(form);
        return this;
    }
}
