using CollateralActors.Actors.Nodes;
using CollateralActors.Journal.Sqlite;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;
using static CollateralActors.Actors.Tests.Nodes.FreeRunningTests;

namespace CollateralActors.Actors.Tests.Nodes;

public sealed class RecoveryStormTests
{
    private const int Accounts = 2_000;

    [Fact]
    public async Task Two_thousand_entities_that_are_woken_at_once_all_recover_and_answer_at_the_first_try()
    {
        using var file = JournalFile.Open(Path.Combine(Directory.CreateTempSubdirectory("venue").FullName, "venue.db"));
        var options = Options(
            ("collateral.entity.recoveries", "4"),
            ("collateral.client.max-under-way", $"{Accounts}"),
            ("collateral.client.answer-within", "1m")) with
        { Journal = NodeJournal.In(file) };
        await using (var before = await OpenAsync(options))
            await AcceptedByAllAsync(before, "before");

        await using var after = await VenueNode.StartAsync(options with { Journal = NodeJournal.In(file) });
        await AcceptedByAllAsync(after, "after");

        // Opened and deposited before, deposited after: nobody backed off, and nobody forgot.
        Assert.Equal(3, (await after.DescribeAsync(Entities.Account(Account(Accounts - 1)))).Version);
    }

    private static async Task AcceptedByAllAsync(VenueNode node, string id)
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, Accounts)
            .Select(i => AskAsync(node, Venue.Deposit(Account(i), $"{id}-{i}", 1m))));
        Assert.All(replies, reply => Assert.IsType<Outcome.Accepted>(reply.Outcome));
    }

    private static AccountId Account(int number) => new($"a{number}");
}
