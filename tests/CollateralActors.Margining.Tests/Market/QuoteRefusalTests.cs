using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Market;

public sealed class QuoteRefusalTests
{
    private static readonly Instant Now = new(1_000_000);

    // The source a quoted 100 at 995 s; the limits at 1,000 s are 990 s and 1,000.5 s.
    private static readonly OracleState Given = PriceOracle.Observe(
        OracleTable.Parameters,
        OracleState.Initial,
        [OracleTable.Quote("a=100@995000", Now)],
        new Instant(995_000)).State;

    [Theory]
    [InlineData("z=100            ", "'z' is not a source of BTC; expected one of a, b, c")]
    [InlineData("a=0              ", "price 0 is not positive; expected more than 0")]
    [InlineData("a=-1             ", "price -1 is not positive; expected more than 0")]
    [InlineData("a=0.01           ", "Accepted")]
    [InlineData("a=0.001          ", "price 0.001 is too precise; expected at most 2 decimals")]
    [InlineData("a=100.000        ", "Accepted")]
    [InlineData("a=1000000000000  ", "Accepted")]
    [InlineData("a=1000000000000.1", "price 1000000000000.1 is too large; expected at most 1000000000000")]
    [InlineData("a=79228162514264337593543950335",
        "price 79228162514264337593543950335 is too large; expected at most 1000000000000")]
    [InlineData("a=100@1000500    ", "Accepted")]
    [InlineData("a=100@1000501    ",
        "time 1970-01-01T00:16:40.501Z is in the future; expected 1970-01-01T00:16:40.500Z at the latest")]
    [InlineData("a=100@9223372036854775807",
        "time 9223372036854775807 is in the future; expected 1970-01-01T00:16:40.500Z at the latest")]
    [InlineData("b=100@990000     ", "Accepted")]
    [InlineData("b=100@989999     ",
        "time 1970-01-01T00:16:29.999Z is too old; expected 1970-01-01T00:16:30.000Z at the earliest")]
    [InlineData("b=100@-9223372036854775808",
        "time -9223372036854775808 is too old; expected 1970-01-01T00:16:30.000Z at the earliest")]
    [InlineData("a=100@995000     ", "Duplicate")]
    [InlineData("a=100.0@995000   ", "Duplicate")]
    [InlineData("a=101@995000     ",
        "price 101 contradicts 100, which a quoted for the same time 1970-01-01T00:16:35.000Z; expected a later time")]
    [InlineData("a=100@994999     ",
        "time 1970-01-01T00:16:34.999Z is out of order; expected later than 1970-01-01T00:16:35.000Z, "
        + "the time of the last quote of a")]
    [InlineData("a=100@995001     ", "Accepted")]
    [InlineData("b=100@994999     ", "Accepted")]
    public void Each_quote_is_taken_or_refused_with_what_is_wrong_and_what_would_be_right(string quote, string verdict)
    {
        var outcome = PriceOracle.Observe(OracleTable.Parameters, Given, [OracleTable.Quote(quote.Trim(), Now)], Now);

        Assert.Equal(verdict, Text(Assert.Single(outcome.Verdicts)));
        Assert.Equal(verdict == "Accepted" ? 1 : 0, outcome.AcceptedQuotes.Count);
        Assert.Equal(verdict != "Accepted", outcome.State.Quotes.Equals(Given.Quotes));
    }

    [Fact]
    public void A_quote_of_another_symbol_is_refused()
    {
        var quote = OracleTable.Quote("a=100", Now) with { Symbol = new Symbol("ETH") };

        var outcome = PriceOracle.Observe(OracleTable.Parameters, Given, [quote], Now);

        Assert.Equal("symbol 'ETH' is unknown; expected one of BTC", Text(Assert.Single(outcome.Verdicts)));
    }

    [Fact]
    public void A_refused_quote_does_not_spoil_the_others_of_its_batch()
    {
        var outcome = PriceOracle.Observe(
            OracleTable.Parameters, OracleState.Initial, Batch("a=100 b=-1 c=101 b=102"), Now);

        Assert.Equal("Accepted, refused, Accepted, Accepted", Texts(outcome));
        Assert.Equal(new Price(101m), outcome.NewPrice);
    }

    [Fact]
    public void Of_several_quotes_of_a_source_in_a_batch_the_latest_valid_one_counts()
    {
        var outcome = PriceOracle.Observe(
            OracleTable.Parameters,
            OracleState.Initial,
            Batch("a=103@999990 a=101@999980 a=-5@999999 a=102@999985"),
            Now);

        Assert.Equal("Accepted, Conflated, refused, Conflated", Texts(outcome));
        Assert.Equal([OracleTable.Quote("a=103@999990", Now)], outcome.AcceptedQuotes);
    }

    [Fact]
    public void In_a_batch_a_repetition_is_a_duplicate_and_the_higher_of_two_prices_for_a_time_is_a_conflict()
    {
        var outcome = PriceOracle.Observe(
            OracleTable.Parameters, OracleState.Initial, Batch("a=102 a=101 a=101"), Now);

        Assert.Equal("refused, Accepted, Duplicate", Texts(outcome));
        Assert.IsType<QuoteRefusal.Conflict>(Assert.IsType<QuoteVerdict.Refused>(outcome.Verdicts[0]).Reason);
    }

    [Fact]
    public void A_batch_sent_again_changes_nothing()
    {
        var batch = Batch("a=103@999990 a=101@999980 b=102@999985");
        var first = PriceOracle.Observe(OracleTable.Parameters, OracleState.Initial, batch, Now);

        var again = PriceOracle.Observe(OracleTable.Parameters, first.State, batch, Now + TimeSpan.FromSeconds(1));

        Assert.Equal("Duplicate, refused, Duplicate", Texts(again));
        Assert.Equal(first.State, again.State);
        Assert.Null(again.NewPrice);
    }

    [Fact]
    public void Quotes_are_ordered_by_time_then_source_then_price()
    {
        var inOrder = Batch("b=9@1 a=3@2 a=4@2 b=1@2 a=1@3");

        Assert.Equal(inOrder, inOrder.Reverse().Order());
    }

    [Fact]
    public void Accepted_quotes_are_given_in_order_of_the_sources_and_without_trailing_zeros()
    {
        var outcome = PriceOracle.Observe(
            OracleTable.Parameters, OracleState.Initial, Batch("c=1.10@999990 b=2.00@999995 a=3@999999"), Now);

        Assert.Equal(
            ["a 3", "b 2", "c 1.1"],
            outcome.AcceptedQuotes.Select(quote => FormattableString.Invariant($"{quote.Source} {quote.Price.Value}")));
        Assert.Equal(
            ["a 3", "b 2", "c 1.1"],
            outcome.State.Quotes.Select(quote => FormattableString.Invariant($"{quote.Source} {quote.Price.Value}")));
    }

    [Fact]
    public void A_halted_oracle_still_refuses_what_is_wrong() =>
        Assert.Equal(
            "refused",
            Texts(PriceOracle.Observe(OracleTable.Parameters, PriceOracle.Halt(Given), Batch("a=0"), Now)));

    private static Quote[] Batch(string quotes) => [.. quotes.Split(' ').Select(text => OracleTable.Quote(text, Now))];

    private static string Texts(OracleOutcome outcome) =>
        string.Join(
            ", ", outcome.Verdicts.Select(verdict => verdict is QuoteVerdict.Refused ? "refused" : Text(verdict)));

    private static string Text(QuoteVerdict verdict) =>
        verdict is QuoteVerdict.Refused refused ? refused.Reason.Message : verdict.GetType().Name;
}
