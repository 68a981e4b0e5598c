using System.Collections.Immutable;
using System.Text;
using CollateralActors.Journal.Codec;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Tests.Codec;

/// <summary>
/// Parameters that came after the first version: stored where they are set, and left out where they say nothing new.
/// </summary>
public sealed class RiskBookFormTests
{
    public static TheoryData<string> Books => [.. Samples.Keys];

    private static Dictionary<string, RiskBook> Samples => new()
    {
        ["\"profitWeights\":{\"initial\":0.9,\"withdrawal\":0.1}"] =
            Book(new ProfitWeights(new Rate(0.9m), new Rate(0.1m)), Usdt),
        ["\"debt\":{\"borrowRate\":0.05}"] =
            Book(ProfitWeights.Full, Usdt with { Debt = new DebtRules { BorrowRate = new Rate(0.05m) } }),
        ["\"debt\":{\"conversionLimit\":0,\"conversionFee\":0.005}"] =
            Book(ProfitWeights.Full, Usdt with { Debt = new DebtRules { ConversionLimit = Amount.Zero, ConversionFee = new Rate(0.005m) } }),
        ["\"loan\":{\"loanToValue\":0.75,\"liquidationThreshold\":0.8,\"liquidationBonus\":0.05,\"closeFactor\":0.5}"] =
            Book(ProfitWeights.Full, Usdt with { Loan = new LoanTerms(new Rate(0.75m), new Rate(0.8m), new Rate(0.05m), new Rate(0.5m)) }),
        ["\"feeReserve\":\"opening-and-closing\""] =
            new(new RiskBookVersion(1), new AssetId("USD"), new Rate(1.2m), Rate.One, [Usdt], []) { FeeReserve = FeeReserve.OpeningAndClosing },
        ["\"rules\":{\"initial\":[{\"haircut\":0.1,\"upTo\":5}],\"borrowing\":[],\"withdrawal\":[{\"haircut\":0.2}]}"] = With(new()
        {
            Initial = new CollateralSchedule([new HaircutSlice(new Amount(5m), new Rate(0.1m))]),
            Borrowing = CollateralSchedule.None,
            Withdrawal = new CollateralSchedule([new HaircutSlice(CollateralSchedule.Endless, new Rate(0.2m))]),
        }),
        ["\"rules\":{\"accountCap\":5,\"peg\":{\"target\":1,\"tolerance\":0.01,\"factor\":5},\"wrongWayHaircut\":0.4}"] = With(new()
        {
            AccountCap = new Amount(5m),
            Peg = new Peg(Price.One, new Rate(0.01m), new Rate(5m)),
            WrongWayHaircut = new Rate(0.4m),
        }),
        ["\"rules\":{\"peg\":{\"target\":1,\"tolerance\":0.01,\"factor\":5,\"maintenance\":true}}"] = With(new()
        {
            Peg = new Peg(Price.One, new Rate(0.01m), new Rate(5m)) { IsForMaintenance = true },
        }),
        ["\"rules\":{\"concentrationStart\":5000000,\"venueCap\":200}"] = With(new()
        {
            ConcentrationStart = new Amount(5_000_000m),
            VenueCap = new Amount(200m),
        }),
        ["\"rules\":{\"depositsClosed\":true,\"phaseOut\":[{\"at\":5,\"factor\":0.5},{\"at\":7,\"factor\":0}]}"] = With(new()
        {
            DepositsClosed = true,
            PhaseOut = [new PhaseOutStep(new Instant(5), new Rate(0.5m)), new PhaseOutStep(new Instant(7), Rate.Zero)],
        }),
        ["\"portfolio\":{\"scans\":[{\"base\":\"BTC\",\"priceMoves\":[-0.16,0.16],\"volatilityMoves\":[0],\"initialFactor\":1.25,\"maintenanceFactor\":1}]}"] =
            Scanned([], Rate.Zero),
        ["\"shortOptionMinimum\":0.02,\"basisContingency\":0.01}],\"offsets\":[{\"bases\":[\"BTC\",\"ETH\"],\"credit\":0.5}]}"] =
            Scanned([new ScanOffset([new AssetId("BTC"), new AssetId("ETH")], new Rate(0.5m))], new Rate(0.01m)),
        ["\"fund\":{\"perClaim\":5}"] = Book(ProfitWeights.Full, Usdt with { Fund = new FundRules { PerClaim = new Amount(5m) } }),
        ["\"fund\":{\"perWindow\":7,\"windowMs\":1000}"] = Book(
            ProfitWeights.Full, Usdt with { Fund = new FundRules { PerWindow = new Amount(7m), Window = TimeSpan.FromSeconds(1) } }),
        ["\"liquidation\":{\"sizing\":\"exact\"}"] = Liquidating(LiquidationRules.Plain),
        ["\"liquidation\":{\"sizing\":\"step-down\",\"bounds\":{\"opening\":0.25,\"fullBelow\":0.5,\"slippage\":0.05}"
            + ",\"speedWaivedBelow\":0.4,\"convertsCollateral\":true}"] = Liquidating(new LiquidationRules
            {
                Sizing = LiquidationSizing.StepDown,
                Bounds = new PriceBounds(new Rate(0.25m), new Rate(0.5m), new Rate(0.05m)),
                SpeedWaivedBelow = new Rate(0.4m),
                ConvertsCollateral = true,
            }),
        [",\"deleveraging\":{\"order\":\"risk-aware\",\"priceBound\":0.1}"] = Liquidating(new LiquidationRules
        {
            Bounds = new PriceBounds(new Rate(0.25m), new Rate(0.5m), new Rate(0.05m)),
            Deleveraging = new DeleveragingRules(DeleveragingOrder.RiskAware, new Rate(0.1m)),
        }),
        [",\"deleveraging\":{\"order\":\"ranked\",\"priceBound\":0.1,\"socialisedLoss\":0.5}"] = Liquidating(new LiquidationRules
        {
            Bounds = new PriceBounds(new Rate(0.25m), new Rate(0.5m), new Rate(0.05m)),
            Deleveraging = new DeleveragingRules(DeleveragingOrder.Ranked, new Rate(0.1m)) { SocialisedLoss = new Rate(0.5m) },
        }),
    };

