using CollateralActors.Actors.Nodes;
using CollateralActors.Journal.Sqlite;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;
using static CollateralActors.Actors.Tests.Nodes.FreeRunningTests;

namespace CollateralActors.Actors.Tests.Nodes;

public sealed class RecoveryStormTests
{
    private const int Accounts = 2_000;

    private static readonly IEnumerable<int> Numbers = Enumerable.Range(0, Accounts);

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
            await Task.WhenAll(Numbers.Select(i => AcceptedAsync(before, Venue.Deposit(Account(i), $"d{i}", 1m))));

        await using var after = await VenueNode.StartAsync(options with { Journal = NodeJournal.In(file) });
        // A question stores nothing: whether it is answered rests on recovery alone, not on the disk's speed.
        var woken = await Task.WhenAll(Numbers.Select(i => after.DescribeAsync(Entities.Account(Account(i)))));

        // Opened and deposited: nobody backed off, and nobody forgot.
        Assert.All(woken, account => Assert.Equal(2, account.Version));
    }

    private static AccountId Account(int number) => new($"a{number}");
}
