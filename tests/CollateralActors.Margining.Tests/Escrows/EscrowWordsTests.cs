using CollateralActors.Margining.Escrows;
using static CollateralActors.Margining.Tests.Escrows.Programmes;

namespace CollateralActors.Margining.Tests.Escrows;

public sealed class EscrowWordsTests
{
    [Fact]
    public void Every_condition_has_words() => Assert.Equal(
        """
        alice locks 100 USDT and bob locks 0.01 BTC, by 1970-01-01T00:00:10.000Z; if not all is there by then, what is there goes back.
        agreed: when alice and bob agree, all USDT go to bob and all BTC go to alice.
        ruled-for-alice: when judge decides so, all USDT go to alice and all BTC go to alice.
        ruled-for-bob: when judge decides so, all USDT go to bob and all BTC go to bob.
        knocked-out: when the index price of BTC is 60000 or more at 1970-01-01T00:00:15.000Z or later, all USDT go to bob and all BTC go to bob.
        alice-defaults: when alice goes bankrupt, all USDT go to bob and all BTC go to bob.
        bob-defaults: when bob goes bankrupt, all USDT go to alice and all BTC go to alice.
        over: at 1970-01-01T00:00:20.000Z, everything goes back.
        """,
        string.Join('\n', EscrowWords.Of(Swap)));

    [Fact]
    public void Every_share_has_words() => Assert.Equal(
        """
        alice locks 100 USDT and alice locks 0.02 BTC, by 1970-01-01T00:00:05.000Z; if not all is there by then, what is there goes back.
        crash: when the index price of BTC is 40000 or less, all USDT go to carol and all BTC go to carol.
        awarded: when 2 of alice, bob and carol agree, 30 % of the USDT go to carol, the rest of the USDT goes to alice, 0.005 BTC go to bob and 0.015 BTC go to carol.
        over: at 1970-01-01T00:00:20.000Z, everything goes back.
        """,
        string.Join('\n', EscrowWords.Of(Bond)));

    [Fact]
    public void One_who_is_asked_alone_agrees_alone() =>
        Assert.Equal("when alice agrees", EscrowWords.Of(new EscrowCondition.Agreed([Specs.Venue.Alice], 1)));
}
