using System.Text;
using CollateralActors.Journal.Codec;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Tests.Codec;

/// <summary>Parameters of oracles that came after the first version.</summary>
public sealed class OracleFormTests
{
    [Theory]
    [InlineData(null, "\"priceScale\":2}]}}")]
    [InlineData("a", "\"priceScale\":2,\"ownSource\":\"a\"}]}}")]
    public void An_own_source_is_stored_where_there_is_one(string? own, string end)
    {
        var oracle = new OracleParameters(
            new Symbol("BTC"), [new SourceId("a"), new SourceId("b")], 1, TimeSpan.FromSeconds(1), Rate.One, TimeSpan.Zero, 1, TimeSpan.Zero, 2)
        {
            OwnSource = own is null ? null : new SourceId(own),
        };
        var recorded = new Recorded(
            new Cause(new Origin.Client(new CommandId("c-1")), "ab"), new Instant(5), FrameNumber.None, 1, 1, new MarketEvent.MarketOpened([oracle]));
        var text = Encoding.UTF8.GetString(EventCodec.Default.Encode(recorded, out var manifest));

        Assert.EndsWith(end, text, StringComparison.Ordinal);
        Assert.Equal(recorded, EventCodec.Default.Decode(manifest, Encoding.UTF8.GetBytes(text)));
    }
}
