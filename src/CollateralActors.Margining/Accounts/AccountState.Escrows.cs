using System.Collections.Immutable;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>Collateral that is locked in escrows.</content>
public sealed partial record AccountState
{
    /// <summary>
    /// What it has sent to escrows that are not over: in no balance any more, so that it counts for nothing here.
    /// </summary>
    public ImmutableSortedDictionary<EscrowId, ValueList<Money>> Locked { get; init; } =
        ImmutableSortedDictionary<EscrowId, ValueList<Money>>.Empty;

    /// <summary>The same account with <paramref name="change"/> more of its money in an escrow.</summary>
    internal AccountState WithLocked(EscrowId escrow, AssetId asset, Amount change)
    {
        var held = Locked.GetValueOrDefault(escrow) ?? [];
        var sum = change + new Amount(held.Where(part => part.Asset == asset).Sum(part => part.Amount.Value));
        var rest = held.Where(part => part.Asset != asset);
        ValueList<Money> now = sum > Amount.Zero
            ? [.. rest.Append(new Money(new Amount(Decimals.Normal(sum.Value)), asset)).OrderBy(part => part.Asset)]
            : [.. rest];
        return this with { Locked = now.Count == 0 ? Locked.Remove(escrow) : Locked.SetItem(escrow, now) };
    }
}
