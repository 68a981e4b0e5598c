using Akka.Actor;
using CollateralActors.Actors.Hosting;
using CollateralActors.Journal.States;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Actors.Nodes;

/// <content>What can be asked of a node without changing anything.</content>
public sealed partial class VenueNode
{
    // Enough to keep the journal's readers at work, few enough to recover within their time limits.
    private const int AskedAtOnce = 200;

    /// <summary>What an entity has come to; starts it where it does not run.</summary>
    public Task<EntityDescription> DescribeAsync(EntityId entity) => DescribeAsync(new DescribeEntity(entity));

    /// <summary>
    /// A live account at the latest frame, as the margin calculator reports it; null where it was never opened, is not
    /// available, or before the first frame.
    /// </summary>
    public async Task<AccountReport?> ReportAsync(AccountId account)
    {
        var description = await DescribeAsync(new DescribeEntity(Entities.Account(account)) { WithState = true })
            .ConfigureAwait(false);
        return Frames.Latest is { } market && description.State.Length > 0
            && StateText.Read(description.State) is AccountState { IsOpen: true } state
                ? AccountReport.Of(state, market)
                : null;
    }

    /// <summary>
    /// The state hash of every entity that has events, as the entities themselves say; starts those that do not run.
    /// </summary>
    /// <remarks>Not while commands are under way: each entity answers for a moment of its own.</remarks>
    public async Task<IReadOnlyDictionary<string, string>> StateHashesAsync()
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var some in options.Journal.EntityIds().Chunk(AskedAtOnce))
        {
            var descriptions = await Task.WhenAll(
                some.Select(id => DescribeAsync(new DescribeEntity(EntityId.Parse(id)!.Value, true))))
                .ConfigureAwait(false);
            foreach (var description in descriptions)
                hashes.Add(description.PersistenceId, description.StateHash);
        }

        return hashes;
    }

    /// <summary>One hash of the whole venue: what an audit of the journal must come to.</summary>
    public async Task<string> StateHashOfAllAsync() => StateHash.OfAll(await StateHashesAsync().ConfigureAwait(false));

    private Task<EntityDescription> DescribeAsync(DescribeEntity question) =>
        route.Region.Ask<EntityDescription>(question, options.Settings.StartWithin);
}
