using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Risk;

public sealed class RiskBookTests
{
    private const decimal Absurd = 10_000_000_000_000_000_000_000_000_000m;

    [Fact]
    public void Each_adopted_book_gets_the_next_version_and_the_market_is_owed_word_of_it() =>
        New().When(new RiskBookCommand.Adopt(Book(7))).Then(new RiskBookEvent.Adopted(Book(1)))
            .When(new RiskBookCommand.Adopt(Book(1))).Then(new RiskBookEvent.Adopted(Book(2)))
            .ThenOwes(
                Entities.Market,
                new MarketCommand.UseRiskBook(new RiskBookVersion(1)),
                new MarketCommand.UseRiskBook(new RiskBookVersion(2)));

    [Fact]
    public void Every_problem_of_a_book_is_named()
    {
        foreach (var (book, says) in Problems())
            New().When(new RiskBookCommand.Adopt(book)).ThenRejected(RejectionCode.IllegalParameters, says);
    }

    [Fact]
    public void What_accounts_may_hold_stays_what_it_is_from_version_to_version()
    {
        foreach (var (book, says) in Changes())
        {
            New().When(new RiskBookCommand.Adopt(Rules)).When(new RiskBookCommand.Adopt(book))
                .ThenRejected(RejectionCode.IllegalParameters, says);
        }
    }

    [Fact]
    public void Margins_fees_and_new_contracts_may_change_from_version_to_version()
    {
        var more = Linear(new InstrumentId("BTC-PERP-2"), Btc, 0.01m, 0.5m);
        New().When(new RiskBookCommand.Adopt(Rules))
            .When(new RiskBookCommand.Adopt(Of(instruments: [.. Rules.Instruments.Select(i => i with { TakerFee = new Rate(0.001m) }), more])))
            .ThenKinds(typeof(RiskBookEvent.Adopted));
    }

