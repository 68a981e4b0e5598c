using System.Collections.Immutable;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using FsCheck.Xunit;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Watching;

/// <summary>Borrowers and suppliers, in loan mode and in cross mode, who are watched by bands.</summary>
public sealed class LoanBandTests
{
    private static readonly AssetId[] Held = [Usdt, Usdc, Btc, Eth];

    [Property(MaxTest = 80)]
    public void Watching_by_bands_finds_the_same_statuses_as_visiting_everybody(int seed) => Watch(seed);

    [Fact]
    public void Statuses_change_by_prices_and_by_both_indices_and_bands_spare_looks()
    {
        var days = Enumerable.Range(0, 20).Select(seed => Watch(seed)).ToList();
        Assert.True(days.Sum(day => day.Changes) > 200, $"{days.Sum(day => day.Changes)} changes");
        Assert.True(days.Sum(day => day.Looks) < days.Sum(day => day.Visits) / 2, "bands spare too little");
        Assert.True(Enumerable.Range(0, 20).Sum(seed => Watch(seed, movePrices: false).Changes) > 20, "indices alone change too little");
        Assert.True(Enumerable.Range(0, 20).Sum(seed => Watch(seed, movePrices: false, charge: false).Changes) > 0, "supply indices change nothing");
    }

    [Fact]
    public void A_supplier_who_owes_nothing_is_never_looked_at()
    {
        var account = Of(new Random(1), 0) with
        {
            Stakes = ImmutableSortedDictionary<AssetId, PoolStake>.Empty.Add(Usdt, new PoolStake(default, Amount(5m))),
        };
        foreach (var mode in (MarginMode[])[MarginMode.Cross, MarginMode.Loan])
        {
            var market = LendingVenue.Frame();
            Assert.True(Assessment.Of(account with { Mode = mode }, MarginScope.Cross, market).BandAt(market).Variables.IsEmpty);
        }
    }

    private static (int Changes, int Looks, int Visits) Watch(int seed, bool movePrices = true, bool charge = true)
    {
        var random = new Random(seed);
        var accounts = Enumerable.Range(0, 30).Select(i => Of(random, i)).ToArray();
        var (ladder, market, looks, changes) = (new Ladder(), Market(random, null, movePrices, charge), 0, 0);
        var watched = new MarginStatus?[accounts.Length];
        for (var i = 0; i < accounts.Length; i++)
            Assert.Equal(i, ladder.NumberOf(accounts[i].Id));
        Answer(null);
        for (var frame = 0; frame < 40; frame++)
        {
            var previous = market;
            market = Market(random, previous, movePrices, charge);
            Answer(previous);
            Assert.Equal(
                (seed, market.Frame, string.Join(' ', accounts.Select(account => StatusOf(account, market)))),
                (seed, market.Frame, string.Join(' ', watched)));
        }

        return (changes, looks, 41 * accounts.Length);

        void Answer(MarketView? previous)
        {
            foreach (var number in ladder.PassRenewing(previous, market).ToArray())
            {
                var seen = Assessment.Of(accounts[number], MarginScope.Cross, market);
                looks++;
                changes += watched[number] is { } before && before != seen.Figures.Status ? 1 : 0;
                watched[number] = seen.Figures.Status;
                Assert.True(ladder.Set(number, seen.BandAt(market), seen.Severity.Value), $"seed {seed}, account {number}");
            }
        }
    }

    private static MarginStatus StatusOf(AccountState account, MarketView market) =>
        Assessment.Of(account, MarginScope.Cross, market).Figures.Status;

    // What is owed is near what is held, so that little decides.
    private static AccountState Of(Random random, int number)
    {
        var account = AccountState.Initial(new AccountId($"a-{number}")) with
        {
            IsOpen = true,
            Mode = random.Next(2) == 0 ? MarginMode.Loan : MarginMode.Cross,
        };
        var worth = 0m;
        foreach (var asset in Held.Where(_ => random.Next(2) == 0))
        {
            var value = random.Next(10, 9_000);
            worth += value;
            var amount = new Amount(Math.Round(value / PriceOf(asset), 6));
            account = random.Next(3) == 0 && asset != Usdc && asset != Eth
                ? account.WithStake(asset, default, amount, null)
                : account.Post(asset, amount);
        }

        var owed = worth * (0.5m + (random.Next(50) / 100m));
        var lent = random.Next(2) == 0 ? Usdt : Btc;
        return account.WithStake(lent, new Amount(Math.Round(owed / PriceOf(lent), 8)), default, null);
    }

    private static decimal PriceOf(AssetId asset) => asset == Btc ? 50_000m : asset == Eth ? 2_500m : 1m;

    private static MarketView Market(Random random, MarketView? before, bool movePrices, bool charge)
    {
        var (btc, eth) = (before?.IndexPrices[Btc].Value ?? 50_000m, before?.IndexPrices[Eth].Value ?? 2_500m);
        if (before is not null && movePrices)
            (btc, eth) = (Moved(btc), Moved(eth));
        var interest = ((AssetId[])[Usdt, Btc]).Select(asset =>
            (asset, (before?.InterestIndex(asset).Value ?? 1m) * (charge && random.Next(3) == 0 ? 1m + (random.Next(300) / 50_000m) : 1m)));
        var pools = ((AssetId[])[Usdt, Btc]).Select(asset => (asset, Supply(before?.SupplyIndex(asset).Value ?? 1m))).ToArray();
        return LendingVenue.Of(
            FrameOwing([.. interest], (before?.Frame.Value ?? 0) + 1, btc, eth, LendingVenue.Rules), LendingVenue.Lent(), LendingVenue.Pools(pools));

        decimal Moved(decimal price) => Math.Round(price * (1m + ((random.Next(200) - 100) / 4_000m)), 2);

        // It rises with interest, and falls when a loan is lost.
        decimal Supply(decimal index) => random.Next(4) switch
        {
            0 => index * (1m + (random.Next(100) / 50_000m)),
            1 => index * (1m - (random.Next(100) / 10_000m)),
            _ => index,
        };
    }
}
