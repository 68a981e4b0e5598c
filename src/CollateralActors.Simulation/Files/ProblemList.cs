using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CollateralActors.Simulation.Files;

/// <summary>Collects what is wrong in one file, so that a person sees all of it at once.</summary>
internal sealed class ProblemList(string file)
{
    private readonly List<FileProblem> found = [];

    /// <summary>The problems so far, in the order of finding.</summary>
    public IReadOnlyList<FileProblem> Found => found;

    /// <summary>Adds a problem at <paramref name="token"/>.</summary>
    public void Add(JToken token, string message) => found.Add(new FileProblem(PlaceOf(token), message));

    /// <summary>Where <paramref name="token"/> stands.</summary>
    public FilePlace PlaceOf(JToken token)
    {
        IJsonLineInfo line = token;
        return new FilePlace(file, line.LineNumber, line.LinePosition, token.Path);
    }

    /// <summary>The token as an object; a problem and null where it is something else.</summary>
    public JsonObjectReader? Object(JToken token)
    {
        if (token is JObject @object)
            return new JsonObjectReader(@object, this);
        Add(token, $"an object {{ … }} is expected here, not {Kind(token)}");
        return null;
    }

    /// <summary>What a person calls the kind of a token.</summary>
    public static string Kind(JToken token) => token.Type switch
    {
        JTokenType.Object => "an object",
        JTokenType.Array => "a list",
        JTokenType.String => "a text",
        JTokenType.Float or JTokenType.Integer => "a number",
        JTokenType.Boolean => "true or false",
        JTokenType.Null => "null",
        _ => "this",
    };
}
