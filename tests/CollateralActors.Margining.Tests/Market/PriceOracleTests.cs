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
    public void A_median_on_the_edge_of_the_band_is_accepted_and_a_cent_further_is_held()
    {
        OracleTable.Run(Three, """
               0 | a=100 b=100 c=100             | 100    | Live
            1000 | a=105 b=105 c=105             | 105    | Live
            2000 | a=110.25 b=110.25 c=110.25    | 110.25 | Live
            3000 | a=115.77 b=115.77 c=115.77    | 110.25 | Held
            """);
        OracleTable.Run(Three, """
               0 | a=100 b=100 c=100             | 100    | Live
            1000 | a=95 b=95 c=95                | 95     | Live
            2000 | a=90.25 b=90.25 c=90.25       | 90.25  | Live
            3000 | a=85.73 b=85.73 c=85.73       | 90.25  | Held
            """);
    }

    [Fact]
    public void The_band_yields_when_enough_sources_repeat_the_move_for_exactly_the_set_time() =>
        OracleTable.Run(Three, """
               0 | a=100 b=100 c=100  | 100 | Live
            1000 | a=90 b=89 c=100    | 100 | Held
            2500 | a=88 b=88          | 100 | Held
            3999 | a=87 b=88          | 100 | Held
            4000 |                    | 88  | Live
            """);

    [Fact]
    public void The_band_yields_upwards_as_well() => OracleTable.Run(Three, """
           0 | a=100 b=100 c=100  | 100 | Live
        1000 | a=110 b=110        | 100 | Held
        4000 | a=112 b=111        | 111 | Live
        """);

    [Fact]
    public void The_band_does_not_yield_to_too_few_sources() => OracleTable.Run(Three with { YieldSources = 3 }, """
            0 | a=100 b=100 c=100  | 100 | Live
         1000 | a=90 b=90 c=99     | 100 | Held
         4000 | a=90 b=90 c=99     | 100 | Held
         8000 | a=90 b=90 c=94.99  | 100 | Held
        10999 | a=90 b=90 c=94.98  | 100 | Held
        11000 |                    | 90  | Live
        """);

    [Fact]
    public void A_source_beyond_the_other_side_of_the_band_does_not_carry_a_move() =>
        OracleTable.Run(Three with { YieldSources = 3 }, """
               0 | a=100 b=100 c=100  | 100 | Live
            1000 | a=90 b=90 c=110    | 100 | Held
            4000 | a=90 b=90 c=110    | 100 | Held
            8000 | a=90 b=90 c=110    | 100 | Held
            """);

    [Fact]
    public void The_band_does_not_yield_to_a_move_that_nobody_repeats() => OracleTable.Run(Three, """
           0 | a=100 b=100 c=100  | 100 | Live
        1000 | a=90 b=90          | 100 | Held
        4000 |                    | 100 | Held
        5000 | a=90               | 100 | Held
        6000 | b=90               | 90  | Live
        """);

    [Fact]
    public void A_quote_ahead_of_the_clock_is_no_repetition() => OracleTable.Run(Three, """
           0 | a=100 b=100 c=100        | 100 | Live
        1000 | a=90@1500 b=90@1500      | 100 | Held
        4000 |                          | 100 | Held
        """);

    [Fact]
    public void A_move_that_returns_or_turns_starts_its_time_again() => OracleTable.Run(Three, """
            0 | a=100 b=100 c=100  | 100 | Live
         1000 | a=90 b=90          | 100 | Held
         3999 | a=100 b=100        | 100 | Live
         4000 | a=90 b=90          | 100 | Held
         5000 | a=110 b=110        | 100 | Held
         7999 | a=110 b=110        | 100 | Held
         8000 |                    | 110 | Live
        """);

    [Fact]
    public void A_move_that_loses_its_sources_starts_its_time_again() =>
        OracleTable.Run(Three with { YieldSources = 3 }, """
                0 | a=100 b=100 c=100  | 100 | Live
             1000 | a=90 b=90 c=90     | 100 | Held
             2000 | c=100              | 100 | Held
             3000 | a=90 b=90 c=90     | 100 | Held
             4000 | a=90 b=90 c=90     | 100 | Held
             5999 |                    | 100 | Held
             6000 |                    | 90  | Live
            """);

    [Fact]
    public void A_move_that_goes_stale_starts_its_time_again() =>
        OracleTable.Run(Three with { YieldAfter = TimeSpan.FromSeconds(20) }, """
                0 | a=100 b=100 c=100  | 100 | Live
             1000 | a=90 b=90          | 100 | Held
            11001 |                    | 100 | Stale
            12000 | a=90 b=90          | 100 | Held
            21000 | a=90 b=90          | 100 | Held
            31000 | a=90 b=90          | 100 | Held
            32000 |                    | 90  | Live
            """);

    [Fact]
    public void The_time_of_a_move_counts_against_the_price_that_stood_before_it() => OracleTable.Run(Three, """
           0 | a=100 b=100 c=100  | 100 | Live
        1000 | a=94 b=94 c=94     | 100 | Held
        2000 | a=80 b=80 c=80     | 100 | Held
        4000 | a=70 b=70 c=70     | 70  | Live
        5000 | a=66 b=66 c=66     | 70  | Held
        """);

    [Fact]
    public void A_set_time_of_zero_still_needs_one_repetition() =>
        OracleTable.Run(Three with { YieldAfter = TimeSpan.Zero }, """
               0 | a=100 b=100 c=100  | 100 | Live
            1000 | a=90 b=90          | 100 | Held
            1001 | a=90 b=90          | 90  | Live
            """);

    [Fact]
    public void A_single_deviating_source_never_moves_the_price_of_three() => OracleTable.Run(Three, """
            0 | a=100 b=101 c=100.5    | 100.5  | Live
         1000 | a=100 b=101 c=300      | 101    | Live
         5000 | a=100 b=101 c=300      | 101    | Live
         9000 | a=100 b=101 c=0.01     | 100    | Live
        13000 | a=100 b=101 c=0.01     | 100    | Live
        14000 | c=100.4                | 100.4  | Live
        """);

    [Fact]
    public void Of_two_sources_a_deviating_one_holds_the_price_until_it_recovers() => OracleTable.Run(Three, """
            0 | a=100 b=100    | 100   | Live
         1000 | a=100 b=150    | 100   | Held
         9000 | a=100 b=150    | 100   | Held
        10000 | b=101          | 100.5 | Live
        """);

    [Fact]
    public void After_a_gap_the_band_holds_a_jump_until_it_is_repeated() => OracleTable.Run(Three, """
            0 | a=100 b=100    | 100 | Live
        60000 |                | 100 | Stale
        61000 | a=80 b=80      | 100 | Held
        64000 | a=80 b=80      | 80  | Live
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
