using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>One fill of a liquidation's order.</summary>
internal sealed record BookTradeV1(
    [property: JsonName("trade")] string Trade,
    [property: JsonName("maker")] string Maker,
    [property: JsonName("quantity")] decimal Quantity,
    [property: JsonName("price")] decimal Price,
    [property: JsonName("fundingIndex")] decimal? FundingIndex = null)
{
    public static BookTradeV1[] Of(IEnumerable<BookTrade> list) => [.. list.Select(Of)];

    public static BookTradeV1 Of(BookTrade t) => new(
        t.Trade.Value,
        t.Maker.Value,
        t.Quantity.Contracts,
        t.Price.Value,
        FundingIndices.ToStored(t.FundingIndex));

    public static ValueList<BookTrade> Read(BookTradeV1[] list) => [.. list.Select(part => part.ToDomain())];

    public BookTrade ToDomain() =>
        new(new TradeId(Trade), new AccountId(Maker), new Quantity(Quantity), new Price(Price))
        {
            FundingIndex = FundingIndices.Read(FundingIndex),
        };
}
