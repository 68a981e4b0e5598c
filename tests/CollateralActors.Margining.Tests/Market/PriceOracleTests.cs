using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Market;

public sealed class PriceOracleTests
{
    private static readonly OracleParameters Three = OracleTable.Parameters;

    private static readonly OracleParameters OneIsEnough =
        Three with { Sources = OracleTable.Sources("a b c d e"), MinimumSources = 1 };

    [Theory]
    [InlineData("a=100                                 ", "100")]
    [InlineData("a=100 b=103                           ", "101.5")]
    [InlineData("a=100 b=100.01                        ", "100")] // 100.005 goes to the even cent
    [InlineData("a=100.01 b=100.02                     ", "100.02")] // 100.015 does so too
    [InlineData("a=100 b=90 c=400                      ", "100")]
    [InlineData("a=100 b=90 c=400 d=104                ", "102")]
    [InlineData("a=5 b=1 c=4 d=2 e=3                   ", "3")]
    [InlineData("a=7 b=7 c=7 d=7 e=1                   ", "7")]
    [InlineData("a=999999999999.99 b=1000000000000     ", "1000000000000")] // ….995 goes to the even cent
    public void The_price_is_the_median_of_the_live_sources(string quotes, string median) =>
        OracleTable.Run(OneIsEnough, $"0 | {quotes} | {median} | Live");

    [Fact]
    public void A_mean_is_exact_at_the_finest_scale_and_the_largest_prices() =>
        OracleTable.Run(OneIsEnough with { PriceScale = 12 }, """
            0 | a=999999999999.999999999999 b=999999999999.999999999997 | 999999999999.999999999998 | Live
            """);

    [Fact]
    public void The_band_is_exact_at_the_finest_scale_and_the_largest_prices() =>
        OracleTable.Run(Three with { PriceScale = 12, DeviationBand = new Rate(0.9999m) }, """
            0 | a=500000000000.123456789012 b=500000000000.123456789012 | 500000000000.123456789012 | Live
            1 | a=50000000.000012345678 b=50000000.000012345678         | 500000000000.123456789012 | Held
            2 | a=50000000.000012345679 b=50000000.000012345679         | 50000000.000012345679     | Live
            3 | a=99995000.000024690124 b=99995000.000024690124         | 50000000.000012345679     | Held
            4 | a=99995000.000024690123 b=99995000.000024690123         | 99995000.000024690123     | Live
            """);

    [Fact]
    public void A_quote_is_live_up_to_exactly_the_maximum_age() => OracleTable.Run(OneIsEnough, """
            0 | a=100 b=110     | 105 | Live
          500 | a=101           | 105.5 | Live
        10000 |                 | 105.5 | Live
        10001 |                 | 101 | Live
        10500 |                 | 101 | Live
        10501 |                 | 101 | Stale
        """);

    [Fact]
    public void Age_counts_from_the_sources_time_and_not_from_arrival() => OracleTable.Run(Three, """
         9000 | a=100@0 b=102@9000 | 101 | Live
        10000 |                    | 101 | Live
        10001 |                    | 101 | Stale
        """);

    [Fact]
    public void Fewer_live_sources_than_the_minimum_make_no_price() => OracleTable.Run(Three, """
            0 | a=100       | -   | NoPrice
         1000 | b=102       | 101 | Live
         2000 | b=104       | 102 | Live
        11000 | b=100       | 102 | Stale
        12000 | b=101       | 102 | Stale
        13000 | c=103       | 102 | Live
        """);

    [Fact]
    public void A_halted_oracle_remembers_quotes_and_accepts_no_price() => OracleTable.Run(Three, """
           0 | a=100 b=100 c=100  | 100 | Live
           1 | halt               | 100 | Halted
        1000 | a=101 b=101 c=101  | 100 | Halted
        1001 | halt               | 100 | Halted
        1002 | resume             | 100 | Stale
        1003 |                    | 101 | Live
        """);

    [Fact]
    public void The_first_price_after_a_halt_is_accepted_without_the_band_and_the_next_is_not() =>
        OracleTable.Run(Three, """
                0 | a=100 b=100 c=100  | 100 | Live
                1 | halt               | 100 | Halted
             1000 | a=60 b=60 c=60     | 100 | Halted
             1001 | resume             | 100 | Stale
            20000 |                    | 100 | Stale
            20001 | a=61               | 100 | Stale
            20002 | b=61               | 61  | Live
            20003 | a=70 b=70          | 61  | Held
            """);

    [Fact]
    public void A_halt_forgets_a_pending_move() =>
        Assert.Null(OracleTable.Run(Three, """
               0 | a=100 b=100 c=100  | 100 | Live
            1000 | a=90 b=90 c=90     | 100 | Held
            1001 | halt               | 100 | Halted
            """).Pending);

    [Fact]
    public void An_oracle_halted_before_its_first_price_has_none_after_it_resumes() => OracleTable.Run(Three, """
           0 | halt         | -   | Halted
           1 | a=100 b=100  | -   | Halted
           2 | resume       | -   | NoPrice
           3 |              | 100 | Live
        """);

    [Fact]
    public void Resuming_an_oracle_that_runs_changes_nothing()
    {
        var held = OracleTable.Run(Three, """
               0 | a=100 b=100 c=100  | 100 | Live
            1000 | a=90 b=90 c=90     | 100 | Held
            """);

        Assert.Same(held, PriceOracle.Resume(held));
        Assert.Equal(PriceOracle.Halt(held), PriceOracle.Halt(PriceOracle.Halt(held)));
    }

    [Fact]
    public void A_pass_that_learns_nothing_leaves_an_equal_state()
    {
        var live = OracleTable.Run(Three, "0 | a=100 b=100 c=100 | 100 | Live");

        Assert.Equal(live, PriceOracle.Observe(Three, live, [], new Instant(5_000)).State);
        Assert.Equal(new Instant(0), live.Accepted!.AcceptedAt);
    }

    [Fact]
    public void A_source_that_left_the_parameters_does_not_count() =>
        Assert.Equal(
            OracleCondition.Stale,
            PriceOracle.Observe(
                Three with { Sources = OracleTable.Sources("a c") },
                OracleTable.Run(Three, "0 | a=100 b=100 | 100 | Live"), [], new Instant(1)).Condition);

    [Fact]
    public void States_with_equal_content_are_equal()
    {
        const string table = "0 | a=100 b=90 c=95 | 95 | Live";

        Assert.Equal(OracleTable.Run(Three, table), OracleTable.Run(Three, table));
        Assert.NotEqual(OracleTable.Run(Three, table), OracleTable.Run(Three, "0 | a=101 b=90 c=95 | 95 | Live"));
    }
}
