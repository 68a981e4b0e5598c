using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.OrderBooks;

namespace CollateralActors.Journal.Codec.OrderBooks;

/// <summary>A simulated order book as snapshots and state hashes see it.</summary>
internal static class OrderBookStateForm
{
    public static readonly FormTable Table = new FormTable()
        .Add("book.state.v1", FlatJson.Default.OrderBookStateV1, (OrderBookState state) => ToStored(state), ToDomain);

    private static OrderBookStateV1 ToStored(OrderBookState state) => new(
        TakenDepthV1.Of(state.Bids),
        TakenDepthV1.Of(state.Asks),
        state.Trades,
        state.Parameters is { } parameters ? BookParametersV1.Of(parameters) : null,
        OutsideBookV1.Of(state.Outside));

    private static OrderBookState ToDomain(OrderBookStateV1 s) =>
        new(s.Parameters?.ToDomain(), s.Bids.ToDomain(), s.Asks.ToDomain(), s.Trades)
        {
            Outside = s.Outside?.ToDomain(),
        };
}

internal sealed record OrderBookStateV1(
    [property: JsonName("bids")] TakenDepthV1 Bids,
    [property: JsonName("asks")] TakenDepthV1 Asks,
    [property: JsonName("trades")] long Trades,
    [property: JsonName("parameters")] BookParametersV1? Parameters = null,
    [property: JsonName("outside")] OutsideBookV1? Outside = null);
