using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Escrows;

/// <summary>What an escrow has the market look out for, until it is seen.</summary>
/// <param name="At">The next deadline.</param>
/// <param name="Prices">Prices that would end it before.</param>
public sealed record EscrowWatch(Instant At, ValueList<EscrowCondition.PriceReached> Prices)
{
    /// <summary>What an escrow waits for that is not funded yet: its deadline.</summary>
    public static EscrowWatch Funding(EscrowProgramme programme) => new(programme.FundBy, []);

    /// <summary>What an escrow waits for once all is locked.</summary>
    public static EscrowWatch Active(EscrowProgramme programme) => new(
        programme.Ends!.Value, [.. programme.Exits.Select(exit => exit.When).OfType<EscrowCondition.PriceReached>()]);
}

/// <summary>A frame shows what an escrow waits for: a deadline, prices, or both.</summary>
/// <param name="Escrow">Whose watch it was.</param>
/// <param name="Frame">The frame.</param>
/// <param name="Time">Its time.</param>
/// <param name="Prices">The index prices that are where the escrow waits for them.</param>
public sealed record EscrowSighting(EscrowId Escrow, FrameNumber Frame, Instant Time, ValueList<SeenPrice> Prices)
{
    /// <summary>Whether that is what a condition waits for.</summary>
    public bool Meets(EscrowCondition condition) => condition switch
    {
        EscrowCondition.TimeReached c => Time >= c.At,
        EscrowCondition.PriceReached c => Prices.Any(seen => seen.Asset == c.Asset && c.HoldsAt(seen.Price, Time)),
        _ => false,
    };
}

/// <summary>An index price in a frame: live, in the valuation currency.</summary>
public sealed record SeenPrice(AssetId Asset, Price Price);
