using System.Text;
using CollateralActors.Journal.Chaining;
using CollateralActors.Journal.Serializers;
using CollateralActors.Journal.States;
using CollateralActors.Journal.Tests.Codec;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Journal.Tests.States;

public sealed class SnapshotTests
{
    private static readonly ChainHash Head = new(Enumerable.Range(1, ChainHash.Size).Select(i => (byte)i).ToArray());

    [Fact]
    public void Every_state_comes_back_as_it_was()
    {
        RoundTrip(Sampler.Of<AccountState>());
        RoundTrip(AccountState.Initial(new AccountId("alice")));
        RoundTrip(Sampler.Of<AccountState>() with { Episode = Sampler.Of<Episode.AwaitingFunds>() });
        var oracle = Sampler.Of<OracleParameters>();
        RoundTrip(Sampler.Of<MarketState>() with { Oracles = MarketState.Initial.Oracles.Add(oracle.Symbol, oracle) });
        RoundTrip(MarketState.Initial);
        RoundTrip(Sampler.Of<RiskBookState>());
        RoundTrip(new RiskBookState(default(RiskBook)));
        RoundTrip(Sampler.Of<WatchlistState>());
        RoundTrip(Sampler.Of<FundState>());
        RoundTrip(Sampler.Of<OrderBookState>());
        RoundTrip(new OrderBookState(null, default, default, 0));
    }

    [Fact]
    public void Every_stage_of_a_liquidation_comes_back_as_it_was()
    {
        var stages = typeof(LiquidationState).GetNestedTypes();

        Assert.Equal(7, stages.Length);
        Assert.All(stages, stage => RoundTrip((LiquidationState)Sampler.Of(stage)));
    }

    [Fact]
    public void Every_decider_whose_entities_store_events_has_a_state_codec()
    {
        var states = typeof(IDecider<>).Assembly.GetTypes()
            .SelectMany(type => type.GetInterfaces())
            .Where(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IDecider<>))
            .Select(face => face.GetGenericArguments()[0])
            .Where(state => state != typeof(LiquidatorQueue));

        Assert.Equal(
            states.Select(state => state.Name).Order(),
            StateForms.Registry.Forms.Where(form => form.IsCurrent).Select(form => form.Domain.Name).Order());
    }

    [Theory]
    [InlineData("account.state.v9", "{}")]
    [InlineData("fund.state.v1", "{}")]
    [InlineData("account.state.v1", "{}")]
    [InlineData("account.state.v1", "")]
    [InlineData("account.state.v1", "{\"head\":\"00\",\"state\":{}}")]
    public void Snapshots_of_other_versions_or_damaged_ones_are_as_if_not_there(string manifest, string json)
    {
        var stored = new StoredSnapshot(manifest, Encoding.UTF8.GetBytes(json));

        Assert.Null(SnapshotCodec.TryDecode<AccountState>(new EntityId(EntityKind.Account, "alice"), stored));
    }

    private static void RoundTrip<TState>(TState state)
        where TState : notnull
    {
        var entity = Entities.With(state);

        var stored = SnapshotCodec.Encode(entity, Head);
        var back = SnapshotCodec.TryDecode<TState>(entity.Id, stored);

        Assert.NotNull(back);
        Assert.Equal(Head, back.Value.Head);
        Assert.Equal(Structure.Of(entity), Structure.Of(back.Value.Entity));
        Assert.Equal(stored.Payload, SnapshotCodec.Encode(back.Value.Entity, Head).Payload);
    }
}
