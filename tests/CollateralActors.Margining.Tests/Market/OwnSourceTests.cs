using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Tests.Specs;

namespace CollateralActors.Margining.Tests.Market;

/// <summary>The venue's own book is never the only source of a price that collateral is counted by.</summary>
public sealed class OwnSourceTests
{
    private static readonly OracleParameters OneIsEnough = OracleTable.Parameters with
    {
        MinimumSources = 1,
        YieldSources = 1,
        OwnSource = new SourceId("a"),
    };

    [Fact]
    public void The_own_book_alone_makes_no_price_and_keeps_none_live() => OracleTable.Run(OneIsEnough, """
            0 | a=100       | - | NoPrice
         1000 | b=102       | 101 | Live
        11000 | a=103       | 102.5 | Live
        11001 |             | 102.5 | Stale
        12000 | c=103 a=105 | 104 | Live
        """);

    [Fact]
    public void Others_make_a_price_without_the_own_book() => OracleTable.Run(OneIsEnough, "0 | b=100 | 100 | Live");

    // Far enough beyond the band to take the mean with it; the other source agrees only at 9000.
    [Fact]
    public void The_own_book_alone_moves_no_price_beyond_the_band() => OracleTable.Run(OneIsEnough, """
           0 | a=100 b=100 | 100 | Live
        1000 | a=120       | 100 | Held
        5000 | a=120       | 100 | Held
        9000 | a=120 b=112 | 100 | Held
        9500 | b=112       | 100 | Held
       12000 | a=120       | 116 | Live
       """);

    [Fact]
    public void A_market_whose_only_source_of_a_price_is_its_own_book_is_not_opened() =>
        new Spec<MarketState>(new MarketDecider(new Shards(2)), Entities.Market)
            .When(new MarketCommand.OpenMarket([OneIsEnough with { Sources = OracleTable.Sources("a") }]))
            .ThenRejected(RejectionCode.IllegalParameters, "the only source of BTC is the venue's own book");
}
