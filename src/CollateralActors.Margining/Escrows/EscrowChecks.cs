using System.Diagnostics.CodeAnalysis;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Escrows;

/// <summary>Whether somebody may choose an exit at all now.</summary>
internal static class EscrowChecks
{
    /// <summary>The refusal of a choice, or null, with the escrow and the exit that was chosen.</summary>
    public static Rejection? Choice(
        EscrowId id,
        EscrowState state,
        string name,
        MarketView market,
        [NotNull] out EscrowState.Active? active,
        [NotNull] out EscrowExit? exit)
    {
        (active, exit) = (null!, null!);
        switch (state)
        {
            case EscrowState.Unproposed:
                return Rejection.NoSuchEscrow(id);
            case EscrowState.Funding s:
                return Rejection.EscrowNotFunded(id, s.Programme.Locks.Where(part => !s.Locked.Contains(part)));
            case EscrowState.Closed s:
                return Rejection.EscrowClosed(id, s.Exit);
        }

        active = (EscrowState.Active)state;
        if (active.Programme.Ends is { } end && market.Time >= end)
            return Rejection.EscrowOver(id, end);
        if (active.Programme.Find(name) is not { } found)
            return Rejection.UnknownExit(id, name, active.Programme.Exits.Select(each => each.Name));
        exit = found;
        return null;
    }
}
