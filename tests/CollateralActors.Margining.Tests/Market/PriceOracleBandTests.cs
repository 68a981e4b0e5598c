using CollateralActors.Margining.Market;

namespace CollateralActors.Margining.Tests.Market;

/// <summary>The deviation band of an oracle: what it holds back, and to what it yields.</summary>
public sealed class PriceOracleBandTests
{
    private static readonly OracleParameters Three = OracleTable.Parameters;

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
}
