using CollateralActors.Actors.Nodes;
using CollateralActors.Audit;
using CollateralActors.Journal.Codec;
using CollateralActors.Journal.Reading;
using CollateralActors.Journal.Sqlite;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;
using static CollateralActors.Actors.Tests.Nodes.FreeRunningTests;

namespace CollateralActors.Actors.Tests.Nodes;

/// <summary>Two nodes that do not know each other write one journal: each takes itself for the venue, as after a split.</summary>
public sealed class TwoVenuesTests
{
    [Fact]
    public async Task Nothing_that_either_answered_is_lost_or_done_twice_and_both_go_on()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("venue").FullName, "venue.db");
        var accounts = Enumerable.Range(0, 40).Select(i => new AccountId($"a{i}")).ToList();
        var sent = new List<Envelope>();
        using (var file = JournalFile.Open(path))
        {
            await using var first = await OpenAsync(Options() with { Journal = NodeJournal.In(file) });
            await using var second = await VenueNode.StartAsync(Options() with { Journal = NodeJournal.In(file) });
            for (var round = 0; round < 3; round++)
            {
                var ours = accounts.Select(account => Venue.Deposit(account, $"first-{round}-{account}", 1m)).ToList();
                var theirs = accounts.Select(account => Venue.Deposit(account, $"second-{round}-{account}", 1m)).ToList();
                var contested = Task.WhenAll(ours.Select(command => AcceptedAsync(first, command))
                    .Concat(theirs.Select(command => AcceptedAsync(second, command))));

                // Whom only one of them ever touches, neither has trouble with: no answer but "accepted", at the first try.
                var alone = accounts.Select(account => Venue.Deposit(new AccountId($"only-{round}-{account}"), "alone", 1m)).ToList();
                Assert.All(
                    await Task.WhenAll(alone.Select((command, i) => AskAsync(i % 2 == 0 ? first : second, command))),
                    reply => Assert.IsType<Outcome.Accepted>(reply.Outcome));
                await contested;
                sent.AddRange([.. ours, .. theirs, .. alone]);
            }
        }

        Assert.Equal(sent.Select(Key).Order(), Deposits(path).Intersect(sent.Select(Key)).Order());
        Assert.Equal(Deposits(path).Count, Deposits(path).Distinct().Count());
        var verified = JournalAudit.Verify(path);
        Assert.True(verified.Holds, string.Join('\n', verified.Mismatches.Cast<object>().Concat(verified.Gaps)));
    }

    private static string Key(Envelope command) => $"{command.To} {((Origin.Client)command.Origin).Id}";

    private static List<string> Deposits(string path)
    {
        using var reader = JournalReader.Open(path);
        return
        [
            .. reader.ReadAll()
                .Select(row => (row.PersistenceId, Recorded: EventCodec.Default.Decode(row.Manifest, row.Payload)))
                .Where(row => row.Recorded is { Part: 1, Cause.Origin: Origin.Client })
                .Select(row => $"{row.PersistenceId} {((Origin.Client)row.Recorded.Cause.Origin).Id}"),
        ];
    }
}
