using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Prices;

namespace CollateralActors.Simulation.Tests.Prices;

public sealed class QuoteSourcesTests
{
    private static readonly SourceId A = new("alpha"), B = new("beta"), C = new("gamma");

    private static readonly QuoteSourceParameters Faultless = new(
        new Symbol("BTC"), PriceScale: 2, [new(A, 0m, 2m), new(B, 1m, 2m), new(C, -1.5m, 3.25m)], []);

    private static readonly QuoteSourceParameters Faulty = Faultless with
    {
        Faults =
        [
            new(A, FromMinute: 10, ToMinute: 15, SourceFaultKind.Stale, Rate.Zero),
            new(B, FromMinute: 20, ToMinute: 22, SourceFaultKind.Deviate, new Rate(-0.1m)),
        ],
    };

    private static readonly IReadOnlyList<PriceTick> Ticks =
        PricePath.Ticks(PriceFile.Read(Samples.Crash, PriceFileFormat.BitstampMinutes));

    [Fact]
    public void Quotes_of_a_seed_never_change() => Assert.Equal(
        "alpha=95208.86 beta=95216.86 gamma=95210.57 "
        + "alpha=95297.75 beta=95317.48 gamma=95310.33",
        string.Join(' ', QuoteSources.Derive(Faultless, Ticks, seed: 42).Take(2)
            .SelectMany(batch => batch.Quotes).Select(quote => $"{quote.Source}={quote.Price}")));

    [Fact]
    public void One_seed_gives_one_series_and_another_seed_another()
    {
        Assert.Equal(QuoteSources.Derive(Faulty, Ticks, 1), QuoteSources.Derive(Faulty, Ticks, 1));
        Assert.NotEqual(QuoteSources.Derive(Faulty, Ticks, 1), QuoteSources.Derive(Faulty, Ticks, 2));
    }

    [Fact]
    public void Every_source_stays_within_its_offset_and_noise()
    {
        var quotes = QuoteSources.Derive(Faultless, Ticks, 42).ToArray();

        Assert.Equal(240, quotes.Length);
        foreach (var (tick, batch) in quotes.Select(batch => (batch.Tick, batch.Quotes)))
        {
            Assert.Equal([A, B, C], batch.Select(quote => quote.Source));
            Assert.All(batch, quote => Assert.Equal(tick.Time, quote.Time));
            Assert.All(batch, quote => Assert.Equal(Math.Round(quote.Price.Value, 2), quote.Price.Value));
            Assert.All(batch.Zip(Faultless.Sources), pair => Assert.InRange(
                ((pair.First.Price.Value / tick.Price.Value) - 1m) * 10_000m,
                pair.Second.OffsetBasisPoints - pair.Second.NoiseBasisPoints - 0.01m,
                pair.Second.OffsetBasisPoints + pair.Second.NoiseBasisPoints + 0.01m));
        }
    }

    [Fact]
    public void A_stale_source_is_silent_for_exactly_its_minutes() =>
        Assert.Equal(
            Enumerable.Range(40, 20),
            QuoteSources.Derive(Faulty, Ticks, 42).Index()
                .Where(batch => batch.Item.Quotes.All(quote => quote.Source != A))
                .Select(batch => batch.Index));

    [Fact]
    public void A_deviating_source_is_off_by_its_share_for_exactly_its_minutes()
    {
        var faultless = QuoteSources.Derive(Faultless, Ticks, 42).Select(batch => PriceOf(batch, B)).ToArray();
        var faulty = QuoteSources.Derive(Faulty, Ticks, 42).Select(batch => PriceOf(batch, B)).ToArray();

        Assert.Equal(
            Enumerable.Range(0, 240).Select(tick => tick is >= 80 and < 88 ? 0.9m : 1m),
            faulty.Zip(faultless, (off, right) => Math.Round(off / right, 6, MidpointRounding.ToEven)));
    }

    [Fact]
    public void A_fault_of_one_source_shifts_no_other_quote() => Assert.Equal(
        QuoteSources.Derive(Faultless, Ticks, 42).Select(batch => PriceOf(batch, C)),
        QuoteSources.Derive(Faulty, Ticks, 42).Select(batch => PriceOf(batch, C)));

    [Fact]
    public void A_source_that_was_stale_quotes_afterwards_as_if_it_had_not_been() => Assert.Equal(
        QuoteSources.Derive(Faultless, Ticks, 42).Skip(60).Select(batch => PriceOf(batch, A)),
        QuoteSources.Derive(Faulty, Ticks, 42).Skip(60).Select(batch => PriceOf(batch, A)));

    [Fact]
    public void A_price_never_falls_below_its_last_decimal()
    {
        var dust = new PriceTick(new Instant(0), new Price(0.01m));
        var faulty = Faultless with { Faults = [new(A, 0, 1, SourceFaultKind.Deviate, new Rate(-0.99m))] };

        Assert.Equal(0.01m, PriceOf(Assert.Single(QuoteSources.Derive(faulty, [dust], 42)), A));
    }

