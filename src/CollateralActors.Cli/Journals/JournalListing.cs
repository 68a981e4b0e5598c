using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CollateralActors.Cli.Journals;

/// <summary>A verb that reads something out of a journal and prints it, as text or as JSON.</summary>
internal static class JournalListing
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <param name="name">The verb.</param>
    /// <param name="description">What help says of it.</param>
    /// <param name="otherwise">What is printed without <c>--json</c>, as help says it.</param>
    /// <param name="read">Reads the journal at a path.</param>
    /// <param name="write">Prints the text.</param>
    /// <param name="jsonOf">The JSON object.</param>
    public static Command Create<T>(
        string name,
        string description,
        string otherwise,
        Func<string, IReadOnlyList<T>> read,
        Action<IReadOnlyList<T>, TextWriter> write,
        Func<IReadOnlyList<T>, JsonObject> jsonOf)
    {
        var journal = new Argument<string>("JOURNAL") { Description = "The journal's SQLite file. It is only read." };
        var json = new Option<bool>("--json") { Description = $"Print one JSON object instead of {otherwise}." };
        var command = new Command(name, description) { journal, json };
        command.SetAction(parsed =>
        {
            var (path, streams) = (parsed.GetRequiredValue(journal), parsed.InvocationConfiguration);
            return JournalVerb.Run(path, streams.Error, () =>
            {
                var found = read(path);
                if (parsed.GetValue(json))
                    streams.Output.WriteLine(jsonOf(found).ToJsonString(Indented));
                else
                    write(found, streams.Output);
                return ExitCode.Done;
            });
        });
        return command;
    }
}
