using Newtonsoft.Json;

namespace CollateralActors.Simulation.Files;

/// <summary>
/// Reads JSON with comments and knows where each token starts. Numbers keep every digit, and only JSON's own notation
/// counts:
/// the library by itself rounds long numbers and takes 010 for 8.
/// </summary>
internal sealed class PlacedJsonReader : JsonTextReader, IJsonLineInfo
{
    // Where the library says this, it has read all before the character that is wrong, blanks too, and not itself.
    private const string MissingComma = "After parsing a value an unexpected character was encountered";

    private readonly string text;
    private readonly int[] lineStarts;
    private int start;
    private int end;

    /// <param name="text">The file's text, with line feeds alone at the ends of lines.</param>
    public PlacedJsonReader(string text)
        : base(new StringReader(text))
    {
        this.text = text;
        lineStarts = [0, .. text.Index().Where(c => c.Item == '\n').Select(c => c.Index + 1)];
        DateParseHandling = DateParseHandling.None;
    }

    int IJsonLineInfo.LineNumber => Line(start) + 1;

    int IJsonLineInfo.LinePosition => start - lineStarts[Line(start)] + 1;

    bool IJsonLineInfo.HasLineInfo() => true;

    public override bool Read()
    {
        var isToken = ReadToken();
        (start, end) = (AfterTrivia(end), lineStarts[Math.Max(0, LineNumber - 1)] + LinePosition);
        if (!isToken)
            return false;
        switch (TokenType)
        {
            case JsonToken.Integer or JsonToken.Float:
                if (NumberText.Parse(text[start..end], out var number) is { } problem)
                    throw Wrong(problem);
                SetToken(JsonToken.Float, number, updateIndex: false);
                break;
            case JsonToken.String or JsonToken.PropertyName when text[start] != '"':
                throw Wrong("names and texts stand in double quotes");
            case JsonToken.Undefined or JsonToken.StartConstructor:
                throw Wrong("a value is missing here");
        }

        return true;
    }

    private bool ReadToken()
    {
        try
        {
            return base.Read();
        }
        catch (JsonReaderException problem)
        {
            // The library asks this reader for the place, which is still that of the token before.
            var line = Math.Max(1, LineNumber);
            var column = problem.Message.StartsWith(MissingComma, StringComparison.Ordinal)
                ? LinePosition + 1
                : AfterBlanks(line, Math.Max(1, LinePosition));
            throw new JsonReaderException(problem.Message, Path, line, column, problem);
        }
    }

    // The library stops before or behind the character that it could not read.
    private int AfterBlanks(int line, int column)
    {
        var offset = lineStarts[line - 1] + column - 1;
        var next = offset;
        while (next < text.Length && text[next] is (' ' or '\t'))
            next++;
        return next < text.Length && text[next] != '\n' ? column + next - offset : column;
    }

    private JsonReaderException Wrong(string problem)
    {
        IJsonLineInfo place = this;
        return new JsonReaderException(problem, Path, place.LineNumber, place.LinePosition, null);
    }

    private int Line(int offset)
    {
        var found = Array.BinarySearch(lineStarts, offset);
        return found >= 0 ? found : ~found - 1;
    }

    private int AfterTrivia(int offset)
    {
        while (offset < text.Length)
        {
            if (char.IsWhiteSpace(text[offset]) || text[offset] is ',' or ':')
                offset++;
            else if (TokenType != JsonToken.Comment && text.AsSpan(offset).StartsWith("//", StringComparison.Ordinal))
                offset = text.IndexOf('\n', offset) is var line and >= 0 ? line : text.Length;
            else if (TokenType != JsonToken.Comment && text.AsSpan(offset).StartsWith("/*", StringComparison.Ordinal))
                offset = text.IndexOf("*/", offset, StringComparison.Ordinal) is var close and >= 0
                    ? close + 2
                    : text.Length;
            else
                break;
        }

        return offset;
    }
}
