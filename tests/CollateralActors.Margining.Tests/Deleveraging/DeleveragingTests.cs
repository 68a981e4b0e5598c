using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Deleveraging;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Deleveraging;

/// <summary>Who is asked, and for how much.</summary>
public sealed class DeleveragingTests
{
    private static readonly Quantity Lot = Contracts(0.001m);

    [Theory]
    [InlineData(-1, -50_000, 5, 40_000, 1)]          // a fifth of its entry, five times
    [InlineData(1, 50_000, 5, 40_000, -0.04)]        // a fifth lost, by a fifth of it
    [InlineData(1, 50_000, 2, 50_000, 0)]
    [InlineData(1, 0, 2, 50_000, 0)]
    public void Profit_counts_with_leverage_and_loss_against_it(
        double quantity, double entry, double leverage, double mark, double score) =>
        Assert.Equal(
            new Rate((decimal)score),
            DeleveragingRank.ScoreOf(
                Standing((decimal)quantity, (decimal)entry, (decimal)leverage), Rules[BtcPerp], Price((decimal)mark)));

    // 100 USD a contract: 1,000 of them were 0.02 BTC at 50,000 and are 0.025 at 40,000.
    [Fact]
    public void A_short_inverse_position_gains_when_its_coin_falls() => Assert.Equal(
        new Rate(0.5m), DeleveragingRank.ScoreOf(Standing(-10m, -0.02m, 2m), Rules[BtcUsd], Price(40_000m)));

    [Fact]
    public void Who_has_the_larger_score_is_first_and_then_the_name_decides()
    {
        var state = State(("dora", -1m, 5m), ("bob", -1m, 2m), ("carol", -1m, 5m), ("alice", 1m, 9m));
        Assert.Equal(
            ["carol 1", "dora 2", "bob 3"],
            DeleveragingRank.Of(state, Rules[BtcPerp], isLong: false, Price(40_000m)).Select(r => $"{r.Account} {r.Place}"));
    }

    [Theory]
    [InlineData(DeleveragingOrder.Ranked, 1.5, "a 1, b 0.5")]
    [InlineData(DeleveragingOrder.Ranked, 9, "a 1, b 2, c 4")]
    [InlineData(DeleveragingOrder.ProRata, 3.5, "a 0.5, b 1, c 2")]
    [InlineData(DeleveragingOrder.ProRata, 0.001, "a 0.001")]
    [InlineData(DeleveragingOrder.ProRata, 9, "a 1, b 2, c 4")]
    [InlineData(DeleveragingOrder.RiskAware, 2, "b 1, c 1")]       // of b one is unhedged, of c three
    [InlineData(DeleveragingOrder.RiskAware, 5.5, "a 1, b 1.5, c 3")]
    public void Each_order_asks_others_for_others(DeleveragingOrder order, double wanted, string expected)
    {
        RankedPosition[] ranked =
        [
            Ranked("a", 1m, 0m, 3m, 1), Ranked("b", 2m, 1m, 2m, 2), Ranked("c", 4m, 3m, 1m, 3),
        ];
        var shares = DeleveragingShares.Of(
            ranked, position => position.Standing.Quantity.Abs(), Contracts((decimal)wanted), order, Lot);
        Assert.Equal(expected, string.Join(", ", shares.Select(share => $"{share.Position.Account} {share.Quantity}")));
    }

    [Fact]
    public void In_proportion_only_those_in_profit_are_asked_while_there_are_any()
    {
        RankedPosition[] ranked = [Ranked("a", 1m, 1m, 3m, 1), Ranked("b", 9m, 9m, -1m, 2)];
        Assert.Equal(["a 1"], In(ranked, 5m));
        Assert.Equal(["b 5"], In(ranked[1..], 5m));

        static IEnumerable<string> In(RankedPosition[] ranked, decimal wanted) => DeleveragingShares
            .Of(ranked, each => each.Standing.Quantity.Abs(), Contracts(wanted), DeleveragingOrder.ProRata, Lot)
            .Select(share => $"{share.Position.Account} {share.Quantity}");
    }

    private static PositionStanding Standing(decimal quantity, decimal entry, decimal leverage, decimal? unhedged = null) =>
        new(Contracts(quantity), Amount(entry), new Rate(leverage), Contracts(unhedged ?? Math.Abs(quantity)));

    private static RankedPosition Ranked(string account, decimal quantity, decimal unhedged, decimal score, int place) =>
        new(new AccountId(account), Standing(-quantity, -quantity, 1m, unhedged), new Rate(score), place);

    private static DeleveragingState State(params (string Account, decimal Quantity, decimal Leverage)[] positions)
    {
        var decider = new DeleveragingDecider();
        return positions.Aggregate(
            decider.Initial(Entities.Deleveraging(BtcPerp)),
            (state, p) => state with
            {
                Positions = state.Positions.Add(
                    new AccountId(p.Account), Standing(p.Quantity, p.Quantity * 50_000m, p.Leverage)),
            });
    }
}
