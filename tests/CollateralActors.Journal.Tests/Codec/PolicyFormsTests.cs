using System.Collections.Immutable;
using System.Text;
using CollateralActors.Journal.Codec;
using CollateralActors.Journal.States;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Policies;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Tests.Codec;

/// <summary>Every kind of policy is stored and comes back; what is not there is absent.</summary>
public sealed class PolicyFormsTests
{
    private static readonly AssetId Btc = new("BTC");
    private static readonly AccountId Spare = new("alice.spare");
    private static readonly MarketBasis Basis = new(new FrameNumber(7), new RiskBookVersion(1), []);

    private static readonly ValueList<AccountPolicy> All =
    [
        new AccountPolicy.TargetRatio(new Rate(1.5m), new Rate(2m)),
        new AccountPolicy.AutoRepay(),
        new AccountPolicy.Convert(Btc),
        new AccountPolicy.TopUp(Spare, Btc, new Amount(0.5m)),
        new AccountPolicy.StopLoss(Btc, new Price(40_000m), new Rate(0.25m), new AssetId("USDT")),
        new AccountPolicy.ConversionOrder([Btc, new AssetId("ETH")]),
        new AccountPolicy.ConversionOrder([]),
    ];

    public static TheoryData<IEvent> Events => new(
        new AccountEvent.PoliciesSet([]),
        new AccountEvent.PoliciesSet(All),
        new AccountEvent.PolicySkipped(3, new PolicyIdle(PolicyIdleness.WouldNotHelp, new Instant(5)), default, Basis),
        new AccountEvent.PolicySkipped(3, new PolicyIdle(PolicyIdleness.TooLittle, null), default, Basis),
        new AccountEvent.TopUpAnswered(Spare, Btc, new Amount(2m), new Amount(1m), new Instant(5)),
        new AccountEvent.TopUpAnswered(Spare, Btc, new Amount(2m), new Amount(2m), null));

    [Theory]
    [MemberData(nameof(Events))]
    public void An_event_of_a_policy_comes_back_as_it_went(IEvent @event)
    {
        var recorded = Sampler.Recorded(typeof(AccountEvent.PoliciesSet)) with { Event = @event };
        var bytes = EventCodec.Default.Encode(recorded, out var manifest).ToArray();
        Assert.Equal(@event, EventCodec.Default.Decode(manifest, bytes).Event);
        Assert.DoesNotContain("null", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_of_no_kind_is_not_read()
    {
        var recorded = Sampler.Recorded(typeof(AccountEvent.PoliciesSet)) with { Event = new AccountEvent.PoliciesSet([new AccountPolicy.AutoRepay()]) };
        var text = Encoding.UTF8.GetString(EventCodec.Default.Encode(recorded, out var manifest));
        var altered = Encoding.UTF8.GetBytes(text.Replace("\"autoRepay\":true", "", StringComparison.Ordinal));
        Assert.Throws<System.Runtime.Serialization.SerializationException>(() => EventCodec.Default.Decode(manifest, altered));
    }

    [Fact]
    public void An_account_keeps_its_policies_and_who_is_idle()
    {
        var account = AccountState.Initial(new("alice")) with
        {
            Policies = All,
            Idle = ImmutableSortedDictionary<int, PolicyIdle>.Empty
                .Add(1, new PolicyIdle(PolicyIdleness.Spent, null)).Add(4, new PolicyIdle(PolicyIdleness.Answered, new Instant(9))),
            AwaitsTopUpOf = Spare,
        };
        var form = StateForms.Registry.Of(typeof(AccountState));
        var back = (AccountState)FormText.Back(form, account);
        Assert.Equal((account.Policies, account.AwaitsTopUpOf), (back.Policies, back.AwaitsTopUpOf));
        Assert.Equal(account.Idle, back.Idle);
        var nothing = FormText.Of(form, AccountState.Initial(new("alice")));
        Assert.All(["policies", "idle", "awaitsTopUpOf"], name => Assert.DoesNotContain(name, nothing, StringComparison.Ordinal));
    }
}
