using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CollateralActors.Margining.Units;
using Newtonsoft.Json.Linq;

namespace CollateralActors.Simulation.Files;

/// <summary>
/// Reads the members of one object. Each is asked for by name; a wrong one is noted and a stand-in returned, so that
/// reading goes on;
/// at the end <see cref="Done"/> notes the members that nobody asked for.
/// </summary>
internal sealed class JsonObjectReader(JObject source, ProblemList problems)
{
    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"];

    private readonly HashSet<string> known = [];

    /// <summary>The list that problems go to.</summary>
    public ProblemList Problems => problems;

    /// <summary>Where the object stands.</summary>
    public FilePlace Place => problems.PlaceOf(source);

    /// <summary>Notes a problem with the object as a whole.</summary>
    public void Wrong(string message) => problems.Add(source, message);

    /// <summary>Notes a problem with a member that is there, or with the object where it is not.</summary>
    public void Wrong(string name, string message) => problems.Add(source[name] ?? source, message);

    /// <summary>Notes a problem with a member of a member that is an object.</summary>
    public void Wrong(string name, string inner, string message) => problems.Add(source[name]![inner]!, message);

    /// <summary>
    /// Notes a problem with what stands at a path from here, such as <c>exits[1].when.time</c>; where nothing does,
    /// with what it would be in.
    /// </summary>
    public void WrongAt(string path, string message)
    {
        for (var at = path; at.Length > 0; at = at[..Math.Max(0, at.LastIndexOfAny(['.', '[']))])
        {
            if (source.SelectToken(at) is { } token)
            {
                problems.Add(token, message);
                return;
            }
        }

        problems.Add(source, message);
    }

    /// <summary>Whether the member is there; asking makes it known.</summary>
    public bool Has(string name)
    {
        known.Add(name);
        return source.ContainsKey(name);
    }

    /// <summary>A text that is not empty; noted and empty where it is missing or something else.</summary>
    public string Text(string name) => Required(name) is { } token ? TextOf(token) : "";

    /// <summary>A text that is not empty, or <paramref name="otherwise"/> where the member is missing.</summary>
    public string Text(string name, string otherwise) => Has(name) ? TextOf(source[name]!) : otherwise;

    /// <summary>
    /// One of the texts given, by its index; noted and 0 where it is another, 0 where the member is missing.
    /// </summary>
    public int OneOf(string name, params ReadOnlySpan<string> options)
    {
        if (!Has(name))
            return 0;
        var text = TextOf(source[name]!);
        var index = options.IndexOf(text);
        if (index < 0 && text.Length > 0)
            Wrong(name, $"'{text}' is unknown; write {string.Join(" or ", options.ToArray())}");
        return Math.Max(0, index);
    }

