using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Specs;

/// <summary>What happened to the accounts of a venue.</summary>
internal static class AccountHistory
{
    /// <summary>Each event of a kind, with its account as it was before it, and the frame that it was decided at.</summary>
    public static IEnumerable<(AccountState Before, TEvent Event, FrameNumber Frame)> Of<TEvent>(VenueInMemory venue)
        where TEvent : AccountEvent
    {
        foreach (var (id, entity) in venue.All.Where(e => e.Key.Kind == EntityKind.Account))
        {
            var account = AccountState.Initial(new AccountId(id.Key));
            foreach (var recorded in entity.Journal.Where(recorded => recorded.Event is AccountEvent))
            {
                if (recorded.Event is TEvent happened)
                    yield return (account, happened, recorded.Frame);
                account = AccountEvolution.Evolve(account, (AccountEvent)recorded.Event);
            }
        }
    }
}
