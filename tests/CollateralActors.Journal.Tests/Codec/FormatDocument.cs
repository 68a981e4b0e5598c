using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using CollateralActors.Journal.Codec;
using CollateralActors.Journal.Serializers;
using CollateralActors.Journal.States;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Journal.Tests.Codec;

/// <summary>The tables of docs/journal-format.md as the code has them.</summary>
internal static class FormatDocument
{
    public static string Text => string.Join(
        '\n',
        [
            "### Serializers",
            "",
            "| identifier | of |",
            "|---|---|",
            $"| {SerializerIds.StoredEvent} | events |",
            $"| {SerializerIds.StoredSnapshot} | snapshots |",
            $"| {SerializerIds.Message} | messages between nodes |",
            "",
            "### Events",
            "",
            .. Table(EventCodec.Default.Forms.Select(form => (form.Manifest, form.Stored))),
            "",
            "### Messages",
            "",
            .. Table(MessageCodec.Forms.Select(form => (form.Manifest, form.Stored))),
            "",
            "### States",
            "",
            .. Table(StateForms.Registry.Forms.Select(form => (form.Manifest, form.Stored))),
            "",
            "### Parts",
            "",
            .. Table(Parts().Select(part => (NameOf(part.Type), part)).OrderBy(row => row.Item1, StringComparer.Ordinal)),
            "",
            "### Words",
            "",
            "| of | words |",
            "|---|---|",
            .. Words.All.Select(pair => $"| {pair.Key} | {string.Join(", ", pair.Value.Select(word => $"`{word}`"))} |"),
        ]);

    private static IEnumerable<string> Table(IEnumerable<(string Name, JsonTypeInfo Stored)> rows) =>
    [
        "| name | members |",
        "|---|---|",
        .. rows.Select(row => $"| `{row.Name}` | {Members(row.Stored)} |"),
    ];

    private static string Members(JsonTypeInfo stored) => stored.Properties.Count == 0
        ? "none"
        : string.Join(", ", stored.Properties.Select(p => $"`{p.Name}` {KindOf(p.PropertyType)}{(p.IsRequired ? "" : "?")}"));

    private static string KindOf(Type type) => type switch
    {
        _ when type == typeof(string) => "text",
        _ when type == typeof(decimal) || type == typeof(decimal?) => "number",
        _ when type == typeof(int) || type == typeof(long) || type == typeof(int?) || type == typeof(long?) => "integer",
        _ when type == typeof(bool) || type == typeof(bool?) => "true/false",
        _ when type == typeof(ICommand) => "command",
        _ when type.IsArray => $"list of {KindOf(type.GetElementType()!)}",
        _ => NameOf(type),
    };

    // What forms refer to, whether it is a form itself or not.
    private static IEnumerable<JsonTypeInfo> Parts()
    {
        IEnumerable<Form> forms = [.. EventCodec.Default.Forms, .. MessageCodec.Forms, .. StateForms.Registry.Forms];
        var open = new Queue<JsonTypeInfo>(forms.Select(form => form.Stored));
        var seen = new HashSet<Type>();
        while (open.TryDequeue(out var form))
        {
            foreach (var member in form.Properties.Select(p => p.PropertyType).Select(t => t.GetElementType() ?? t))
            {
                if (member.Assembly == typeof(FlatJson).Assembly
                    && FlatJson.Default.GetTypeInfo(member) is { Kind: JsonTypeInfoKind.Object } part && seen.Add(member))
                {
                    open.Enqueue(part);
                    yield return part;
                }
            }
        }
    }

    private static string NameOf(Type type) =>
        Regex.Match(type.Name, "^(.*)V([0-9]+)$") is { Success: true, Groups: var name }
            ? $"{name[1]} v{name[2]}"
            : type.Name.ToLowerInvariant();
}
