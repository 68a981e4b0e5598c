using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Specs;

/// <summary>What traders do with escrows on a random day: mostly what they should, and what they should not.</summary>
internal sealed class RandomEscrows(VenueInMemory venue, int seed)
{
    private static readonly string[] Traders = ["alice", "alice.hedge", "carol", "carol.spot", "erin"];
    private readonly Random random = new(seed);
    private readonly List<(EscrowId Id, EscrowProgramme Programme)> proposed = [];

    public void Act(int step, decimal btc)
    {
        switch (random.Next(9))
        {
            case 0:
                Propose(step, btc);
                break;
            case 1 or 2 or 3 when proposed.Count > 0:
                Lock(step, Recent());
                break;
            case 4 when proposed.Count > 0:
                Choose(step, Recent());
                break;
        }
    }

    // All but the programme's first party may be late, so that not every one comes about.
    private void Propose(int step, decimal btc)
    {
        var now = venue.Frames.Latest!.Time;
        var id = new EscrowId($"escrow-{step}");
        var one = Trader();
        var two = Trader();
        var fundBy = now + TimeSpan.FromSeconds(random.Next(0, 6));
        var end = fundBy + TimeSpan.FromSeconds(random.Next(1, 12));
        ValueList<EscrowLock> locks =
        [
            new(one, Venue.Usdt, new Amount(random.Next(1, 900))),
            .. two == one ? [] : new[] { new EscrowLock(two, random.Next(3) == 0 ? Venue.Usdc : Venue.Usdt, new Amount(random.Next(1, 90))) },
        ];
        var judge = new AccountId("judge");
        var programme = new EscrowProgramme(locks, fundBy, [
            new("agreed", new EscrowCondition.Agreed([one, Other(one)], random.Next(1, 3)), All(locks, Trader())),
            new("ruled", new EscrowCondition.Decided(judge), All(locks, Trader())),
            new("price", new EscrowCondition.PriceReached(
                Venue.Btc, random.Next(2) == 0 ? PriceSide.Above : PriceSide.Below, new Price(Math.Round(btc * (0.8m + (random.Next(40) / 100m)), 2))),
                All(locks, two)),
            new("default", new EscrowCondition.Defaulted(one), All(locks, Other(one))),
            new("over", new EscrowCondition.TimeReached(end), new EscrowOutcome.GivenBack())]);
        proposed.Add((id, programme));
        venue.Ask($"propose-{step}", Entities.Escrow(id), new EscrowCommand.Propose(programme));
        if (random.Next(2) == 0)
            return;
        foreach (var (part, i) in locks.Select((part, i) => (part, i)))
            venue.Ask($"lock-{step}-{i}", Entities.Account(part.Party), new AccountCommand.LockInEscrow(id, part.Asset, part.Amount));
    }

    private void Lock(int step, (EscrowId Id, EscrowProgramme Programme) escrow)
    {
        var part = escrow.Programme.Locks[random.Next(escrow.Programme.Locks.Count)];
        var amount = random.Next(5) == 0 ? new Amount(random.Next(1, 50)) : part.Amount;
        venue.Ask($"lock-{step}", Entities.Account(part.Party), new AccountCommand.LockInEscrow(escrow.Id, part.Asset, amount));
    }

    private void Choose(int step, (EscrowId Id, EscrowProgramme Programme) escrow) => venue.Ask(
        $"choose-{step}",
        Entities.Escrow(escrow.Id),
        random.Next(4) == 0
            ? new EscrowCommand.Rule(new AccountId(random.Next(4) == 0 ? "erin" : "judge"), "ruled")
            : new EscrowCommand.Agree(
                random.Next(4) == 0 ? Trader() : ((EscrowCondition.Agreed)escrow.Programme.Exits[0].When).By[random.Next(2)], "agreed"));

    private (EscrowId Id, EscrowProgramme Programme) Recent() => proposed[^(1 + random.Next(Math.Min(3, proposed.Count)))];

    private AccountId Trader() => new(Traders[random.Next(Traders.Length)]);

    private static AccountId Other(AccountId than) =>
        new(Traders[(Array.IndexOf(Traders, than.Value) + 1) % Traders.Length]);

    private static EscrowOutcome.PaidOut All(ValueList<EscrowLock> locks, AccountId to) =>
        new([.. locks.Select(part => part.Asset).Distinct().Select(asset => new EscrowPortion(to, asset, new EscrowShare.Rest()))]);
}
