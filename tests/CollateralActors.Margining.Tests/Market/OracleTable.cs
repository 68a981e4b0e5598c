using System.Globalization;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Market;

/// <summary>
/// Runs an oracle through a table of passes: <c>at | quotes | accepted price | condition</c>, one line a pass. A quote
/// is <c>source=price</c>, with <c>@time</c> where its time is not that of the pass; <c>halt</c> and <c>resume</c> are
/// commands. Times are milliseconds. A price of <c>-</c> is none. Every pass is repeated from what an event would
/// store.
/// </summary>
internal static class OracleTable
{
    internal static readonly Symbol Symbol = new("BTC");

    internal static OracleParameters Parameters { get; } = new(
        Symbol,
        Sources("a b c"),
        MinimumSources: 2,
        MaximumAge: TimeSpan.FromSeconds(10),
        DeviationBand: new Rate(0.05m),
        YieldAfter: TimeSpan.FromSeconds(3),
        YieldSources: 2,
        FutureTolerance: TimeSpan.FromMilliseconds(500),
        PriceScale: 2);

    internal static ValueList<SourceId> Sources(string names) =>
        [.. names.Split(' ').Select(name => new SourceId(name))];

    internal static OracleState Run(OracleParameters parameters, string table)
    {
        Assert.Empty(parameters.Problems());
        var (state, given, expected) = (OracleState.Initial, new List<string>(), new List<string>());
        foreach (var line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            state = Pass(parameters, state, At(cells[0]), cells[1]);
            expected.Add($"{cells[0]} | {cells[1]} | {cells[2]} | {cells[3]}");
            var price = state.Accepted is { } accepted ? accepted.Price.ToString() : "-";
            given.Add($"{cells[0]} | {cells[1]} | {price} | {state.Condition}");
        }

        Assert.Equal(string.Join('\n', expected), string.Join('\n', given));
        return state;
    }

    internal static Instant At(string milliseconds) => new(long.Parse(milliseconds, CultureInfo.InvariantCulture));

    internal static Quote Quote(string text, Instant at)
    {
        var (source, rest) = (text.Split('=')[0], text.Split('=')[1].Split('@'));
        var price = decimal.Parse(rest[0], CultureInfo.InvariantCulture);
        return new Quote(Symbol, new SourceId(source), new Price(price), rest.Length == 2 ? At(rest[1]) : at);
    }

    private static OracleState Pass(OracleParameters parameters, OracleState state, Instant at, string cell)
    {
        if (cell == "halt")
            return PriceOracle.Halt(state);
        if (cell == "resume")
            return PriceOracle.Resume(state);
        var quotes = cell.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => Quote(text, at)).ToArray();
        var outcome = PriceOracle.Observe(parameters, state, quotes, at);
        Assert.All(outcome.Verdicts, verdict => Assert.True(
            verdict is QuoteVerdict.Accepted or QuoteVerdict.Conflated, $"{at.UnixMilliseconds} {cell}: {verdict}"));
        Assert.Equal(outcome.State, PriceOracle.Observe(parameters, state, outcome.AcceptedQuotes, at).State);
        var (earlier, later) = (state.Accepted?.Price, outcome.State.Accepted?.Price);
        Assert.Equal(later == earlier ? null : later, outcome.NewPrice);
        return outcome.State;
    }
}
