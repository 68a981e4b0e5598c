using System.Collections.Immutable;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.OrderBooks;

/// <summary>What a liquidation's order is called at every venue, which works each once.</summary>
/// <param name="Liquidation">The episode.</param>
/// <param name="Step">Number of its step.</param>
public readonly record struct ClientOrderId(LiquidationId Liquidation, int Step) : IComparable<ClientOrderId>
{
    /// <inheritdoc/>
    public int CompareTo(ClientOrderId other) =>
        string.CompareOrdinal(Liquidation.Value, other.Liquidation.Value) is var liquidation and not 0
            ? liquidation
            : Step.CompareTo(other.Step);

    /// <summary>Such as <c>alice.1/3</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Liquidation}/{Step}");
}

/// <summary>An order that was sent to a venue outside.</summary>
/// <param name="Account">Whose order it is.</param>
/// <param name="Quantity">Positive buys, negative sells.</param>
/// <param name="Limit">The worst price that it may be traded at; null for any price.</param>
/// <param name="Deadline">From then on the venue is not waited for any more.</param>
public sealed record OutsideOrder(AccountId Account, Quantity Quantity, Price? Limit, Instant Deadline)
{
    /// <summary>Whether the venue has said that it has the order.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>What the venue has said that it filled in all, with the order's sign; null while it has not.</summary>
    public Quantity? Said { get; init; }

    /// <summary>The fills that were reported, in the order in which they came.</summary>
    public ValueList<BookTrade> Fills { get; init; } = [];

    /// <summary>The number that it was closed as; null while it is open.</summary>
    public long? ClosedAs { get; init; }

    /// <summary>Whether the account waits for it.</summary>
    public bool IsOpen => ClosedAs is null;

    /// <summary>What the reported fills come to, with the order's sign.</summary>
    public Quantity Filled => new(Decimals.Normal(Fills.Sum(fill => fill.Quantity.Contracts)));

    /// <summary>Whether all that the venue has filled is known.</summary>
    public bool IsComplete =>
        (Said is { } said && Filled.Abs() >= said.Abs()) || (Fills.Count > 0 && Filled.Abs() >= Quantity.Abs());
}

/// <summary>The orders of one instrument at a venue outside.</summary>
/// <param name="Patience">How long an order may stay unanswered.</param>
/// <param name="Orders">Those that are open, and those that were closed last: their fills may still come.</param>
/// <param name="Closed">How many were closed so far.</param>
public sealed record OutsideBook(
    TimeSpan Patience, ImmutableSortedDictionary<ClientOrderId, OutsideOrder> Orders, long Closed)
{
    /// <summary>
    /// How many closed orders are known of, so that late and repeated reports of them are understood.
    /// </summary>
    public const int Remembered = 1_024;

    /// <summary>Before any order.</summary>
    public static OutsideBook Empty(TimeSpan patience) =>
        new(patience, ImmutableSortedDictionary<ClientOrderId, OutsideOrder>.Empty, 0);

    /// <summary>The orders that are waited for, by their ids.</summary>
    public IEnumerable<KeyValuePair<ClientOrderId, OutsideOrder>> Open => Orders.Where(order => order.Value.IsOpen);

    /// <summary>The same with an order as it is now.</summary>
    internal OutsideBook With(ClientOrderId id, OutsideOrder order) => this with { Orders = Orders.SetItem(id, order) };

    /// <summary>The same with an order closed; the one that was closed longest ago is forgotten.</summary>
    internal OutsideBook Close(ClientOrderId id)
    {
        var next = With(id, Orders[id] with { ClosedAs = Closed + 1 }) with { Closed = Closed + 1 };
        foreach (var (old, order) in Orders)
        {
            if (order.ClosedAs <= next.Closed - Remembered)
                return next with { Orders = next.Orders.Remove(old) };
        }

        return next;
    }
}
