using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>
/// Whether what a command says can be at all: each check gives a refusal, or null where nothing is wrong.
/// </summary>
internal static class AccountChecks
{
    public static Rejection? Name(AccountId account) => Limits.IsName(account.Value)
        ? null
        : new Rejection(
            RejectionCode.IllegalId,
            $"account '{account}' is not 1 to {Limits.NameLength} letters, digits, '-', '_' and '.'");

    public static Rejection? Order(OrderId order) => Limits.IsName(order.Value)
        ? null
        : new Rejection(
            RejectionCode.IllegalId,
            $"order id '{order}' is not 1 to {Limits.NameLength} letters, digits, '-', '_' and '.'");

    public static Rejection? Escrow(EscrowId escrow) => Limits.IsName(escrow.Value)
        ? null
        : new Rejection(
            RejectionCode.IllegalId,
            $"escrow '{escrow}' is not 1 to {Limits.NameLength} letters, digits, '-', '_' and '.'");

    public static Rejection? Trade(TradeId trade) => Limits.IsId(trade.Value)
        ? null
        : new Rejection(
            RejectionCode.IllegalId,
            $"trade id '{trade}' is not 1 to {Limits.IdLength} printable characters without spaces");

    public static Rejection? Contracts(InstrumentId id, Quantity quantity, Price price, RiskBook risk)
    {
        if (risk.Find(id) is not { } instrument)
            return Rejection.UnknownInstrument(id, risk.Instruments.Select(i => i.Id));
        if (quantity == Quantity.Zero)
            return Rejection.IllegalNumber("quantity", 0m, "other than 0");
        if (instrument.Lot > Quantity.Zero && !Decimals.IsMultipleOf(quantity.Contracts, instrument.Lot.Contracts))
            return Rejection.IllegalNumber(
                "quantity", quantity.Contracts, $"a multiple of the lot {instrument.Lot} of {id}");
        if (price.Value <= 0m)
            return Rejection.IllegalNumber("price", price.Value, "more than 0");
        if (instrument.Tick.Value > 0m && !Decimals.IsMultipleOf(price.Value, instrument.Tick.Value))
            return Rejection.IllegalNumber("price", price.Value, $"a multiple of the tick {instrument.Tick} of {id}");
        return MoneyChecks.TooLarge("quantity", quantity.Contracts)
            ?? MoneyChecks.TooLarge("price", price.Value)
            ?? MoneyChecks.TooLarge("size", instrument.SizeOf(quantity))
            ?? MoneyChecks.TooLarge("value", instrument.SignedValue(quantity, price).Value);
    }
}
