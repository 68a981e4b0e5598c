using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Ledger;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Worlds;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CollateralActors.Simulation.Tests.Worlds;

public sealed class WorldProperties
{
    [Property(MaxTest = 5)]
    public Property Every_events_postings_sum_to_zero_and_nothing_is_under_way_between_rounds(int seed, PositiveInt size)
    {
        var world = new World(SmallWorld.Options);
        var conservation = new Conservation();
        var isBalanced = true;
        world.Stored = (id, recorded) =>
        {
            conservation.Add(id, recorded.Event);
            isBalanced &= Postings.Of(id, recorded.Event).GroupBy(posting => posting.Asset)
                .All(rows => rows.Sum(row => row.Amount.Value) == 0m);
        };
        foreach (var round in SmallWorld.Run(20 + (size.Get % 20), seed).Rounds())
        {
            world.Play(round);
            isBalanced &= conservation.Assets.All(asset => conservation.Total(LedgerBucket.UnderWay, asset) == Amount.Zero);
        }

        return (isBalanced && SmallWorld.Discrepancies(conservation, world).Count == 0).ToProperty();
    }

    [Property(MaxTest = 5)]
    public Property Faults_neither_make_nor_lose_money_and_leave_nothing_undone(int seed, PositiveInt size)
    {
        var conservation = new Conservation();
        var world = new World(SmallWorld.Options with { Mischief = new Mischief(seed, 0.005m) })
        {
            Stored = (id, recorded) => conservation.Add(id, recorded.Event),
        };
        foreach (var round in SmallWorld.Run(20 + (size.Get % 20), seed).Rounds())
            world.Play(round);
        var owing = world.Entities.Where(id => !world.OutboxOf(id).IsEmpty);
        var open = world.StatesOf<AccountState>(EntityKind.Account)
            .Where(account => account.IsInLiquidation && !IsGoingOn(world, account.Id));
        string[] problems =
        [
            .. SmallWorld.Discrepancies(conservation, world),
            .. owing.Select(id => $"{id} owes {string.Join("; ", world.OutboxOf(id).Messages(id))}"),
            .. open.Select(account => $"{account.Id} is in liquidation"),
        ];
        return (problems.Length == 0).Label(string.Join(Environment.NewLine, problems));
    }

    // Where books are thin and funding is dear a liquidation may begin late and take its time, a step a frame.
    private static bool IsGoingOn(World world, AccountId account) =>
        world.EventsOf(Entities.Account(account)).Any(recorded =>
            recorded.Event is AccountEvent.LiquidationRequested or AccountEvent.StepPlanned
            && recorded.Frame.Value >= world.History.Latest!.Frame.Value - 2);
}
