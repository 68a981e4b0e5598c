using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.RiskBooks;

namespace CollateralActors.Simulation.Tests.RiskBooks;

/// <summary>Other rates in a file that a person wrote.</summary>
public sealed class RiskBookTextTests
{
    private const string Text =
        """
        { // a venue
          "valuation": "USD",
          "assets": {
            "USD": { "scale": 2 },
            "BTC": { "scale": 8, "collateral": [ { "upTo": "1", "haircut": 0.10 }, { "haircut": "0.2" /* more */, "upTo": null } ],
              "withdrawalCollateral": [ { "upTo": "1", "haircut": "0.5" } ] }
          },
          "instruments": {
            "BTC-PERP": {
              "kind": "linear-perpetual", "base": "BTC", "settle": "USD", "contractSize": "1", "lot": "0.001", "tick": "0.1",
              "margin": { "tiers": [ { "upTo": null, "initial": "0.050", "maintenance": "0.025" } ] }
            }
          }
        }
        """;

    private static readonly AssetId Btc = new("BTC");
    private static readonly RiskBook Book = RiskBookReader.Parse("", Text, new RiskBookVersion(1)).Content!;

    [Fact]
    public void Rates_that_are_the_same_leave_the_text_as_it_is() => Assert.Equal(Text, RiskBookText.WithRates(Text, Book));

    [Fact]
    public void Only_the_rates_that_changed_are_written_each_as_it_was_written_before()
    {
        var asset = Book[Btc] with
        {
            Collateral = new CollateralSchedule([new(new Amount(1m), new Rate(0.15m)), new(CollateralSchedule.Endless, new Rate(0.25m))]),
            Rules = Book[Btc].Rules with { Withdrawal = new CollateralSchedule([new(new Amount(1m), new Rate(0.55m))]) },
        };
        var perp = Book.Instruments[0] with
        {
            Margin = new MarginSchedule(
                [new MarginTier(MarginSchedule.Endless, new Rate(0.05m), new Rate(0.0375m))], TierMeasure.Value, MarginBasis.Mark, Rate.Zero, Rate.Zero),
        };
        Assert.Equal(
            Text.Replace("0.10 }", "0.15 }", StringComparison.Ordinal).Replace("\"0.2\" /*", "\"0.25\" /*", StringComparison.Ordinal)
                .Replace("\"0.5\" }", "\"0.55\" }", StringComparison.Ordinal).Replace("\"0.025\"", "\"0.0375\"", StringComparison.Ordinal),
            RiskBookText.WithRates(Text, With(asset, perp)));
    }

    [Fact]
    public void Another_book_is_not_written() =>
        Assert.Throws<ArgumentException>(() => RiskBookText.WithRates(Text, With(Book[Btc] with { Scale = 7 }, Book.Instruments[0])));

    private static RiskBook With(AssetParameters asset, InstrumentParameters instrument) => new(
        Book.Version, Book.Valuation, Book.MarginCallRatio, Book.LiquidationTarget,
        Book.Assets.Select(old => old.Id == asset.Id ? asset : old), [instrument])
    {
        ProfitWeights = Book.ProfitWeights,
        PriceUse = Book.PriceUse,
        Liquidation = Book.Liquidation,
    };
}
