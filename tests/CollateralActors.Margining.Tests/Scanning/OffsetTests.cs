using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;
using static CollateralActors.Margining.Tests.Margin.Sample;
using static CollateralActors.Margining.Tests.Scanning.ScanSample;

namespace CollateralActors.Margining.Tests.Scanning;

/// <summary>What bases that move alike take off each other's requirement, and what else enters it.</summary>
public sealed class OffsetTests
{
    [Theory]
    // long or short coins of 100 and of 10 dollars, credit, requirement at ±10 %
    [InlineData(2, -20, 0, "40")]
    [InlineData(2, -20, 0.5, "30")]
    [InlineData(2, -20, 1, "20")]
    [InlineData(2, -5, 0.5, "22.5")]
    [InlineData(2, 20, 1, "40")]
    [InlineData(-2, 20, 0.25, "35")]
    [InlineData(2, 0, 1, "20")]
    public void Opposite_sides_need_less_by_a_share_of_the_smaller_one(decimal btc, decimal eth, decimal credit, string required)
    {
        var tenth = Scan([-0.1m, 0m, 0.1m]);
        var book = Portfolio([At(Perpetual, btc), .. eth == 0m ? Array.Empty<Margining.Margin.BookPosition>() : [At(EthPerpetual, eth, 10m)]]);

        Assert.Equal((required, required), Required(book, Ruled(tenth, tenth, Offset(credit, Btc, Eth))));
    }

    [Fact]
    public void Each_side_counts_with_the_factor_of_its_base()
    {
        var book = Portfolio(At(Perpetual, 2m), At(EthPerpetual, -20m, 10m));
        var market = Ruled(Scan([-0.1m, 0.1m], initial: 2m), Scan([-0.1m, 0.1m], initial: 3m), Offset(0.5m, Btc, Eth));

        // 2 × 20 + 3 × 20 − half of the smaller 40.
        Assert.Equal(("80", "30"), Required(book, market));
    }

    [Theory]
    // short calls far out of the money on their last day, and longs: at least 2 % of 100 a coin that is short
    [InlineData(-3, "6")]
    [InlineData(3, "0")]
    public void Short_options_have_a_least_requirement(decimal quantity, string required)
    {
        var call = Option("C", CollateralActors.Margining.Risk.OptionRight.Call, 200m);
        var market = Ruled(Scan([-0.1m, 0.1m], minimum: 0.02m, initial: 1m), quotes: [("C", 0.5m, 0m)]);

        Assert.Equal(required, Required(Portfolio(At(call, quantity)), market).Maintenance);
    }

    [Fact]
    public void The_least_requirement_stands_where_the_scan_finds_more_and_survives_an_offset()
    {
        var call = Option("C", CollateralActors.Margining.Risk.OptionRight.Call, 105m);
        var market = Ruled(Scan([-0.1m, 0.1m], minimum: 0.02m), Scan([-0.1m]), Offset(1m, Btc, Eth), [("C", 0.5m, 0m)]);

        Assert.Equal("15", Required(Portfolio(At(call, -3m)), market).Maintenance);

        // The call loses 15 upwards and the other coin 15 downwards: 15 of 30 are offset; the least of 6 is less.
        Assert.Equal("15", Required(Portfolio(At(call, -3m), At(EthPerpetual, 15m, 10m)), market).Maintenance);
    }

    [Theory]
    // perpetuals and futures at 100: 3 % of what is long in one and short in another
    [InlineData(2, -2, "6")]
    [InlineData(2, -1, "13")]
    [InlineData(-3, 1, "23")]
    [InlineData(2, 1, "30")]
    public void What_is_hedged_in_another_contract_carries_a_basis_contingency(decimal perpetuals, decimal futures, string required) =>
        Assert.Equal(
            required,
            Required(Portfolio(At(Perpetual, perpetuals), At(Future, futures)), Ruled(Scan([-0.1m, 0.1m], basis: 0.03m))).Maintenance);

    // A credit is a share of what two sides have in common, not a correlation: whatever it is, and whatever is held, the bases
    // together need at least what the one alone needs that needs most, and at most what all need apart.
    [Property(MaxTest = 200, EndSize = 1000000)]
    public void No_credit_takes_off_more_than_the_smaller_side(int seed)
    {
        var random = new Random(seed);
        var market = Ruled(RandomScan(), RandomScan(), Offset(random.Next(5) * 0.25m, Btc, Eth), [("C", 0.5m, 0m)]);
        BookPosition[] btc =
        [
            At(Perpetual, Some()), At(Future, Some()), At(Option("C", CollateralActors.Margining.Risk.OptionRight.Call, 105m), Some()),
        ];
        BookPosition[] eth = [At(EthPerpetual, Some() * 10m, 10m)];

        var (one, other, both) = (Scan(btc), Scan(eth), Scan([.. btc, .. eth]));
        Assert.True(one.Initial <= both.Initial && other.Initial <= both.Initial && both.Initial <= one.Initial + other.Initial);
        Assert.True(
            one.Maintenance <= both.Maintenance && other.Maintenance <= both.Maintenance
            && both.Maintenance <= one.Maintenance + other.Maintenance);

        (Fraction Initial, Fraction Maintenance) Scan(BookPosition[] positions)
        {
            var scan = new ExactBook(Portfolio(positions), market).Scan!.Value;
            return (scan.Initial, scan.Maintenance);
        }

        decimal Some() => random.Next(1, 8) * (random.Next(2) == 0 ? -1m : 1m);

        CollateralActors.Margining.Risk.ScanParameters RandomScan() => ScanSample.Scan(
            [-random.Next(1, 50) / 100m, 0m, random.Next(1, 50) / 100m],
            initial: 1m + (random.Next(5) / 4m), maintenance: random.Next(1, 5) / 4m,
            minimum: random.Next(3) * 0.05m, basis: random.Next(3) * 0.02m);
    }
}
