using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;
using static CollateralActors.Margining.Tests.Escrows.Programmes;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Escrows;

public sealed class EscrowOutcomeTests
{
    [Fact]
    public void Amounts_parts_and_the_rest_are_paid_each_receiver_and_asset_once() => Assert.Equal(
        [
            new EscrowPayment(Alice, Usdt, new Amount(70m)), new EscrowPayment(Bob, Btc, new Amount(0.005m)),
            new EscrowPayment(Carol, Btc, new Amount(0.015m)), new EscrowPayment(Carol, Usdt, new Amount(30m)),
        ],
        Bond.Exits[1].Then.Of(Bond));

    [Fact]
    public void What_is_given_back_goes_to_who_locked_it() => Assert.Equal(
        [new EscrowPayment(Alice, Btc, new Amount(0.02m)), new EscrowPayment(Alice, Usdt, new Amount(100m))],
        Bond.Exits[2].Then.Of(Bond));

    [Property(MaxTest = 300)]
    public void An_outcome_without_a_problem_pays_exactly_what_is_locked(int seed)
    {
        var random = new Random(seed);
        EscrowLock[] locks = [AliceLocks with { Amount = new(random.Next(1, 1_000_000) / 1_000m) }, AliceLocks with { Party = Bob }, BobLocks];
        var portions = Enumerable.Range(0, random.Next(1, 6)).Select(_ => new EscrowPortion(
            random.Next(2) == 0 ? Alice : Carol,
            random.Next(3) == 0 ? Btc : Usdt,
            random.Next(4) switch
            {
                0 => new EscrowShare.Exactly(new Amount(random.Next(1, 50))),
                1 => new EscrowShare.PartOf(new Rate(random.Next(1, 20) / 40m)),
                _ => new EscrowShare.Rest(),
            }));
        var programme = Kept with
        {
            Locks = [.. locks],
            Exits = [new("x", new EscrowCondition.Decided(Judge), new EscrowOutcome.PaidOut([.. portions, new(Bob, Btc, new EscrowShare.Rest())])), Kept.Exits[0]],
        };
        if (EscrowRules.Problems(programme, Frame()).Count > 0)
            return;
        foreach (var exit in programme.Exits)
        {
            var paid = exit.Then.Of(programme);
            Assert.All(paid, payment => Assert.True(payment.Amount.Value > 0m, $"seed {seed}"));
            Assert.Equal(
                programme.Totals,
                paid.GroupBy(p => p.Asset).OrderBy(of => of.Key).Select(of => new Money(new Amount(of.Sum(p => p.Amount.Value)), of.Key)));
        }
    }
}
