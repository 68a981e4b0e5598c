using CollateralActors.Margining.Deciding;

namespace CollateralActors.Margining.Tests.Deciding;

/// <summary>Where entities live, for ever: another number here means two homes for one account.</summary>
public sealed class ShardsTests
{
    [Theory]
    [InlineData("account-alice", 7)]
    [InlineData("account-bob", 20)]
    [InlineData("account-a00001", 7)]
    [InlineData("account-mm01", 20)]
    [InlineData("account-Zoë", 28)]
    [InlineData("liquidation-bob.17", 20)]
    [InlineData("watchlist-31", 31)]
    [InlineData("market-main", 17)]
    [InlineData("risk-main", 8)]
    [InlineData("fund-USDT", 21)]
    [InlineData("book-BTC-PERP", 8)]
    public void A_known_entity_lives_where_it_always_did(string persistenceId, int shard) =>
        Assert.Equal(shard, Shards.Default.Of(EntityId.Parse(persistenceId)!.Value));

    [Fact]
    public void There_are_32_shards() => Assert.Equal(32, Shards.Default.Count);
}
