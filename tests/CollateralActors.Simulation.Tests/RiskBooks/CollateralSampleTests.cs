using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.RiskBooks;

namespace CollateralActors.Simulation.Tests.RiskBooks;

/// <summary>The sample that shows every rule by which collateral counts less.</summary>
public sealed class CollateralSampleTests
{
    private static readonly RiskBook Sample = Read();

    [Fact]
    public void It_is_a_book_that_a_venue_could_adopt() => Assert.Empty(RiskBookRules.Problems(Sample, null));

    [Fact]
    public void It_has_each_rule_switched_on_somewhere()
    {
        var rules = Sample.Assets.Select(asset => asset.Rules).ToList();
        Assert.Equal(new ProfitWeights(new Rate(0.95m), Rate.Zero), Sample.ProfitWeights);
        Assert.Contains(rules, rule => rule is { Initial: not null, Borrowing: not null, Withdrawal: not null });
        Assert.Contains(rules, rule => rule is { DepositsClosed: true, PhaseOut.Count: > 1 });
        Assert.Contains(rules, rule => rule is { AccountCap: not null });
        Assert.Contains(rules, rule => rule is { Peg.IsForMaintenance: true });
        Assert.Contains(rules, rule => rule is { ConcentrationStart: not null, VenueCap: not null });
        Assert.Contains(rules, rule => rule.WrongWayHaircut > Rate.Zero);
    }

    [Fact]
    public void Its_phase_out_is_over_when_it_says()
    {
        var old = new AssetId("OLD");
        Assert.Equal(0.8m, Sample.At(Time("2027-01-14T23:59:59.999Z"))[old].Adjusted(new Amount(1m)).Value);
        Assert.Equal(0.4m, Sample.At(Time("2027-01-15T00:00:00Z"))[old].Adjusted(new Amount(1m)).Value);
        Assert.Equal(0m, Sample.At(Time("2027-03-15T00:00:00Z"))[old].Adjusted(new Amount(1m)).Value);
    }

    private static Instant Time(string text) =>
        new(DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds());

    private static RiskBook Read()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "samples", "risk-books", "collateral.jsonc");
        var reading = RiskBookReader.Read(file, new RiskBookVersion(1));
        Assert.Empty(reading.Problems);
        return reading.Content!;
    }
}
