using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using CollateralActors.Journal.Sqlite;

namespace CollateralActors.Cli.Journals;

/// <summary><c>collateral journal parked</c>: which entities are out of service, and why.</summary>
internal static class ParkedVerb
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create()
    {
        var journal = new Argument<string>("JOURNAL") { Description = "The journal's SQLite file. It is only read." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of a line an entity." };
        var command = new Command(
            "parked",
            """
            Lists entities that could not be recovered, one a line: persistence id, since when, and why. They get no
            commands and are not looked at until they are released. Exit code 0 whether there are any or not.
            """)
        {
            journal, json,
        };
        command.SetAction(parsed =>
        {
            var (path, streams) = (parsed.GetRequiredValue(journal), parsed.InvocationConfiguration);
            return JournalVerb.Run(path, streams.Error, () =>
            {
                var parked = ParkingRegistry.Read(path);
                if (parsed.GetValue(json))
                    streams.Output.WriteLine(JsonOf(parked));
                else
                    Write(parked, streams.Output);
                return ExitCode.Done;
            });
        });
        return command;
    }

    private static void Write(IReadOnlyList<Parked> parked, TextWriter output)
    {
        foreach (var entry in parked)
            output.WriteLine($"{entry.PersistenceId}  {entry.Since}  {entry.Reason}");
    }

    private static string JsonOf(IReadOnlyList<Parked> parked) => new JsonObject
    {
        ["parked"] = new JsonArray([.. parked.Select(entry => new JsonObject
        {
            ["entity"] = entry.PersistenceId,
            ["since"] = entry.Since.ToString(),
            ["reason"] = entry.Reason,
        })]),
    }.ToJsonString(Indented);
}
