using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Units;

namespace CollateralActors.Cli.Journals;

/// <summary><c>collateral journal escrows</c>: every escrow, how it stands, and its programme in words.</summary>
internal static class EscrowsVerb
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create()
    {
        var journal = new Argument<string>("JOURNAL") { Description = "The journal's SQLite file. It is only read." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of a text." };
        var command = new Command(
            "escrows",
            """
            Lists escrows: name, how it stands and what is in it, and below that what its programme says, sentence by
            sentence. Exit code 0 whether there are any or not.
            """)
        {
            journal, json,
        };
        command.SetAction(parsed =>
        {
            var (path, streams) = (parsed.GetRequiredValue(journal), parsed.InvocationConfiguration);
            return JournalVerb.Run(path, streams.Error, () =>
            {
                var escrows = Read(path);
                if (parsed.GetValue(json))
                    streams.Output.WriteLine(JsonOf(escrows));
                else
                    Write(escrows, streams.Output);
                return ExitCode.Done;
            });
        });
        return command;
    }

    private static List<Escrow> Read(string path) =>
    [
        .. from each in StoredStates.Of<EscrowState, EscrowEvent>(path, EntityKind.Escrow, new EscrowDecider())
           let proposed = each.Events.OfType<EscrowEvent.Proposed>().FirstOrDefault()
           where proposed is not null
           let words = EscrowWords.Of(proposed.Programme)
           select new Escrow(each.Entity.Key, StageOf(each.State), [.. each.State.Held], words),
    ];

    private static string StageOf(EscrowState state) => state switch
    {
        EscrowState.Funding => "funding",
        EscrowState.Active => "active",
        EscrowState.Closed { Exit: { } exit } => $"ended by {exit}",
        EscrowState.Closed => "did not come about",
        _ => "unproposed",
    };

    private static void Write(List<Escrow> escrows, TextWriter output)
    {
        foreach (var escrow in escrows)
        {
            var holds = escrow.Holds.Count == 0 ? "" : $", holds {string.Join(", ", escrow.Holds)}";
            output.WriteLine($"{escrow.Name}  {escrow.Stage}{holds}");
            foreach (var sentence in escrow.Programme)
                output.WriteLine($"    {sentence}");
        }
    }

    private static string JsonOf(List<Escrow> escrows) => new JsonObject
    {
        ["escrows"] = new JsonArray([.. escrows.Select(escrow => new JsonObject
        {
            ["escrow"] = escrow.Name,
            ["stage"] = escrow.Stage,
            ["holds"] = new JsonArray([.. escrow.Holds.Select(money => JsonValue.Create(money.ToString()))]),
            ["programme"] = new JsonArray([.. escrow.Programme.Select(sentence => JsonValue.Create(sentence))]),
        })]),
    }.ToJsonString(Indented);

    private sealed record Escrow(
        string Name, string Stage, IReadOnlyList<Money> Holds, ValueList<string> Programme);
}
