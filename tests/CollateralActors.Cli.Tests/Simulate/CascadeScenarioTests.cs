using CollateralActors.Margining.Market;
using CollateralActors.Margining.OrderBooks;

namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>The scenario that ships with books that quote: what they lose is in the marks, and the journal holds.</summary>
public sealed class CascadeScenarioTests
{
    private static readonly SourceId Book = new("book");

    [Fact]
    public async Task What_liquidations_take_is_in_the_marks_and_the_journal_verifies()
    {
        using var run = await SampleRun.Of("cascade");
        var told = run.Events<MarketEvent.BookCounted>();
        var executed = run.Events<OrderBookEvent.OrderExecuted>();
        Assert.Equal(executed.Count + 2, told.Count);
        Assert.All(executed, order => Assert.Contains(told, counted => counted.Figures == order.Quotes));

        var lowest = run.Events<MarketEvent.FrameIssued>()
            .SelectMany(frame => frame.Symbols.Where(update => update.Symbol == new Symbol("BTC-PERP")))
            .Select(update => (update.Oracle.Price, Own: update.Oracle.Quotes.FirstOrDefault(quote => quote.Source == Book)))
            .Where(seen => seen is { Price: not null, Own: not null })
            .Min(seen => seen.Own!.Price.Value / seen.Price!.Value.Value);
        Assert.True(lowest < 0.998m, $"the book was never further below the mark than at {lowest} of it");
    }
}
