using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Simulation.Tests.Pages;

/// <summary>What the three sources of every symbol say in an example.</summary>
internal sealed class ExampleQuotes
{
    public static readonly SourceId[] Sources = [new("a"), new("b"), new("c")];

    // What docs/examples.md says that prices are at first.
    private static readonly Dictionary<string, decimal> First =
        new() { ["BTC"] = 50_000m, ["ETH"] = 2_500m, ["USDT"] = 1m, ["USDC"] = 1m };

    private readonly SortedDictionary<(Symbol Symbol, SourceId Source), (decimal Price, decimal? Confidence)> said = [];
    private readonly HashSet<(SourceId Source, Symbol? Symbol)> silent = [];

    /// <summary>From now on a source says this; all of them where none is named.</summary>
    public void Set(Symbol symbol, decimal price, string? source, decimal? confidence)
    {
        foreach (var each in Sources.Where(each => source is null || each.Value == source))
            said[(symbol, each)] = (price, confidence);
    }

    /// <summary>The symbol has its first price, if the example has not given it one.</summary>
    public void Know(Symbol symbol)
    {
        if (First.TryGetValue(symbol.Value, out var price) && said.Keys.All(key => key.Symbol != symbol))
            Set(symbol, price, source: null, confidence: null);
    }

    public void Silence(string source, string? symbol, bool isSilent)
    {
        var key = (new SourceId(source), symbol is null ? (Symbol?)null : new Symbol(symbol));
        Assert.True(isSilent ? silent.Add(key) : silent.Remove(key));
    }

    public ValueList<Quote> At(Instant now) => said
        .Where(each => !silent.Contains((each.Key.Source, null)))
        .Where(each => !silent.Contains((each.Key.Source, each.Key.Symbol)))
        .Select(each => new Quote(each.Key.Symbol, each.Key.Source, new Price(each.Value.Price), now)
        {
            Confidence = each.Value.Confidence is { } width ? new Price(width) : null,
        })
        .ToValueList();
}
