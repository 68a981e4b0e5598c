using System.CommandLine;
using System.Text.Json.Nodes;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Units;

namespace CollateralActors.Cli.Journals;

/// <summary><c>collateral journal escrows</c>: every escrow, how it stands, and its programme in words.</summary>
internal static class EscrowsVerb
{
    public static Command Create() => JournalListing.Create(
        "escrows",
        """
        Lists escrows: name, how it stands and what is in it, and below that what its programme says, sentence by
        sentence. Exit code 0 whether there are any or not.
        """,
        "a text",
        Read,
        Write,
        JsonOf);

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

    private static void Write(IReadOnlyList<Escrow> escrows, TextWriter output)
    {
        foreach (var escrow in escrows)
        {
            var holds = escrow.Holds.Count == 0 ? "" : $", holds {string.Join(", ", escrow.Holds)}";
            output.WriteLine($"{escrow.Name}  {escrow.Stage}{holds}");
            foreach (var sentence in escrow.Programme)
                output.WriteLine($"    {sentence}");
        }
    }

    private static JsonObject JsonOf(IReadOnlyList<Escrow> escrows) => new JsonObject
    {
        ["escrows"] = new JsonArray([.. escrows.Select(escrow => new JsonObject
        {
            ["escrow"] = escrow.Name,
            ["stage"] = escrow.Stage,
            ["holds"] = new JsonArray([.. escrow.Holds.Select(money => JsonValue.Create(money.ToString()))]),
            ["programme"] = new JsonArray([.. escrow.Programme.Select(sentence => JsonValue.Create(sentence))]),
        })]),
    };

    private sealed record Escrow(
        string Name, string Stage, IReadOnlyList<Money> Holds, ValueList<string> Programme);
}
