using System.Collections.Immutable;
using CollateralActors.Journal.Codec;
using CollateralActors.Journal.States;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Interest;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Tests.Codec;

/// <summary>What is stored of loans and pools comes back; what is not there is absent.</summary>
public sealed class LoanFormsTests
{
    private static readonly AssetId Usdt = new("USDT");
    private static readonly PoolFigures Figures = new(Usdt, new(5m), new(3m), new(7m), new(1.5m), new(0.25m));
    private static readonly PoolRequest All = new(PoolAction.Redeem, null) { Shares = new Amount(9m) };

    public static TheoryData<IEvent> Events => new(
        new AccountEvent.PoolAsked(Usdt, new PoolRequest(PoolAction.Borrow, new Amount(3m))),
        new AccountEvent.PoolAsked(Usdt, All),
        new AccountEvent.PoolRefused(Usdt, All, Rejection.PoolLentOut(Usdt, new Amount(3m), default)),
        new AccountEvent.LoanRepaid(Usdt, new Amount(3m), new Amount(2m)),
        new AccountEvent.LoanRepaid(Usdt, new Amount(3m), new Amount(2m)) { IsAll = true },
        new PoolEvent.RequestRefused(new("alice"), All, Rejection.NotLent(Usdt)),
        Sampler.Of<MarketEvent.FrameIssued>() with { Pools = [Figures], Interest = [new(Usdt, new(new(1.1m), new(5)) { Before = new(1.05m) })] },
        Sampler.Of<MarketEvent.RiskBookInForce>() with
        {
            Interest = [new InterestTerms(Usdt, Rate.Zero) { Lending = [new(Rate.Zero, Rate.Zero), new(Rate.One, new(0.5m))] }],
        },
        Sampler.Of<AccountEvent.MarginCallIssued>() with
        {
            Basis = new MarketBasis(new(3), new(1), []) { SupplyIndices = [new UsedInterestIndex(Usdt, new(1.5m))] },
        });

    public static TheoryData<PoolState> Pools => new(
        new PoolState(Usdt),
        new PoolState(Usdt)
        {
            Cash = new(5m),
            Units = new(3m),
            Shares = new(7m),
            VenueShares = new(2m),
            Index = new(1.2m),
            Before = new(1.1m),
            SupplyIndex = new(1.05m),
            Reserve = new(0.5m),
            InAdvance = new(0.1m),
            Told = Figures,
        });

    public static TheoryData<PoolStake> Stakes => new(
        new PoolStake(new(3m), default),
        new PoolStake(default, new(9m)) { Asked = All },
        new PoolStake(default, default) { Asked = new PoolRequest(PoolAction.Borrow, new Amount(4m)) });

    [Theory]
    [MemberData(nameof(Events))]
    public void An_event_comes_back_as_it_went(IEvent @event)
    {
        var recorded = Sampler.Recorded(typeof(PoolEvent.Lent)) with { Event = @event };
        var bytes = EventCodec.Default.Encode(recorded, out var manifest).ToArray();
        Assert.Equal(@event, EventCodec.Default.Decode(manifest, bytes).Event);
    }

    [Theory]
    [MemberData(nameof(Pools))]
    public void A_pool_comes_back_as_it_went(PoolState state) =>
        Assert.Equal(state, FormText.Back(StateForms.Registry.Of(typeof(PoolState)), state));

    [Theory]
    [MemberData(nameof(Stakes))]
    public void An_account_keeps_its_stakes(PoolStake stake)
    {
        var account = AccountState.Initial(new("alice")) with
        {
            Stakes = ImmutableSortedDictionary<AssetId, PoolStake>.Empty.Add(Usdt, stake),
        };
        Assert.Equal(account.Stakes, ((AccountState)FormText.Back(StateForms.Registry.Of(typeof(AccountState)), account)).Stakes);
    }

    [Fact]
    public void The_market_keeps_what_pools_have_reported_and_frames_have_told()
    {
        var form = StateForms.Registry.Of(typeof(MarketState));
        var pools = ImmutableSortedDictionary<AssetId, PoolFigures>.Empty.Add(Usdt, Figures);
        var market = MarketState.Initial with { Pools = pools, PoolsTold = pools.SetItem(Usdt, Figures with { Cash = default }) };
        var back = (MarketState)FormText.Back(form, market);
        Assert.Equal((market.Pools[Usdt], market.PoolsTold[Usdt]), (back.Pools[Usdt], back.PoolsTold[Usdt]));
        Assert.DoesNotContain("pools", FormText.Of(form, MarketState.Initial), StringComparison.Ordinal);
    }

    [Fact]
    public void A_risk_book_keeps_how_assets_are_lent()
    {
        var rules = new LendingRules([new(Rate.Zero, Rate.Zero), new(Rate.One, new(0.5m))], new(0.1m))
        {
            DebtCeiling = new(5m),
            SupplyCap = new(6m),
            MinimumLoan = new(0.5m),
        };
        foreach (var lending in (LendingRules[])[rules, new(rules.Rates, Rate.Zero)])
        {
            var book = new RiskBook(
                new(1), new("USD"), new(1.2m), new(1.1m), [new(new("USD"), 2, CollateralSchedule.Full, Rate.Zero) { Lending = lending }], []);
            var recorded = Sampler.Recorded(typeof(RiskBookEvent.Adopted)) with { Event = new RiskBookEvent.Adopted(book) };
            var bytes = EventCodec.Default.Encode(recorded, out var manifest).ToArray();
            var back = (RiskBookEvent.Adopted)EventCodec.Default.Decode(manifest, bytes).Event;
            Assert.Equal(lending, back.Book[new AssetId("USD")].Lending);
        }
    }
}
