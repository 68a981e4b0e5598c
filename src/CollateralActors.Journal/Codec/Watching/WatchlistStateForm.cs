using System.Collections.Immutable;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.Watching;

/// <summary>A watchlist as snapshots and state hashes see it: who is watched, without the bands.</summary>
internal static class WatchlistStateForm
{
    public static readonly FormTable Table = new FormTable()
        .Add("watchlist.state.v1", Default.WatchlistStateV1, (WatchlistState state) => ToStored(state), ToDomain);

    private static WatchlistStateV1 ToStored(WatchlistState state) => new(
        [.. state.Watched.Select(watched => new WatchedAccountV1(watched.Key.Value, watched.Value))],
        state.PassedUpTo.Value,
        state.Overdue.IsEmpty
            ? null
            : [.. state.Overdue.Select(overdue => new OverdueAccountV1(overdue.Key.Value, overdue.Value.Value))]);

    private static WatchlistState ToDomain(WatchlistStateV1 s) => new(
        s.Watched.ToImmutableSortedDictionary(watched => new AccountId(watched.Account), watched => watched.Epoch),
        (s.Overdue ?? []).ToImmutableSortedDictionary(
            overdue => new AccountId(overdue.Account), overdue => new FrameNumber(overdue.Since)),
        new FrameNumber(s.PassedUpTo),
        new WatchCache());
}

internal sealed record WatchlistStateV1(
    [property: JsonName("watched")] WatchedAccountV1[] Watched,
    [property: JsonName("passedUpTo")] long PassedUpTo,
    [property: JsonName("overdue")] OverdueAccountV1[]? Overdue = null);

internal sealed record OverdueAccountV1(
    [property: JsonName("account")] string Account,
    [property: JsonName("since")] long Since);

internal sealed record WatchedAccountV1(
    [property: JsonName("account")] string Account,
    [property: JsonName("epoch")] int Epoch);
