using System.Collections.Immutable;
using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.OrderBooks;

/// <summary>The orders of a book at a venue outside.</summary>
internal sealed record OutsideBookV1(
    [property: JsonName("patienceMs")] long PatienceMs,
    [property: JsonName("orders")] OutsideOrderV1[] Orders,
    [property: JsonName("closed")] long Closed)
{
    public static OutsideBookV1? Of(OutsideBook? book) => book is null ? null : new(
        (long)book.Patience.TotalMilliseconds,
        [.. book.Orders.Select(order => OutsideOrderV1.Of(order.Key, order.Value))],
        book.Closed);

    public OutsideBook ToDomain() => new(
        TimeSpan.FromMilliseconds(PatienceMs),
        Orders.ToImmutableSortedDictionary(
            order => new ClientOrderId(new LiquidationId(order.Liquidation), order.Step), order => order.ToDomain()),
        Closed);
}

/// <summary>An order at a venue outside.</summary>
internal sealed record OutsideOrderV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("step")] int Step,
    [property: JsonName("account")] string Account,
    [property: JsonName("quantity")] decimal Quantity,
    [property: JsonName("deadline")] long Deadline,
    [property: JsonName("fills")] BookTradeV1[] Fills,
    [property: JsonName("limit")] decimal? Limit = null,
    [property: JsonName("confirmed")] bool? Confirmed = null,
    [property: JsonName("said")] decimal? Said = null,
    [property: JsonName("closedAs")] long? ClosedAs = null)
{
    public static OutsideOrderV1 Of(ClientOrderId id, OutsideOrder order) => new(
        id.Liquidation.Value,
        id.Step,
        order.Account.Value,
        order.Quantity.Contracts,
        order.Deadline.UnixMilliseconds,
        BookTradeV1.Of(order.Fills),
        order.Limit?.Value,
        FlagV1.Of(order.IsConfirmed),
        order.Said?.Contracts,
        order.ClosedAs);

    public OutsideOrder ToDomain() => new(
        new AccountId(Account), new Quantity(Quantity), PriceV1.Read(Limit), new Instant(Deadline))
    {
        IsConfirmed = Confirmed ?? false,
        Said = Said is { } said ? new Quantity(said) : null,
        Fills = BookTradeV1.Read(Fills),
        ClosedAs = ClosedAs,
    };
}
