using System.Text;
using CollateralActors.Journal.Chaining;
using CollateralActors.Margining.Recalibration;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Tests.Codec;

/// <summary>What a version of the risk book was computed from, as it is stored.</summary>
public sealed class RecalibrationFormsTests
{
    private const string Stored =
        "\"inputs\":{\"barsUntil\":7000,\"levels\":[{\"kind\":\"margin\",\"name\":\"BTC-PERP\",\"rule\":{\"deviations\":3,"
        + "\"participation\":0.1,\"leastDays\":0.5,\"halfSpread\":0.01,\"impact\":0.02,\"wrongWay\":0.03,\"least\":0.04,"
        + "\"most\":0.6,\"grid\":0.005,\"rise\":0.07,\"quietPeriods\":9,\"fall\":0.08},\"initialFactor\":1.5,\"volatility\":0.11,"
        + "\"holding\":12,\"turnover\":13,\"correlation\":-0.14,\"raw\":0.15,\"target\":0.16,\"quietPeriods\":17,\"before\":0.18,\"after\":0.19}]}";

    private static readonly RiskBook Book = new(new RiskBookVersion(2), new AssetId("USD"), Rate.One, Rate.One, [], []);

    private static readonly RecalibrationInputs Inputs = new(new Instant(7_000),
    [
        new CalibratedLevel(
            CalibratedKind.Margin,
            "BTC-PERP",
            new LevelRule(3m, Of(0.1m), 0.5m, Of(0.01m), Of(0.02m), Of(0.03m), Of(0.04m), Of(0.6m), Of(0.005m), Of(0.07m), 9, Of(0.08m)),
            Of(1.5m),
            new Measured(Of(0.11m), new Amount(12m), new Amount(13m), Of(-0.14m)),
            Of(0.15m), Of(0.16m), 17, Of(0.18m), Of(0.19m)),
    ]);

    [Fact]
    public void Every_number_comes_back()
    {
        var text = Text(Inputs, out var manifest);
        Assert.Contains(Stored, text, StringComparison.Ordinal);
        var read = Linker.Read("risk-main", 1, ChainHash.Origin, manifest, Encoding.UTF8.GetBytes(text)).Recorded!.Event;
        Assert.Equal(new RiskBookEvent.Adopted(Book) { Inputs = Inputs }, read);
    }

    [Fact]
    public void A_version_that_somebody_wrote_is_stored_as_it_always_was()
    {
        Assert.DoesNotContain("inputs", Text(null, out _), StringComparison.Ordinal);
        Assert.Equal($"Adopt {{ Book = {Book} }}", new RiskBookCommand.Adopt(Book).ToString());
    }

    private static Rate Of(decimal value) => new(value);

    private static string Text(RecalibrationInputs? inputs, out string manifest)
    {
        var adopted = new RiskBookEvent.Adopted(Book) { Inputs = inputs };
        var stored = Linker.Link("risk-main", 1, ChainHash.Origin, Sampler.Recorded(adopted.GetType()) with { Event = adopted }).Event;
        manifest = stored.Manifest;
        return Encoding.UTF8.GetString(stored.Payload);
    }
}