    private static AssetParameters Usdt { get; } = new(new AssetId("USDT"), 6, CollateralSchedule.Full, Rate.Zero);

    [Theory]
    [MemberData(nameof(Books))]
    public void What_is_set_is_stored_and_read_again_and_changes_the_fingerprint(string stored)
    {
        var book = Samples[stored];
        var text = Text(book, out var manifest);

        Assert.Contains(stored, text, StringComparison.Ordinal);
        var read = (RiskBookEvent.Adopted)EventCodec.Default.Decode(manifest, Encoding.UTF8.GetBytes(text)).Event;
        Assert.Equal(book, read.Book);
        Assert.Equal(text, Text(read.Book, out _));
        Assert.NotEqual(Fingerprint.Of(new RiskBookCommand.Adopt(Plain)), Fingerprint.Of(new RiskBookCommand.Adopt(book)));
    }

    [Fact]
    public void What_has_its_default_leaves_no_trace_in_the_stored_form_or_the_fingerprint()
    {
        Assert.EndsWith(
            "{\"book\":{\"version\":1,\"valuation\":\"USD\",\"marginCallRatio\":1.2,\"liquidationTarget\":1,\"assets\":["
            + "{\"id\":\"USDT\",\"scale\":6,\"slices\":[{\"haircut\":0}],\"liabilitySurcharge\":0}],\"instruments\":[]}}}",
            Text(Plain, out _),
            StringComparison.Ordinal);
        Assert.Equal(
            "risk book 1 in USD, call 1.2, target 1: "
            + "AssetParameters { Id = USDT, Scale = 6, Collateral = [up to 79228162514264337593543950335: 0], LiabilitySurcharge = 0 }",
            Plain.ToString());
    }

    private static RiskBook Plain => Book(ProfitWeights.Full, Usdt);

    private static RiskBook Scanned(ValueList<ScanOffset> offsets, Rate basis)
    {
        var scan = new ScanParameters(
            [new Rate(-0.16m), new Rate(0.16m)], [Rate.Zero], new Rate(1.25m), Rate.One, basis + basis, basis);
        return new RiskBook(new RiskBookVersion(1), new AssetId("USD"), new Rate(1.2m), Rate.One, [Usdt], [])
        {
            Portfolio = new PortfolioRules(
                ImmutableSortedDictionary<AssetId, ScanParameters>.Empty.Add(new AssetId("BTC"), scan), offsets),
        };
    }

    private static RiskBook Liquidating(LiquidationRules rules) =>
        new(new RiskBookVersion(1), new AssetId("USD"), new Rate(1.2m), new Rate(1.2m), [Usdt], []) { Liquidation = rules };

    private static RiskBook With(CollateralRules rules) => Book(ProfitWeights.Full, Usdt with { Rules = rules });

    private static RiskBook Book(ProfitWeights profits, AssetParameters asset) =>
        new(new RiskBookVersion(1), new AssetId("USD"), new Rate(1.2m), Rate.One, [asset], []) { ProfitWeights = profits };

    private static string Text(RiskBook book, out string manifest) => Encoding.UTF8.GetString(EventCodec.Default.Encode(
        new Recorded(new Cause(new Origin.Client(new CommandId("c-1")), "ab"), new Instant(5), FrameNumber.None, 1, 1, new RiskBookEvent.Adopted(book)),
        out manifest));
}
