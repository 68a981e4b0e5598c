using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Expiries;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using FsCheck.Xunit;

namespace CollateralActors.Margining.Tests.Watching;

/// <summary>A band holds until something that the account has is settled: then it is looked at, whatever prices do.</summary>
public sealed class SettlementBandTests
{
    [Property(MaxTest = 60)]
    public void The_frame_that_settles_a_contract_wakes_everybody_who_holds_it_and_no_status_is_missed(int seed)
    {
        var venue = new RandomVenue(seed);
        var risk = WithFutures(venue.Risk);
        var market = Under(risk, venue.Market(venue.Risk), []);
        var accounts = Enumerable.Range(0, 30).Select(i => Account(i, venue.Book(risk), market)).ToArray();
        var watched = accounts.Select(account => account.Status).ToArray();
        var (ladder, settled) = (new Ladder(), new SortedSet<InstrumentId>());
        ladder.Pass(null, market);
        for (var i = 0; i < accounts.Length; i++)
            Look(i);
        for (var frame = 0; frame < 25; frame++)
        {
            var previous = market;
            if (venue.Random.Next(4) == 0)
                settled.Add(venue.Random.GetItems(risk.Instruments.Where(i => i.Expiry is not null).ToArray(), 1)[0].Id);
            market = Under(risk, venue.Move(market, mayChangeRisk: false), settled, previous);
            var woken = PassRenewing(ladder, previous, market);
            for (var i = 0; i < accounts.Length; i++)
            {
                var holds = accounts[i].Positions.Keys.Any(settled.Contains);
                Assert.True(!holds || woken.Contains(i), $"seed {seed}, frame {frame}: account {i} was not woken");
                accounts[i] = Expiry.Of(accounts[i], market).Aggregate(accounts[i], AccountEvolution.Evolve);
            }

            foreach (var i in woken)
                Look(i);
            var everybody = accounts.Select(account => MarginCalculator.Evaluate(account.ToMarginBook(market), market).Status);
            Assert.Equal((seed, frame, string.Join(' ', everybody)), (seed, frame, string.Join(' ', watched)));
        }

        void Look(int i)
        {
            var book = accounts[i].ToMarginBook(market);
            var figures = MarginCalculator.Evaluate(book, market);
            watched[i] = figures.Status;
            Assert.True(ladder.Set(accounts[i].Id, BandMaker.Make(book, market, figures), Severity.Of(figures).Value));
        }
    }

    [Fact]
    public void A_band_of_a_future_names_its_settlement_and_one_of_a_perpetual_does_not()
    {
        var market = DatedVenue.Frame(1);
        var book = new MarginBook(
            [new Holding(market.Risk[Venue.Usdt], new Amount(10_000m))],
            [new BookPosition(DatedVenue.Future, new Quantity(1m), new Amount(50_000m), 0m, null)],
            []);
        var band = BandMaker.Make(book, market, MarginCalculator.Evaluate(book, market));
        var number = band.Variables.ToArray().ToList().IndexOf(MarketVariable.Settlement(DatedVenue.BtcDec));
        Assert.True(band.Intervals[number].IsAbsent);
        Assert.True(band.Contains(DatedVenue.Frame(2)));
        Assert.False(band.Contains(DatedVenue.Frame(2, 50_000m, (DatedVenue.BtcDec, 50_000m))));
        var perpetual = book with { Positions = [book.Positions[0] with { Instrument = market.Risk[Venue.BtcPerp] }] };
        Assert.DoesNotContain(
            BandMaker.Make(perpetual, market, MarginCalculator.Evaluate(perpetual, market)).Variables.ToArray(),
            variable => variable.Kind == MarketVariableKind.Settlement);
    }

    private static List<int> PassRenewing(Ladder ladder, MarketView previous, MarketView market)
    {
        var numbers = ladder.PassRenewing(previous, market).ToArray();
        return [.. numbers.Select(number => int.Parse(ladder[number].Value.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture))];
    }

    private static RiskBook WithFutures(RiskBook risk) => DatedVenue.With(
        risk,
        [.. risk.Instruments.Where((_, i) => i % 2 == 0).Select(instrument => instrument with
        {
            Kind = instrument.IsInverse ? InstrumentKind.InverseFuture : InstrumentKind.LinearFuture,
            Lot = new Quantity(0.00001m),
            Funding = null,
            Expiry = DatedVenue.At(1_000_000),
        })]);

    private static MarketView Under(RiskBook risk, MarketView market, IEnumerable<InstrumentId> settled, MarketView? before = null)
    {
        var view = new MarketView(market.Frame, market.Time, risk, market.IndexPrices, market.Marks)
        {
            FundingIndices = market.FundingIndices,
            Settlements = before?.Settlements ?? market.Settlements,
        };
        var terms = SettlementTerms.Of(risk).ToDictionary(each => each.Instrument);
        var added = settled.Where(id => view.Settlement(id) is null)
            .Select(id => KeyValuePair.Create(id, terms[id].PriceAt(view.Mark(risk[id])!.Value.Value)));
        return new MarketView(view.Frame, view.Time, risk, view.IndexPrices, view.Marks)
        {
            FundingIndices = view.FundingIndices,
            Settlements = view.Settlements.AddRange(added),
        };
    }

    private static AccountState Account(int i, MarginBook book, MarketView market)
    {
        var state = AccountState.Initial(new AccountId(FormattableString.Invariant($"a{i}")));
        state = book.Balances.Aggregate(state, (s, holding) => s.Post(holding.Asset.Id, holding.Balance));
        state = state with
        {
            Positions = state.Positions.AddRange(book.Positions.Where(position => !position.IsIsolated).Select(position => KeyValuePair.Create(
                position.Instrument.Id,
                new AccountPosition(position.Quantity, position.EntryValue) { FundingValue = position.FundingValue }))),
        };
        return state with { Status = MarginCalculator.Evaluate(state.ToMarginBook(market), market).Status };
    }
}
