using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Escrows;

/// <summary>The escrow programmes of the specifications. Frame n of their venue is at n seconds.</summary>
internal static class Programmes
{
    public static readonly AccountId Carol = new("carol");
    public static readonly AccountId Judge = new("judge");

    public static EscrowLock AliceLocks { get; } = new(Alice, Usdt, new Amount(100m));

    public static EscrowLock BobLocks { get; } = new(Bob, Btc, new Amount(0.01m));

    /// <summary>Alice's 100 USDT against Bob's 0.01 BTC, with every way out that there is.</summary>
    public static EscrowProgramme Swap { get; } = new([AliceLocks, BobLocks], At(10), [
        new("agreed", new EscrowCondition.Agreed([Alice, Bob], 2), Crossed),
        new("ruled-for-alice", new EscrowCondition.Decided(Judge), ToAlice),
        new("ruled-for-bob", new EscrowCondition.Decided(Judge), ToBob),
        new("knocked-out", new EscrowCondition.PriceReached(Btc, PriceSide.Above, new Price(60_000m), At(15)), ToBob),
        new("alice-defaults", new EscrowCondition.Defaulted(Alice), ToBob),
        new("bob-defaults", new EscrowCondition.Defaulted(Bob), ToAlice),
        new("over", new EscrowCondition.TimeReached(At(20)), new EscrowOutcome.GivenBack())]);

    /// <summary>Nothing but alice's deposit, which comes back.</summary>
    public static EscrowProgramme Kept { get; } = new(
        [AliceLocks], At(10), [new("over", new EscrowCondition.TimeReached(At(20)), new EscrowOutcome.GivenBack())]);

    /// <summary>Two of three may give a bond to carol, in part; a fall of the price seizes it.</summary>
    public static EscrowProgramme Bond { get; } = new([AliceLocks, new(Alice, Btc, new Amount(0.02m))], At(5), [
        new("crash", new EscrowCondition.PriceReached(Btc, PriceSide.Below, new Price(40_000m)), new EscrowOutcome.PaidOut([
            new(Carol, Usdt, new EscrowShare.PartOf(new Rate(1m))), new(Carol, Btc, new EscrowShare.Rest())])),
        new("awarded", new EscrowCondition.Agreed([Alice, Bob, Carol], 2), new EscrowOutcome.PaidOut([
            new(Carol, Usdt, new EscrowShare.PartOf(new Rate(0.3m))), new(Alice, Usdt, new EscrowShare.Rest()),
            new(Bob, Btc, new EscrowShare.Exactly(new Amount(0.005m))), new(Carol, Btc, new EscrowShare.Exactly(new Amount(0.015m)))])),
        new("over", new EscrowCondition.TimeReached(At(20)), new EscrowOutcome.GivenBack())]);

    public static Instant At(long frame) => new(frame * 1_000L);

    private static EscrowOutcome Crossed => new EscrowOutcome.PaidOut([All(Bob, Usdt), All(Alice, Btc)]);

    private static EscrowOutcome ToAlice => new EscrowOutcome.PaidOut([All(Alice, Usdt), All(Alice, Btc)]);

    private static EscrowOutcome ToBob => new EscrowOutcome.PaidOut([All(Bob, Usdt), All(Bob, Btc)]);

    private static EscrowPortion All(AccountId to, AssetId asset) => new(to, asset, new EscrowShare.Rest());
}
