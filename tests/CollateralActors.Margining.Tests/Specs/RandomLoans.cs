using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Specs;

/// <summary>What traders do with pools on a random day: they supply, borrow, take it out, repay and redeem.</summary>
internal sealed class RandomLoans(VenueInMemory venue, int seed)
{
    private readonly Random random = new(seed + 1);

    public static void Begin(VenueInMemory venue)
    {
        venue.Ask("lender-usdt", Entities.Account(new AccountId("lender")), Venue.Deposit(40_000m));
        venue.Ask("lender-btc", Entities.Account(new AccountId("lender")), Venue.Deposit(2m, Venue.Btc));
    }

    public void Act(int step)
    {
        var (asset, trader) = (random.Next(3) == 0 ? Venue.Btc : Venue.Usdt, RandomDays.Traders[random.Next(RandomDays.Traders.Length)]);
        AccountCommand? command = random.Next(12) switch
        {
            0 => new AccountCommand.Supply(asset, Some(asset, 3_000)),
            1 or 2 => new AccountCommand.Borrow(asset, Some(asset, 6_000)),
            3 => new AccountCommand.Repay(asset, random.Next(3) == 0 ? null : Some(asset, 3_000)),
            4 => new AccountCommand.Redeem(asset, random.Next(3) == 0 ? null : Some(asset, 3_000)),
            5 => new AccountCommand.Withdraw(asset, Some(asset, 6_000)),
            6 when random.Next(2) == 0 => new AccountCommand.SwitchMode(random.Next(3) == 0 ? MarginMode.Cross : MarginMode.Loan),
            6 => new AccountCommand.Borrow(Venue.Usdt, new Amount(random.Next(1, 15))),
            _ => null,
        };
        if (command is not null)
            venue.Ask($"loan-{step}", Entities.Account(new AccountId(trader)), command);
        if (step < 12 || random.Next(12) == 0)
            Lend(step);
    }

    private void Lend(int step) => venue.Ask(
        $"lender-{step}",
        Entities.Account(new AccountId("lender")),
        random.Next(4) == 0
            ? new AccountCommand.Redeem(random.Next(3) == 0 ? Venue.Btc : Venue.Usdt, Some(Venue.Usdt, 4_000))
            : new AccountCommand.Supply(step % 3 == 0 ? Venue.Btc : Venue.Usdt, Some(step % 3 == 0 ? Venue.Btc : Venue.Usdt, 8_000)));

    private Amount Some(AssetId asset, int most) =>
        asset == Venue.Btc ? new Amount(random.Next(1, most) / 50_000m) : new Amount(random.Next(1, most));
}
