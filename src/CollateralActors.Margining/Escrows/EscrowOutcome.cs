using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Escrows;

/// <summary>To whom everything goes that is locked.</summary>
public abstract record EscrowOutcome
{
    private EscrowOutcome()
    {
    }

    /// <summary>To each who locked it.</summary>
    public sealed record GivenBack : EscrowOutcome;

    /// <summary>As named: of each locked asset all of it, no more and no less.</summary>
    public sealed record PaidOut(ValueList<EscrowPortion> Portions) : EscrowOutcome;

    /// <summary>
    /// What each receives: of every asset all that is locked, if the programme is one that was checked. Ordered by
    /// receiver and asset, each pair once, nothing of 0.
    /// </summary>
    public ValueList<EscrowPayment> Of(EscrowProgramme programme) => Merge(this is PaidOut named
        ? programme.Totals.SelectMany(total => Divide(total, named.Portions))
        : programme.Locks.Select(part => new EscrowPayment(part.Party, part.Asset, part.Amount)));

    /// <summary>Payments ordered by receiver and asset, each pair once, nothing of 0.</summary>
    internal static ValueList<EscrowPayment> Merge(IEnumerable<EscrowPayment> payments) =>
    [
        .. from payment in payments
        group payment.Amount by (payment.To, payment.Asset) into of
        orderby of.Key.To, of.Key.Asset
        let sum = of.Aggregate(Amount.Zero, (total, amount) => total + amount)
        where sum > Amount.Zero
        select new EscrowPayment(of.Key.To, of.Key.Asset, new Amount(Decimals.Normal(sum.Value))),
    ];

    // Nothing is rounded: a share that is no amount of its asset was refused when the programme was made.
    private static IEnumerable<EscrowPayment> Divide(Money total, ValueList<EscrowPortion> portions)
    {
        var rest = total.Amount;
        foreach (var portion in portions.Where(each => each.Asset == total.Asset))
        {
            if (portion.Of(total.Amount) is not { } amount)
                continue;
            rest -= amount;
            yield return new EscrowPayment(portion.To, total.Asset, amount);
        }

        foreach (var portion in portions.Where(each => each.Asset == total.Asset && each.Share is EscrowShare.Rest))
            yield return new EscrowPayment(portion.To, total.Asset, rest);
    }
}

/// <summary>What one account gets of one asset.</summary>
/// <param name="To">A party or anybody else; what comes in opens an account that is not open yet.</param>
/// <param name="Asset">One of those that are locked.</param>
/// <param name="Share">How much of all that is locked of it.</param>
public sealed record EscrowPortion(AccountId To, AssetId Asset, EscrowShare Share)
{
    /// <summary>How much of <paramref name="total"/> that is; null where it is what others leave.</summary>
    internal Amount? Of(Amount total) => Share switch
    {
        EscrowShare.Exactly exactly => exactly.Amount,
        EscrowShare.PartOf part => total * part.Part,
        _ => null,
    };
}

/// <summary>How much of what is locked of an asset.</summary>
public abstract record EscrowShare
{
    private EscrowShare()
    {
    }

    /// <summary>This amount.</summary>
    public sealed record Exactly(Amount Amount) : EscrowShare;

    /// <summary>This part: more than 0 and at most 1, and what it comes to is an amount of the asset.</summary>
    public sealed record PartOf(Rate Part) : EscrowShare;

    /// <summary>What the others leave of it, more than 0.</summary>
    public sealed record Rest : EscrowShare;
}

/// <summary>An amount that leaves an escrow.</summary>
/// <param name="To">Who receives it.</param>
/// <param name="Asset">Of which asset.</param>
/// <param name="Amount">More than 0.</param>
public sealed record EscrowPayment(AccountId To, AssetId Asset, Amount Amount)
{
    /// <summary>The amount with its asset.</summary>
    public Money Money => new(Amount, Asset);
}