    private static IEnumerable<(RiskBook, string)> Problems()
    {
        var perp = Rules[BtcPerp];
        yield return (Of(call: 0.99m), "margin-call ratio 0.99 is not 1 to 100");
        yield return (Of(call: Absurd), "margin-call ratio 10000000000000000000000000000 is not 1 to 100");
        yield return (Of(target: 0.99m), "liquidation target 0.99 is not 1 to 100");
        yield return (Of(target: Absurd), "liquidation target");
        yield return (Book(0, new ProfitWeights(new Rate(1.1m), Rate.Zero)), "weights 1.1 and 0 of profits are not 0 to 1");
        yield return (Book(0, new ProfitWeights(Rate.One, new Rate(-0.1m))), "weights 1 and -0.1 of profits are not 0 to 1");
        yield return (Book(0, new ProfitWeights(new Rate(0.5m), new Rate(0.6m))), "the one for withdrawals at most the one for initial margin");
        yield return (Of(assets: [.. Rules.Assets.Where(a => a.Id != Usd)]), "valuation currency USD is not among the assets");
        yield return (With(Asset(Usd, 2, 0.1m)), "valuation currency USD has haircuts or a surcharge");
        yield return (With(Asset(Usd, 2) with { LiabilitySurcharge = new Rate(0.1m) }), "valuation currency USD has haircuts or a surcharge");
        yield return (With(Asset(Usd, 2) with { Rules = new() { Initial = CollateralSchedule.None } }), "valuation currency USD has collateral rules");
        yield return (With(Asset(Eth, 8, 0.2m) with { Rules = new() { Initial = CollateralSchedule.Full } }), "ETH counts more for initial margin than for maintenance");
        yield return (
            With(Asset(Eth, 8) with { Rules = new() { Initial = CollateralSchedule.None, Withdrawal = CollateralSchedule.Full } }),
            "ETH counts more for withdrawals than for initial margin; cut every amount at least as much");
        yield return (With(Asset(Eth, 8) with { Rules = new() { Borrowing = Sliced((10m, 0.1m), (10m, 0.2m)).Collateral } }), "borrowing collateral slice up to 10 of ETH");
        yield return (With(Asset(Eth, 8) with { Rules = new() { AccountCap = Amount(0m) } }), "account cap 0 of ETH is not above 0");
        yield return (With(Asset(Eth, 8) with { Rules = new() { AccountCap = Amount(Absurd) } }), "account cap 10000000000000000000000000000 of ETH");
        yield return (With(Asset(Eth, 8) with { Rules = new() { WrongWayHaircut = new Rate(1.1m) } }), "wrong-way haircut 1.1 of ETH is not 0 to 1");
        yield return (Pegged(0m, 0m, 1m), "peg 0 of ETH is not above 0");
        yield return (Pegged(1m, 1m, 1m), "tolerance 1 of the peg of ETH is not 0 to below 1");
        yield return (Pegged(1m, 0m, 0m), "factor 0 of the peg of ETH is not above 0 and at most 100");
        yield return (Pegged(1m, 0m, 101m), "factor 101 of the peg of ETH");
        yield return (Phased(false, (1, 0m)), "ETH is phased out while its deposits are open; close them");
        yield return (Phased(true, (2, 0.5m), (2, 0m)), "phase-out step 1970-01-01T00:00:02.000Z of ETH does not come after 1970-01-01T00:00:02.000Z");
        yield return (Phased(true, (1, 1m), (2, 0m)), "phase-out factor 1 of ETH is not from 0 to below 1");
        yield return (Phased(true, (1, 0.5m), (2, 0.5m), (3, 0m)), "phase-out factor 0.5 of ETH is not from 0 to below 0.5");
        yield return (Phased(true, (1, -0.5m)), "phase-out factor -0.5 of ETH is not from 0 to below 1");
        yield return (Phased(true, (1, 0.5m)), "the last phase-out factor 0.5 of ETH is not 0");
        yield return (With(Asset(new AssetId("a b"), 2)), "asset 'a b' is not 1 to 64 letters");
        yield return (With(Asset(Eth, 13)), "scale 13 of ETH is not 0 to 12");
        yield return (With(Asset(Eth, -1)), "scale -1 of ETH is not 0 to 12");
        yield return (With(Asset(Eth, 8) with { LiabilitySurcharge = new Rate(1.1m) }), "liability surcharge 1.1 of ETH is not 0 to 1");
        yield return (With(Asset(Eth, 8, 1.1m)), "haircut 1.1 of ETH is not 0 to 1");
        yield return (With(Sliced((10m, 0.1m), (10m, 0.2m))), "collateral slice up to 10 of ETH does not end above 10");
        yield return (With(Sliced((10m, 0.2m), (20m, 0.1m))), "haircut 0.1 of ETH is not 0.2 to 1");
        yield return (With(perp with { Id = new InstrumentId("") }), "instrument '' is not 1 to 64 letters");
        yield return (With(perp with { Base = new AssetId("DOGE") }), "asset DOGE of BTC-PERP is not among the assets");
        yield return (With(perp with { Id = new InstrumentId("BTC") }), "BTC is the name of an asset and of an instrument");
        yield return (With(perp with { ContractSize = 0m }), "contract size 0 of BTC-PERP is not above 0");
        yield return (With(perp with { ContractSize = Absurd }), "contract size");
        yield return (With(perp with { Lot = default }), "lot 0 and tick 0.1 of BTC-PERP are not both above 0");
        yield return (With(perp with { Tick = default }), "lot 0.001 and tick 0 of BTC-PERP");
        yield return (With(perp with { Tick = new Price(0.0000000000001m) }), "with at most 12 decimals");
        yield return (With(perp with { Quote = Usdc }), "BTC-PERP settles in USDT; a linear contract settles in its quote");
        yield return (With(Inverse with { Settle = Usdt }), "BTCUSD settles in USDT; a linear contract settles in its quote, an inverse one in its base");
        yield return (With(perp with { TakerFee = new Rate(-0.1m) }), "rate -0.1 of BTC-PERP is not 0 to 1");
        yield return (With(perp with { MakerFee = new Rate(1.1m) }), "rate 1.1 of BTC-PERP is not 0 to 1");
        yield return (With(perp with { LiquidationFee = new Rate(Absurd) }), "rate 10000000000000000000000000000 of BTC-PERP");
        yield return (With(Tiered()), "the last tier of BTC-PERP has an end");
        yield return (With(Tiered((10m, 0.1m, 0.05m))), "the last tier of BTC-PERP has an end");
        yield return (With(Tiered((10m, 0.1m, 0.05m), (10m, 0.1m, 0.05m), (MarginSchedule.Endless, 0.1m, 0.05m))), "tier up to 10 of BTC-PERP does not end above 10");
        yield return (With(Tiered((10m, 0.1m, 0.05m), (MarginSchedule.Endless, 0.1m, 0.04m))), "fall from tier to tier");
        yield return (With(Tiered((MarginSchedule.Endless, 0.1m, 0.2m))), "initial rate 0.1 of BTC-PERP is below the maintenance rate 0.2");
        yield return (With(Tiered((MarginSchedule.Endless, 1.1m, 0.2m))), "are not 0 to 1");
    }