    /// <summary>A time in UTC, such as <c>2026-03-01T00:00:00Z</c>, with seconds and at most milliseconds.</summary>
    public Instant Time(string name)
    {
        var text = Text(name);
        if (DateTimeOffset.TryParseExact(
            text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return new Instant(time.ToUnixTimeMilliseconds());
        if (text.Length > 0)
            Wrong(name, $"'{text}' is not a time; write it in UTC, such as 2026-03-01T00:00:00Z");
        return default;
    }

    /// <summary>A number that <paramref name="range"/> allows.</summary>
    public decimal Number(string name, NumberRange range) =>
        Required(name) is { } token ? NumberOf(token, range) : range.StandIn;

    /// <summary>
    /// A number that <paramref name="range"/> allows, or <paramref name="otherwise"/> where the member is missing.
    /// </summary>
    public decimal Number(string name, NumberRange range, decimal otherwise) =>
        Has(name) ? NumberOf(source[name]!, range) : otherwise;

    /// <summary>A number, or null where the file says null.</summary>
    public decimal? NumberOrNull(string name, NumberRange range) =>
        Required(name) is not { } token ? range.StandIn : token.Type == JTokenType.Null ? null : NumberOf(token, range);

    /// <summary>An object; noted and null where it is missing or something else.</summary>
    public JsonObjectReader? Object(string name) => Required(name) is { } token ? problems.Object(token) : null;

    /// <summary>An object's members as numbers in the order of the file; none where the member is missing.</summary>
    public IReadOnlyList<(string Name, decimal Number)> Numbers(string name, NumberRange range) =>
        [.. Members(name).Select(member => (member.Name, NumberOf(member.Value, range)))];

    /// <summary>An object's members as objects in the order of the file; none where the member is missing.</summary>
    public IReadOnlyList<(string Name, JsonObjectReader Object)> Objects(string name) =>
        [.. Members(name)
            .Select(member => (member.Name, Object: problems.Object(member.Value)!))
            .Where(member => member.Object is not null)];

    /// <summary>
    /// A list of numbers that <paramref name="range"/> allows, at least one; noted where it is missing.
    /// </summary>
    public IReadOnlyList<decimal> NumberList(string name, NumberRange range) =>
        [.. Items(name).Select(item => NumberOf(item, range))];

    /// <summary>A list of texts that are not empty, at least one; noted where it is missing.</summary>
    public IReadOnlyList<string> TextList(string name) => [.. Items(name).Select(TextOf)];

    /// <summary>A list of texts that are not empty, or an empty list; none where the member is missing.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        if (!Has(name))
            return [];
        if (source[name] is JArray list)
            return [.. list.Select(TextOf)];
        Wrong(name, $"a list [ … ] is expected here, not {ProblemList.Kind(source[name]!)}");
        return [];
    }

    /// <summary>A list of objects; none where the member is missing.</summary>
    public IReadOnlyList<JsonObjectReader> List(string name)
    {
        if (!Has(name))
            return [];
        if (source[name] is JArray list)
            return [.. list.Select(problems.Object).OfType<JsonObjectReader>()];
        Wrong(name, $"a list [ … ] is expected here, not {ProblemList.Kind(source[name]!)}");
        return [];
    }

    /// <summary>Notes that the member has to be there; false where it is not.</summary>
    public bool Needs(string name) => Required(name) is not null;

    /// <summary>Notes every member that nobody asked for.</summary>
    public void Done()
    {
        foreach (var member in source.Properties().Where(member => !known.Contains(member.Name)))
        {
            var names = string.Join(", ", known.Order(StringComparer.Ordinal));
            problems.Add(member, $"'{member.Name}' is unknown here; known are {names}");
        }
    }

    private JToken? Required(string name)
    {
        if (Has(name))
            return source[name];
        problems.Add(source, $"'{name}' is missing");
        return null;
    }

    private JArray Items(string name)
    {
        if (Required(name) is not { } token)
            return [];
        if (token is JArray { Count: > 0 } list)
            return list;
        Wrong(
            name,
            token is JArray
                ? "the list is empty; at least one is needed"
                : $"a list [ … ] is expected here, not {ProblemList.Kind(token)}");
        return [];
    }

    private IEnumerable<JProperty> Members(string name)
    {
        if (!Has(name))
            return [];
        if (source[name] is JObject members)
            return members.Properties();
        Wrong(name, $"an object {{ … }} is expected here, not {ProblemList.Kind(source[name]!)}");
        return [];
    }

    private string TextOf(JToken token)
    {
        if (token.Type == JTokenType.String && token.Value<string>() is { Length: > 0 } text)
            return text;
        problems.Add(
            token,
            token.Type == JTokenType.String
                ? "the text is empty"
                : $"a text is expected here, not {ProblemList.Kind(token)}");
        return "";
    }

    private decimal NumberOf(JToken token, NumberRange range)
    {
        if (!TryNumber(token, out var value, out var problem))
            problems.Add(token, problem);
        else if (range.Refusal(value) is { } refusal)
            problems.Add(token, $"{Decimals.Plain(value)} {refusal}");
        else
            return value;
        return range.StandIn;
    }

    private static bool TryNumber(JToken token, out decimal value, [NotNullWhen(false)] out string? problem)
    {
        value = 0m;
        problem = token.Type switch
        {
            JTokenType.Float => null,
            JTokenType.String => NumberText.Parse(token.Value<string>()!, out value),
            _ => $"a number is expected here, not {ProblemList.Kind(token)}",
        };
        if (token.Type == JTokenType.Float)
            value = (decimal)((JValue)token).Value!;
        return problem is null;
    }
}
