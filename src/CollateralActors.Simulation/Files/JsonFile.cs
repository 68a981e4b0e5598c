using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CollateralActors.Simulation.Files;

/// <summary>
/// Reads a file that a person wrote: JSON with comments, strictly, with every problem named by line, column and path.
/// </summary>
internal static class JsonFile
{
    private static readonly UTF8Encoding StrictUtf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly JsonLoadSettings Strict = new()
    {
        CommentHandling = CommentHandling.Ignore,
        DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error,
        LineInfoHandling = LineInfoHandling.Load,
    };

    /// <summary>
    /// Reads the file at <paramref name="path"/> and hands its root object to <paramref name="read"/>.
    /// </summary>
    public static FileReading<T> Read<T>(string path, Func<JsonObjectReader, T?> read)
        where T : class
    {
        try
        {
            return Parse(path, File.ReadAllText(path, StrictUtf8), read);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Failed<T>(new FilePlace(path, 0, 0, ""), $"cannot be read: {Reason(problem)}");
        }
    }

    /// <summary>Reads <paramref name="text"/> as the content of the file <paramref name="name"/>.</summary>
    public static FileReading<T> Parse<T>(string name, string text, Func<JsonObjectReader, T?> read)
        where T : class
    {
        JToken root;
        try
        {
            root = Load(text);
        }
        catch (JsonReaderException problem)
        {
            var place = new FilePlace(name, problem.LineNumber, problem.LinePosition, problem.Path ?? "");
            return Failed<T>(place, SyntaxWords.Of(problem.Message));
        }

        var problems = new ProblemList(name);
        var content = problems.Object(root) is { } reader ? read(reader) : null;
        return new FileReading<T>(problems.Found.Count == 0 ? content : null, problems.Found);
    }

    private static JToken Load(string text)
    {
        using var reader = new PlacedJsonReader(text.ReplaceLineEndings("\n"));
        if (!MoveToContent(reader))
            throw new JsonReaderException("the file is empty; it has to hold one JSON object", "", 1, 1, null);
        var root = JToken.Load(reader, Strict);

        // Whatever but comments follows after the end is an error of the reader's.
        while (reader.Read())
            continue;
        return root;
    }

    private static bool MoveToContent(PlacedJsonReader reader)
    {
        while (reader.Read())
        {
            if (reader.TokenType != JsonToken.Comment)
                return true;
        }

        return false;
    }

    private static string Reason(Exception problem) => problem switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        DecoderFallbackException => "it is not UTF-8 text",
        UnauthorizedAccessException => "it is not a file that may be read",
        _ => problem.Message,
    };

    private static FileReading<T> Failed<T>(FilePlace place, string message)
        where T : class => new(null, [new FileProblem(place, message)]);
}
