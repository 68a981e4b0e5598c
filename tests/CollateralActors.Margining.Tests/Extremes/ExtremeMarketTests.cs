using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Expiries;
using CollateralActors.Margining.Funding;
using CollateralActors.Margining.Interest;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;

namespace CollateralActors.Margining.Tests.Extremes;

/// <summary>
/// A market whose prices jump from one end of what is taken to the other, with milliseconds or months between them:
/// oracles, means, funding, interest and settlements come to an end of every number.
/// </summary>
public sealed class ExtremeMarketTests
{
    private const int Quotings = 60;

    private static readonly SourceId[] Sources = [new("a"), new("b")];

    [Property(MaxTest = 100, EndSize = 1000000)]
    public void Every_quote_is_decided_and_nothing_overflows(int seed) => Run(seed);

    [Property(MaxTest = 100, EndSize = 1000000)]
    public void Deciding_again_gives_the_same(int seed)
    {
        var (market, frames) = Run(seed);

        market.Redecide(frames, isWholeCommandKept: false);
    }

    [Fact]
    public void Contracts_are_funded_and_settled_and_debts_grow()
    {
        var markets = Enumerable.Range(0, 20).Select(seed => Run(seed).Market.Entity.State).ToList();

        Assert.True(markets.Count(market => market.Funding.Values.Any(funding => funding.Index != Amount.Zero)) > 5);
        Assert.True(markets.Count(market => market.Settlements.Values.Any(settled => settled.Price is not null)) > 5);
        Assert.Contains(markets, market => market.Interest.Values.Any(interest => interest.Index.Value == InterestMeter.LargestIndex));
        Assert.Contains(markets, market => market.States.Values.Any(oracle => oracle.Cautious is not null));
    }

    private static (Hosted<MarketState> Market, Frames Frames) Run(int seed)
    {
        var random = new Random(seed);
        var (draw, frames, time) = (new ExtremeBooks(random), new Frames(), 0L);
        var market = new Hosted<MarketState>(new MarketDecider(Venue.Shards), Entities.Market);
        var book = WithFunding(draw, draw.Book());
        Symbol[] symbols =
        [
            .. book.Assets.Where(asset => asset.Id != book.Valuation).Select(asset => Symbol.Of(asset.Id)),
            .. book.Instruments.Where(i => i.IsPerpetual).Select(i => Symbol.Of(i.Id)),
        ];
        Send(0, new MarketCommand.OpenMarket([.. symbols.Select(symbol => Oracle(draw, symbol))]));
        market.Handle(
            new Envelope(Entities.Market, new Origin.Duty(Entities.RiskBook, 1), Use(book)), frames, new Instant(time));
        for (var i = 1; i <= Quotings; i++)
        {
            time += draw.Pick(1L, 1_000L, 3_600_000L, 86_400_000L, 15_000_000_000L);
            Send(i, new MarketCommand.SubmitQuotes(
            [
                .. from symbol in symbols
                from source in Sources
                where random.Next(3) > 0
                select new Quote(symbol, source, new Price(draw.Number()), new Instant(time)) { Confidence = new Price(draw.Number()) },
            ]));
        }

        return (market, frames);

        void Send(int number, ICommand command)
        {
            var client = new Origin.Client(new CommandId($"m-{number}"));
            var handled = market.Handle(new Envelope(Entities.Market, client, command), frames, new Instant(time));
            Assert.IsType<Outcome.Accepted>(handled.Reply!.Outcome);
        }
    }

    private static MarketCommand.UseRiskBook Use(RiskBook book) => new(book.Version)
    {
        Funding = FundingTerms.Of(book),
        Interest = InterestTerms.Of(book),
        Settlements = SettlementTerms.Of(book),
    };

    private static RiskBook WithFunding(ExtremeBooks draw, RiskBook book) => DatedVenue.With(book, [.. book.Instruments.Select(i =>
        !i.IsPerpetual ? i : i with
        {
            Funding = new FundingParameters(
                TimeSpan.FromMinutes(draw.Pick(1, 480, 7 * 24 * 60)),
                new Rate(draw.Pick(-1m, 0m, 1m)),
                new Rate(draw.Pick(0m, 1m)),
                new Rate(draw.Pick(0m, 0.000000000001m, 1m))),
        })]);

    // Whatever a source says is taken at once.
    private static OracleParameters Oracle(ExtremeBooks draw, Symbol symbol) => new(
        symbol, [.. Sources], 1, TimeSpan.FromHours(1), new Rate(1m), TimeSpan.Zero, 1, TimeSpan.Zero, Decimals.LargestScale)
    {
        Rules = draw.Pick(OracleRules.None, new OracleRules
        {
            AverageWindow = TimeSpan.FromDays(1),
            ConfidenceFactor = new Rate(100m),
            UncertainAbove = new Rate(0.01m),
            LostAfter = TimeSpan.FromSeconds(1),
            FallsToZeroOver = TimeSpan.FromHours(1),
        }),
    };
}
