using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CollateralActors.Margining.Tests.Market;

/// <summary>
/// Random histories: some batches of valid, late, early, repeated, contradicting and malformed quotes.
/// </summary>
public sealed class PriceOracleProperties
{
    private static readonly OracleParameters Parameters = OracleTable.Parameters with
    {
        MaximumAge = TimeSpan.FromSeconds(4),
        YieldAfter = TimeSpan.FromSeconds(1),
    };

    public static Arbitrary<Pass[]> Histories()
    {
        var quote =
            from source in Gen.Frequency((9, Gen.Elements("a", "b", "c")), (1, Gen.Constant("z")))
            from cents in Gen.Frequency((9, Gen.Choose(9_000, 11_000)), (1, Gen.Choose(-1, 100_000)))
            from late in Gen.Elements(-501, -500, 0, 0, 0, 100, 100, 1_000, 4_000, 4_001)
            select (source, price: cents / 100m, late);
        var pass =
            from after in Gen.Elements(1, 100, 500, 1_000, 5_000)
            from quotes in quote.ArrayOf()
            from shuffled in Gen.Shuffle(Enumerable.Range(0, quotes.Length))
            select (after, quotes, shuffled);
        var history =
            from passes in pass.NonEmptyListOf()
            select passes.Aggregate(new List<Pass>(), (history, next) =>
            {
                var now = (history.Count == 0 ? new Instant(100_000) : history[^1].Now)
                    + TimeSpan.FromMilliseconds(next.after);
                var quotes = next.quotes.Select(quote => Quote(quote.source, quote.price, now, quote.late));
                history.Add(new Pass(now, [.. quotes], next.shuffled));
                return history;
            }).ToArray();
        return history.ToArbitrary();
    }

    [Property(Arbitrary = [typeof(PriceOracleProperties)], MaxTest = 300)]
    public void The_order_of_quotes_in_a_batch_has_no_influence(Pass[] history)
    {
        var state = OracleState.Initial;
        foreach (var pass in history)
        {
            var straight = PriceOracle.Observe(Parameters, state, pass.Quotes, pass.Now);
            Quote[] otherOrder = [.. pass.Shuffled.Select(i => pass.Quotes[i])];
            var shuffled = PriceOracle.Observe(Parameters, state, otherOrder, pass.Now);

            Assert.Equal(straight.State, shuffled.State);
            Assert.Equal(straight.AcceptedQuotes, shuffled.AcceptedQuotes);
            Assert.Equal(straight.NewPrice, shuffled.NewPrice);
            Assert.Equal(
                pass.Quotes.Zip(straight.Verdicts, Line).Order(),
                otherOrder.Zip(shuffled.Verdicts, Line).Order());
            state = straight.State;
        }
    }

    [Property(Arbitrary = [typeof(PriceOracleProperties)], MaxTest = 300)]
    public void A_new_price_lies_between_the_lowest_and_the_highest_live_quote(Pass[] history)
    {
        var state = OracleState.Initial;
        foreach (var pass in history)
        {
            var outcome = PriceOracle.Observe(Parameters, state, pass.Quotes, pass.Now);
            var live = outcome.State.Quotes.Where(quote => pass.Now - quote.Time <= Parameters.MaximumAge).ToArray();
            if (outcome.NewPrice is { } price)
                Assert.InRange(price.Value, live.Min(quote => quote.Price.Value), live.Max(quote => quote.Price.Value));
            Assert.Equal(
                live.Length < Parameters.MinimumSources,
                outcome.Condition is OracleCondition.Stale or OracleCondition.NoPrice);
            state = outcome.State;
        }
    }

    [Property(Arbitrary = [typeof(PriceOracleProperties)], MaxTest = 300)]
    public void A_fold_over_what_events_store_gives_the_same_oracle(Pass[] history)
    {
        var (live, folded) = (OracleState.Initial, OracleState.Initial);
        foreach (var pass in history)
        {
            var outcome = PriceOracle.Observe(Parameters, live, pass.Quotes, pass.Now);

            // A pass that left an equal state is not stored.
            if (outcome.State != live)
                folded = PriceOracle.Observe(Parameters, folded, outcome.AcceptedQuotes, pass.Now).State;
            live = outcome.State;
            Assert.Equal(live, folded);
        }
    }

    [Property(Arbitrary = [typeof(PriceOracleProperties)], MaxTest = 300)]
    public void A_batch_observed_again_at_the_same_time_changes_nothing(Pass[] history)
    {
        var state = OracleState.Initial;
        foreach (var pass in history)
        {
            var outcome = PriceOracle.Observe(Parameters, state, pass.Quotes, pass.Now);
            Assert.Equal(outcome.State, PriceOracle.Observe(Parameters, outcome.State, pass.Quotes, pass.Now).State);
            state = outcome.State;
        }
    }

    private static string Line(Quote quote, QuoteVerdict verdict) => $"{quote} {verdict}";

    private static Quote Quote(string source, decimal price, Instant now, int late) =>
        new(OracleTable.Symbol, new SourceId(source), new Price(price), now + TimeSpan.FromMilliseconds(-late));

    /// <summary>One batch, and another order of it.</summary>
    public sealed record Pass(Instant Now, Quote[] Quotes, int[] Shuffled)
    {
        public override string ToString() => $"{Now}: {string.Join("; ", Quotes)}";
    }
}
