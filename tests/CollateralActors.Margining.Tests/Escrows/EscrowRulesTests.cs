using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Escrows.Programmes;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Escrows;

/// <summary>No programme without a certain end, and none that loses or makes anything.</summary>
public sealed class EscrowRulesTests
{
    private static readonly EscrowOutcome Back = new EscrowOutcome.GivenBack();

    [Fact]
    public void Sound_programmes_have_no_problem()
    {
        Assert.Empty(Problems(Swap));
        Assert.Empty(Problems(Kept));
        Assert.Empty(Problems(Bond));
    }

    [Fact]
    public void An_escrow_that_can_never_end_is_refused()
    {
        Assert.Equal(
            ["exits: none is by time, so it might never end; add one that is taken at some time"],
            Problems(Swap with { Exits = [.. Swap.Exits.Where(exit => exit.When is not EscrowCondition.TimeReached)] }));
        Assert.Equal(["exits: there are 0; expected 1 to 16", "exits: none is by time, so it might never end; add one that is taken at some time"],
            Problems(Swap with { Exits = [] }));
        Assert.Contains("exits: it ends at 2033-05-18T03:33:20.000Z, more than 3660 days from now", Problems(Ending(2_000_000_000))[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_deadline_in_the_past_is_refused()
    {
        Assert.Equal(["fundBy: 1970-01-01T00:00:01.000Z is not in the future; it is 1970-01-01T00:00:01.000Z now"], Problems(Swap with { FundBy = At(1) }));
        Assert.Equal(
            ["exits[0].when.time: 1970-01-01T00:00:10.000Z is not after fundBy, which is 1970-01-01T00:00:10.000Z"], Problems(Ending(10)));
    }

    [Fact]
    public void Locks_are_amounts_that_can_be()
    {
        Locked("locks[0].party: '' is not 1 to 64 letters", AliceLocks with { Party = new("") });
        Locked("locks[0]: amount 0 is not more than 0", AliceLocks with { Amount = new(0m) });
        Locked("locks[0]: amount 0.0000001 is not an amount of USDT with at most 6 decimals", AliceLocks with { Amount = new(0.0000001m) });
        Locked("locks[0]: asset 'DOGE' is not in the risk book", AliceLocks with { Asset = new("DOGE") });
        Locked("locks[1]: 'alice' locks USDT twice; name one amount", AliceLocks, AliceLocks with { Amount = new(5m) });
        Locked("locks: there are 0; expected 1 to 16");
        Locked("locks: there are 17; expected 1 to 16", [.. Enumerable.Range(0, 17).Select(i => AliceLocks with { Party = new($"a{i}") })]);
    }

    [Fact]
    public void Exits_have_names_of_their_own()
    {
        Exits("exits[0].name: 'no way' is not 1 to 64 letters", new EscrowExit("no way", Swap.Exits[0].When, Back));
        Exits("exits[1].name: 'agreed' is the name of an earlier exit; each has its own", Swap.Exits[0], Swap.Exits[0]);
    }

    [Fact]
    public void Conditions_that_can_never_hold_are_refused()
    {
        When(".agreed.needed: 3 of 2 can never be; expected 1 to 2", new EscrowCondition.Agreed([Alice, Bob], 3));
        When(".agreed.needed: 0 of 2 can never be; expected 1 to 2", new EscrowCondition.Agreed([Alice, Bob], 0));
        When(".agreed.by: there are 0; expected 1 to 16", new EscrowCondition.Agreed([], 0));
        When(".agreed.by[1]: 'alice' is named twice; nobody counts twice", new EscrowCondition.Agreed([Alice, Alice], 1));
        When(".agreed.by[0]: 'a b' is not 1 to 64 letters", new EscrowCondition.Agreed([new("a b")], 1));
        When(".default: 'carol' locks nothing, so no default of it is heard of; name a party", new EscrowCondition.Defaulted(Carol));
        When(".arbiter: 'alice' is a party; name somebody who locks nothing, or ask for consent", new EscrowCondition.Decided(Alice));
        When(".arbiter: '' is not 1 to 64 letters", new EscrowCondition.Decided(new("")));
        When(".price.asset: asset 'DOGE' is not in the risk book", Above(new("DOGE"), 1m));
        When(".price.asset: the price of USD is always 1; name another asset", Above(Usd, 2m));
        When(".price.level: 0 can never be; expected more than 0 and at most 1000000000000", Above(Btc, 0m));
        When(".price.level: 1000000000001 can never be", Above(Btc, 1_000_000_000_001m));
        When(".price.from: it can never be taken: all is over at 1970-01-01T00:00:20.000Z already", Above(Btc, 1m, 20));
        When(".time: it can never be taken: all is over at 1970-01-01T00:00:20.000Z already", new EscrowCondition.TimeReached(At(21)));
    }

    [Fact]
    public void A_price_that_nobody_has_quoted_yet_cannot_be_waited_for()
    {
        var unquoted = Asset(new("DOGE"), 2);
        var problems = EscrowRules.Problems(With(Above(unquoted.Id, 1m)), Frame(risk: Book(1, null, unquoted)));
        Assert.StartsWith("exits[0].when.price.asset: no price of DOGE was accepted yet", Assert.Single(problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Exits_behind_one_that_always_comes_first_are_refused()
    {
        Behind(new EscrowCondition.TimeReached(At(20)), new EscrowCondition.TimeReached(At(20)));
        Behind(new EscrowCondition.Defaulted(Alice), new EscrowCondition.Defaulted(Alice));
        Behind(Above(Btc, 60_000m), Above(Btc, 70_000m));
        Behind(Above(Btc, 60_000m, 11), Above(Btc, 60_000m, 12));
        Behind(Below(40_000m), Below(30_000m));
        NotBehind(Above(Btc, 70_000m), Above(Btc, 60_000m));
        NotBehind(Above(Btc, 60_000m, 12), Above(Btc, 70_000m, 11));
        NotBehind(Above(Btc, 60_000m, 12), Above(Btc, 70_000m));
        NotBehind(Below(30_000m), Below(40_000m));
        NotBehind(Above(Btc, 60_000m), Below(50_000m));
        NotBehind(Above(Btc, 60_000m), Above(Eth, 60_000m));
        NotBehind(new EscrowCondition.Decided(Judge), new EscrowCondition.Decided(Judge));
        NotBehind(new EscrowCondition.Agreed([Alice], 1), new EscrowCondition.Agreed([Alice], 1));
    }

    [Fact]
    public void Everything_that_is_locked_goes_to_somebody_and_no_more()
    {
        Pays("exits[0].then: 99 USDT are given to somebody of 100 USDT that are locked; expected all", Exactly(Bob, 99m));
        Pays("exits[0].then: 101 USDT are given to somebody of 100 USDT that are locked; expected all", Exactly(Bob, 99m), Exactly(Alice, 2m));
        Pays("exits[0].then: of 100 USDT that are locked 100 are given away, which leaves no rest", Exactly(Bob, 100m), Rest(Alice));
        Pays("exits[0].then: the rest of USDT is given to two; only one can have it", Rest(Bob), Rest(Alice));
        Pays("exits[0].then[0].to: '' is not 1 to 64 letters", Rest(new("")));
        Pays("exits[0].then[1].asset: nobody locks BTC", Rest(Bob), new EscrowPortion(Bob, Btc, new EscrowShare.Rest()));
        Pays("exits[0].then[0].amount: 0 is not an amount of USDT: more than 0, with at most 6 decimals", Exactly(Bob, 0m), Rest(Bob));
        Pays("exits[0].then[0].amount: -1 is not an amount", Exactly(Bob, -1m), Rest(Bob));
        Pays("exits[0].then[0].amount: 0.0000001 is not an amount", Exactly(Bob, 0.0000001m), Rest(Bob));
        Pays("exits[0].then[0].part: 0 is not more than 0 and at most 1", Part(Bob, 0m), Rest(Bob));
        Pays("exits[0].then[0].part: 1.1 is not more than 0 and at most 1", Part(Bob, 1.1m));
        Pays("exits[0].then[0].part: 0.333333333 of 100 USDT is 33.3333333, more precise than 6 decimals; name amounts", Part(Bob, 0.333333333m), Rest(Bob));
        Pays("exits[0].then: there are 17; expected at most 16", [.. Enumerable.Range(0, 16).Select(i => Exactly(new($"a{i}"), 1m)), Rest(Bob)]);
    }

    [Fact]
    public void An_asset_must_not_be_forgotten() =>
        Assert.Equal(
            ["exits[0].then: 0 BTC are given to somebody of 0.01 BTC that are locked; expected all"],
            Problems(Swap with { Exits = [new("x", Swap.Exits[0].When, new EscrowOutcome.PaidOut([Rest(Bob)])), Swap.Exits[^1]] }));

    private static IReadOnlyList<string> Problems(EscrowProgramme programme) =>
        [.. EscrowRules.Problems(programme, Frame()).Select(problem => problem.ToString())];

    private static EscrowProgramme Ending(long at) => Kept with { Exits = [new("over", new EscrowCondition.TimeReached(At(at)), Back)] };

    private static EscrowProgramme With(params EscrowCondition[] conditions) =>
        Kept with { Exits = [.. conditions.Select((when, i) => new EscrowExit($"exit-{i}", when, Back)), Kept.Exits[0]] };

    private static EscrowCondition.PriceReached Above(AssetId asset, decimal level, long? from = null) =>
        new(asset, PriceSide.Above, new Price(level), from is { } frame ? At(frame) : null);

    private static EscrowCondition.PriceReached Below(decimal level) => new(Btc, PriceSide.Below, new Price(level));

    private static void Locked(string says, params EscrowLock[] locks) =>
        Assert.Contains(Problems(Kept with { Locks = [.. locks] }), problem => problem.StartsWith(says, StringComparison.Ordinal));

    private static void Exits(string says, params EscrowExit[] exits) =>
        Assert.Contains(Problems(Swap with { Exits = [.. exits, Kept.Exits[0]] }), problem => problem.StartsWith(says, StringComparison.Ordinal));

    private static void When(string says, EscrowCondition condition) => Assert.Contains(
        Problems(With(condition)), problem => problem.StartsWith("exits[0].when" + says, StringComparison.Ordinal));

    private static void Behind(EscrowCondition first, EscrowCondition second) => Assert.Contains(
        "exits[1].when: it can never be taken: whenever it could, 'exit-0' is taken before it", Problems(With(first, second)));

    private static void NotBehind(EscrowCondition first, EscrowCondition second) => Assert.Empty(Problems(With(first, second)));

    private static EscrowPortion Exactly(AccountId to, decimal amount) => new(to, Usdt, new EscrowShare.Exactly(new Amount(amount)));

    private static EscrowPortion Part(AccountId to, decimal part) => new(to, Usdt, new EscrowShare.PartOf(new Rate(part)));

    private static EscrowPortion Rest(AccountId to) => new(to, Usdt, new EscrowShare.Rest());

    private static void Pays(string says, params EscrowPortion[] portions) => Assert.Contains(
        Problems(Kept with { Exits = [new("x", new EscrowCondition.Decided(Judge), new EscrowOutcome.PaidOut([.. portions])), Kept.Exits[0]] }),
        problem => problem.StartsWith(says, StringComparison.Ordinal));
}