    private static IEnumerable<(RiskBook, string)> Changes()
    {
        yield return (Of(assets: [.. Rules.Assets.Where(a => a.Id != Usdc)]), "asset USDC of version 1 is missing");
        yield return (With(Asset(Eth, 7, 0.2m)), "scale 7 of ETH is not 8, as in version 1");
        yield return (Of(instruments: [.. Rules.Instruments.Where(i => i.Id != EthPerp)]), "instrument ETH-PERP of version 1 is missing");
        yield return (With(Rules[BtcPerp] with { ContractSize = 2m }), "BTC-PERP is not the contract of version 1");
        yield return (With(Rules[BtcPerp] with { Settle = Usdc, Quote = Usdc }), "BTC-PERP is not the contract of version 1");
        yield return (
            new RiskBook(default, Usdt, new Rate(1.2m), new Rate(1.1m), Rules.Assets, Rules.Instruments),
            "valuation currency USDT is not USD, as in version 1");
    }

    private static Spec<RiskBookState> New() => new(new RiskBookDecider(), Entities.RiskBook);

    private static RiskBook Of(
        decimal call = 1.2m, decimal target = 1.1m, AssetParameters[]? assets = null, InstrumentParameters[]? instruments = null) =>
        new(default, Usd, new Rate(call), new Rate(target), assets ?? Rules.Assets, instruments ?? Rules.Instruments);

    private static RiskBook With(AssetParameters asset) => Of(assets: [.. Rules.Assets.Where(a => a.Id != asset.Id), asset]);

    private static RiskBook With(InstrumentParameters instrument) =>
        Of(instruments: [.. Rules.Instruments.Where(i => i.Id != instrument.Id), instrument]);

    private static RiskBook Pegged(decimal target, decimal tolerance, decimal factor) => With(Asset(Eth, 8) with
    {
        Rules = new() { Peg = new Peg(new Price(target), new Rate(tolerance), new Rate(factor)) },
    });

    private static RiskBook Phased(bool isClosed, params (long Second, decimal Factor)[] steps) => With(Asset(Eth, 8) with
    {
        Rules = new()
        {
            DepositsClosed = isClosed,
            PhaseOut = [.. steps.Select(s => new PhaseOutStep(new Instant(s.Second * 1_000), new Rate(s.Factor)))],
        },
    });

    private static AssetParameters Sliced(params (decimal UpTo, decimal Haircut)[] slices) => Asset(Eth, 8) with
    {
        Collateral = new CollateralSchedule([.. slices.Select(s => new HaircutSlice(Amount(s.UpTo), new Rate(s.Haircut)))]),
    };

    private static InstrumentParameters Tiered(params (decimal UpTo, decimal Initial, decimal Maintenance)[] tiers) => Rules[BtcPerp] with
    {
        Margin = new MarginSchedule(
            [.. tiers.Select(t => new MarginTier(t.UpTo, new Rate(t.Initial), new Rate(t.Maintenance)))],
            TierMeasure.Value, MarginBasis.Mark, Rate.Zero, Rate.Zero),
    };
}
