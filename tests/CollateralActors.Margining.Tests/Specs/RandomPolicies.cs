using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Policies;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Specs;

/// <summary>The policies that traders set on a random day.</summary>
internal sealed class RandomPolicies(VenueInMemory venue, int seed)
{
    private static readonly AssetId[] Assets = [Usd, Usdt, Usdc, Btc, Eth];
    private readonly Random random = new(seed + 2);

    public void Act(int step)
    {
        if (random.Next(6) != 0)
            return;
        var trader = RandomDays.Traders[random.Next(RandomDays.Traders.Length)];
        venue.Ask(
            $"policies-{step}",
            Entities.Account(new AccountId(trader)),
            new AccountCommand.SetPolicies([.. SomeOf(random, new AccountId(trader))]));
    }

    /// <summary>Some policies, most of which may be set together.</summary>
    public static IEnumerable<AccountPolicy> SomeOf(Random random, AccountId account)
    {
        if (random.Next(3) == 0)
            yield return new AccountPolicy.AutoRepay();
        if (random.Next(3) == 0)
            yield return new AccountPolicy.Convert(Assets[random.Next(random.Next(2) == 0 ? 3 : 5)]);
        if (random.Next(3) == 0)
            yield return new AccountPolicy.TopUp(Other(account), Assets[random.Next(5)], new Amount(random.Next(1, 3_000)));
        if (random.Next(3) == 0)
            yield return new AccountPolicy.TargetRatio(new Rate(1.2m + (random.Next(20) / 10m)), new Rate(3.2m + random.Next(3)));
        if (random.Next(3) == 0)
            yield return new AccountPolicy.StopLoss(
                Btc, new Price(random.Next(30_000, 60_000)), new Rate(random.Next(1, 101) / 100m), Assets[random.Next(3)]);
        if (random.Next(4) == 0)
            yield return new AccountPolicy.StopLoss(
                Eth, new Price(random.Next(1_500, 3_000)), new Rate(random.Next(1, 101) / 100m), Assets[random.Next(4)]);
        if (random.Next(3) == 0)
            yield return new AccountPolicy.ConversionOrder([Eth, Btc]);
    }

    private static AccountId Other(AccountId account) => account.Value.Contains('.', StringComparison.Ordinal)
        ? new AccountId(account.Owner)
        : new AccountId(account.Value == "alice" ? "alice.hedge" : $"{account}.spot");
}
