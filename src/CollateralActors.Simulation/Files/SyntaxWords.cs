namespace CollateralActors.Simulation.Files;

/// <summary>What is wrong with a text that is not JSON, in a reader's words and not in its parser's.</summary>
internal static class SyntaxWords
{
    // By how the library's messages begin; what they go on with is the character or the text that was found.
    private static readonly (string Library, string Ours, bool SaysWhat)[] Known =
    [
        ("Unexpected character encountered while parsing value: ", "a value is expected here, not", true),
        ("Error parsing comment", "a comment begins with // or stands between /* and */", false),
        ("Error parsing ", "a value is expected here, such as 12.5, \"text\", true, { … } or [ … ]", false),
        ("Invalid character after parsing property name. Expected ':' but got: ", "a colon is missing before", true),
        ("After parsing a value an unexpected character was encountered: ", "a comma is missing before", true),
        ("Invalid property identifier character: ", "a name in double quotes is expected here, not", true),
        ("Additional text encountered after finished reading JSON content: ", "the file goes on after its end:", true),
        ("JsonToken EndObject", "a list that was begun with [ is closed with }", false),
        ("JsonToken EndArray", "an object that was begun with { is closed with ]", false),
        ("Unterminated string", "a text has no closing double quote", false),
        ("Unexpected end while parsing comment", "a comment that was begun with /* has no */", false),
        ("Unexpected end", "the file ends too early: something that was begun is not closed", false),
        ("Bad JSON escape sequence: ", "a backslash in a text is written twice; unknown is", true),
        ("Invalid Unicode escape sequence: ", "four hexadecimal digits belong behind \\u; unknown is", true),
        ("Property with the name '", "there are two members of one object with the name", true),
        ("Input string '", "this is not a number, write it like 12.5:", true),
        ("JSON integer ", "this number has more digits than are kept", false),
        ("The reader's MaxDepth", "there are more lists and objects within each other than any file needs", false),
    ];

    /// <summary>The library's message in plain words; its path and line, which it repeats, left out.</summary>
    public static string Of(string message)
    {
        var said = message.IndexOf(" Path '", StringComparison.Ordinal) is var end and > 0
            ? message[..end].TrimEnd('.', ' ')
            : message;
        foreach (var (library, ours, saysWhat) in Known)
        {
            if (said.StartsWith(library, StringComparison.Ordinal))
                return saysWhat ? $"{ours} {Found(said[library.Length..])}" : ours;
        }

        return said;
    }

    private static string Found(string rest) => rest.Split('\'')[0].Trim() switch
    {
        "" or "\0" => "the end of the line",
        { Length: > 40 } found => $"'{found[..40]}…'",
        var found => $"'{found}'",
    };
}
