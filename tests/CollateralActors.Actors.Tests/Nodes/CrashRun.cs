using CollateralActors.Actors.Nodes;
using CollateralActors.Margining.Deciding;
using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Actors.Tests.Nodes;

/// <summary>A sample scenario, of a crash unless told otherwise, with few accounts, and how a node plays it.</summary>
internal static class CrashRun
{
    public static ScenarioRun With(int accounts, string scenario = "2025-02-03-crash.jsonc")
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "CollateralActors.sln")))
            folder = Path.GetDirectoryName(folder);
        var reading = ScenarioReader.Read(Path.Combine(folder!, "samples", "scenarios", scenario));
        Assert.Empty(reading.Problems);
        return ScenarioRun.Of(reading.Content!.WithAccounts(accounts));
    }

    public static NodeOptions Options(NodeOptions options, ScenarioRun run) => options with
    {
        Funds = [.. run.Scenario.Contributions.Select(money => money.Asset)],
        Books = [.. run.Scenario.Books.Select(book => book.Instrument)],
    };

    /// <summary>Inputs, quotes, and the settling of the frame, one round after the other.</summary>
    public static async Task<IReadOnlyList<Reply>> PlayAsync(VenueNode node, ScenarioRound round)
    {
        var replies = new List<Reply>(await node.SubmitRoundAsync(round.Time, round.Inputs));
        replies.AddRange(await node.SubmitRoundAsync(round.Time, [round.Quotes]));
        if (node.Frames.Latest is { } market)
            replies.AddRange(await node.SubmitRoundAsync(round.Time, [round.Settle(market.Frame)]));
        return replies;
    }
}
