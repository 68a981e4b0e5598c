using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Risk;

/// <summary>A row a mistake in the scenarios of a venue's risk book.</summary>
public sealed class PortfolioProblemsTests
{
    [Fact]
    public void Sound_scenarios_are_adopted() =>
        New().When(new RiskBookCommand.Adopt(Scanned)).Then(new RiskBookEvent.Adopted(Scanned.WithVersion(new RiskBookVersion(1))));

    [Fact]
    public void Every_problem_is_named()
    {
        foreach (var (rules, says) in Problems())
            New().When(new RiskBookCommand.Adopt(WithPortfolio(Rules, rules))).ThenRejected(RejectionCode.IllegalParameters, says);
    }

    [Fact]
    public void Scenarios_of_a_base_stay_and_their_numbers_may_change()
    {
        var wider = Scans with { Scans = Scans.Scans.SetItem(Btc, Scan(0.3m)), Offsets = [] };
        New().When(new RiskBookCommand.Adopt(Scanned)).When(new RiskBookCommand.Adopt(Rules))
            .ThenRejected(RejectionCode.IllegalParameters, "scenarios of BTC of version 1 are missing", "scenarios of ETH of version 1")
            .When(new RiskBookCommand.Adopt(WithPortfolio(Rules, wider))).ThenKinds(typeof(RiskBookEvent.Adopted));
    }

    [Fact]
    public void As_many_cells_are_allowed_as_are_promised()
    {
        var still = Scan(0.16m) with { VolatilityMoves = [Rate.Zero] };
        Assert.Empty(RiskBookRules.Problems(WithPortfolio(Rules, Only(still with { PriceMoves = Moves(256) })), null));
        Assert.Single(RiskBookRules.Problems(WithPortfolio(Rules, Only(still with { PriceMoves = Moves(257) })), null));
    }

    private static IEnumerable<(PortfolioRules Rules, string Says)> Problems()
    {
        var scan = Scan(0.16m);
        yield return (Scans with { Scans = Scans.Scans.Add(new AssetId("DOGE"), scan) }, "scenarios of DOGE, which is not among the assets");
        yield return (Only(scan with { PriceMoves = [] }), "scenarios of BTC have 0 cells; expected 1 to 256");
        yield return (Only(scan with { VolatilityMoves = [] }), "scenarios of BTC have 0 cells");
        yield return (Only(scan with { PriceMoves = Moves(129), VolatilityMoves = [Rate.Zero, Rate.One] }), "scenarios of BTC have 258 cells");
        yield return (Only(scan with { PriceMoves = [new Rate(-1m)] }), "price move -1 of BTC is not above −1");
        yield return (Only(scan with { PriceMoves = [new Rate(10.1m)] }), "price move 10.1 of BTC is not above −1 and at most 10");
        yield return (Only(scan with { VolatilityMoves = [new Rate(-1.1m)] }), "volatility move -1.1 of BTC is not −1 to 10");
        yield return (Only(scan with { MaintenanceFactor = new Rate(-0.1m) }), "factors 1.25 and -0.1 of BTC are not 0 to 10");
        yield return (Only(scan with { InitialFactor = new Rate(11m) }), "factors 11 and 1 of BTC are not 0 to 10");
        yield return (Only(scan with { InitialFactor = new Rate(0.9m) }), "initial factor 0.9 of BTC is below the maintenance factor 1");
        yield return (Only(scan with { ShortOptionMinimum = new Rate(1.1m) }), "short option minimum 1.1");
        yield return (Only(scan with { BasisContingency = new Rate(-0.1m) }), "basis contingency -0.1 of BTC are not 0 to 1");
        yield return (Only(scan with { PriceMoves = [new Rate(0.0000000000001m)] }), "0.0000000000001 in the scenarios of BTC has more than 12 decimals");
        yield return (Offset(1.1m, Btc, Eth), "credit 1.1 of the offset of BTC, ETH is not 0 to 1");
        yield return (Offset(0.5m, Btc), "the offset of BTC has fewer than two bases");
        yield return (Offset(0.5m, Btc, Btc), "BTC is in an offset already");
        yield return (Offset(0.5m, Btc, Usdt), "there are no scenarios of USDT, which an offset names");
    }

    private static PortfolioRules Only(ScanParameters scan) => new(Scans.Scans.SetItem(Btc, scan), []);

    private static PortfolioRules Offset(decimal credit, params AssetId[] bases) =>
        Scans with { Offsets = [new ScanOffset(bases.ToValueList(), new Rate(credit))] };

    private static ValueList<Rate> Moves(int count) => Enumerable.Range(0, count).Select(i => new Rate(i / 1_000m)).ToValueList();

    private static Spec<RiskBookState> New() => new(new RiskBookDecider(), Entities.RiskBook);
}
