using System.CommandLine;
using System.Text.Json.Nodes;
using CollateralActors.Journal.Sqlite;

namespace CollateralActors.Cli.Journals;

/// <summary><c>collateral journal parked</c>: which entities are out of service, and why.</summary>
internal static class ParkedVerb
{
    public static Command Create() => JournalListing.Create(
        "parked",
        """
        Lists entities that could not be recovered, one a line: persistence id, since when, and why. They get no
        commands and are not looked at until they are released. Exit code 0 whether there are any or not.
        """,
        "a line an entity",
        ParkingRegistry.Read,
        Write,
        JsonOf);

    private static void Write(IReadOnlyList<Parked> parked, TextWriter output)
    {
        foreach (var entry in parked)
            output.WriteLine($"{entry.PersistenceId}  {entry.Since}  {entry.Reason}");
    }

    private static JsonObject JsonOf(IReadOnlyList<Parked> parked) => new JsonObject
    {
        ["parked"] = new JsonArray([.. parked.Select(entry => new JsonObject
        {
            ["entity"] = entry.PersistenceId,
            ["since"] = entry.Since.ToString(),
            ["reason"] = entry.Reason,
        })]),
    };
}