    [Fact]
    public void The_oracle_follows_the_real_crash_through_both_faults()
    {
        var oracle = new OracleParameters(
            Faulty.Symbol,
            [A, B, C],
            MinimumSources: 2,
            MaximumAge: TimeSpan.FromSeconds(30),
            DeviationBand: new Rate(0.02m),
            YieldAfter: TimeSpan.FromSeconds(15),
            YieldSources: 2,
            FutureTolerance: TimeSpan.Zero,
            PriceScale: 2);
        var (state, conditions) = (OracleState.Initial, new List<OracleCondition>());

        foreach (var (tick, quotes) in QuoteSources.Derive(Faulty, Ticks, 42))
        {
            var outcome = PriceOracle.Observe(oracle, state, quotes, tick.Time);
            Assert.All(outcome.Verdicts, verdict => Assert.IsType<QuoteVerdict.Accepted>(verdict));
            if (outcome.Condition == OracleCondition.Live)
                Assert.InRange(outcome.State.Accepted!.Price.Value / tick.Price.Value, 0.9995m, 1.0005m);
            conditions.Add(outcome.Condition);
            state = outcome.State;
        }

        Assert.All(conditions, condition => Assert.Equal(OracleCondition.Live, condition));
    }

    public static TheoryData<QuoteSourceParameters, string> Bad => new()
    {
        { Faultless with { PriceScale = 13 }, "price scale 13 of BTC is out of range; expected 0 to 12" },
        { Faultless with { Sources = [] }, "BTC has no sources; expected 1 or more" },
        { Faultless with { Sources = [new(A, 0m, 0m), new(A, 1m, 0m)] },
            "source 'alpha' of BTC is named more than once; expected each once" },
        { Faultless with { Sources = [new(A, -1000.1m, 0m)] },
            "offset -1000.1 of source 'alpha' is out of range; expected -1000 to 1000 basis points" },
        { Faultless with { Sources = [new(A, 0m, -1m)] }, BadNoise("-1") },
        { Faultless with { Sources = [new(A, 0m, 0.125m)] }, BadNoise("0.125") },
        { With(new SourceFault(new("delta"), 0, 1, SourceFaultKind.Stale, Rate.Zero)),
            "a fault names source 'delta'; expected one of alpha, beta, gamma" },
        { With(new SourceFault(A, 5, 5, SourceFaultKind.Stale, Rate.Zero)),
            "a fault of source 'alpha' is from minute 5 to 5; expected from 0 or more to a later one" },
        { With(new SourceFault(A, -1, 5, SourceFaultKind.Stale, Rate.Zero)),
            "a fault of source 'alpha' is from minute -1 to 5; expected from 0 or more to a later one" },
        { With(new SourceFault(A, 0, 5, SourceFaultKind.Stale, Rate.One)),
            "source 'alpha' is stale by 1; expected no share" },
        { With(new SourceFault(A, 0, 5, SourceFaultKind.Deviate, Rate.Zero)), BadShare("0") },
        { With(new SourceFault(A, 0, 5, SourceFaultKind.Deviate, new(-1m))), BadShare("-1") },
        { With(new SourceFault(A, 0, 5, SourceFaultKind.Deviate, new(10.1m))), BadShare("10.1") },
        { With(
                new SourceFault(A, 3, 6, SourceFaultKind.Stale, Rate.Zero),
                new SourceFault(A, 0, 4, SourceFaultKind.Deviate, new(0.1m))),
            "a fault of source 'alpha' starts at minute 3, before another one ends; expected minute 4 or later" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_parameter_is_named_with_what_would_be_right(QuoteSourceParameters parameters, string problem)
    {
        Assert.Equal(problem, Assert.Single(parameters.Problems()));
        Assert.Throws<ArgumentException>(() => QuoteSources.Derive(parameters, Ticks, 42));
    }

    [Fact]
    public void Good_parameters_have_no_problems()
    {
        Assert.Empty(Faulty.Problems());
        Assert.Empty(With(
            new SourceFault(A, 4, 6, SourceFaultKind.Stale, Rate.Zero),
            new SourceFault(A, 0, 4, SourceFaultKind.Deviate, new(10m)),
            new SourceFault(B, 0, 6, SourceFaultKind.Deviate, new(-0.9m))).Problems());
    }

    private static QuoteSourceParameters With(params ReadOnlySpan<SourceFault> faults) =>
        Faultless with { Faults = [.. faults] };

    private static string BadNoise(string value) =>
        $"noise {value} of source 'alpha' is not allowed; expected 0 to 1000 basis points with at most 2 decimals";

    private static string BadShare(string value) =>
        $"source 'alpha' deviates by {value}; expected more than -1, at most 10, not 0";

    private static decimal PriceOf(QuoteBatch batch, SourceId source) =>
        batch.Quotes.First(quote => quote.Source == source).Price.Value;
}
