using System.Text;
using CollateralActors.Journal.Codec;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Interest;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Tests.Codec;

/// <summary>Members that came with interest: kept where they say something, absent where they do not.</summary>
public sealed class InterestFormsTests
{
    private static readonly AssetId Usdt = new("USDT");

    public static TheoryData<IEvent> Events => new(
        new MarketEvent.RiskBookInForce(new RiskBookVersion(3)) { Interest = [new InterestTerms(Usdt, new Rate(0.0001m))] },
        Sampler.Of<MarketEvent.FrameIssued>() with
        {
            Interest = [new InterestUpdate(Usdt, new InterestState(new Rate(1.000000000000001m), new Instant(3_600_000)))],
        },
        Sampler.Of<AccountEvent.MaintenanceBreached>() with
        {
            Basis = Sampler.Of<MarketBasis>() with { InterestIndices = [new UsedInterestIndex(Usdt, new Rate(1.5m))] },
        });

    [Theory]
    [MemberData(nameof(Events))]
    public void An_event_with_interest_comes_back_as_it_went(IEvent @event)
    {
        var recorded = Sampler.Recorded(@event.GetType()) with { Event = @event };
        var read = EventCodec.Default.Decode(EventCodec.Default.ManifestOf(@event), EventCodec.Default.Encode(recorded, out _));
        Assert.Equal(recorded, read);
        Assert.Contains("nterest", Encoding.UTF8.GetString(EventCodec.Default.Encode(recorded, out _)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(MarketEvent.RiskBookInForce))]
    [InlineData(typeof(MarketEvent.FrameIssued))]
    [InlineData(typeof(AccountEvent.MaintenanceBreached))]
    public void An_event_without_interest_has_no_word_of_it(Type @event) => Assert.DoesNotContain(
        "nterest", Encoding.UTF8.GetString(EventCodec.Default.Encode(Sampler.Recorded(@event), out _)), StringComparison.Ordinal);
}
