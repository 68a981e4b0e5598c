using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;

namespace CollateralActors.Margining.Tests.Margin.Oracle;

/// <summary>The calculator against the slow oracle. A failure names the seed of the account.</summary>
public sealed class OracleTests
{
    private const decimal Finest = 0.000000000001m;

    [Property(MaxTest = 150, EndSize = 1000000)]
    public void Every_printed_figure_is_the_exact_one_rounded_once(int seed)
    {
        var (book, market) = new RandomAccounts(seed).Next();
        var (slow, report) = (new SlowAccount(book, market), MarginReport.Of(book, market));
        var profit = SlowAccount.Sum(book.Positions.Select(p => slow.Pnl(p) * slow.Price(p.Instrument.Settle)));

        Assert.Equal(slow.Status(), report.Status);
        Assert.Equal(slow.TotalValue().Print(8, up: false), report.Value.ToString());
        Assert.Equal(slow.Equity().Print(8, up: false), report.Equity.ToString());
        Assert.Equal(slow.CollateralValue().Print(8, up: false), report.CollateralValue.ToString());
        Assert.Equal(profit.Print(8, up: false), report.UnrealisedPnl.ToString());
        Assert.Equal(slow.TotalInitial().Print(8, up: true), report.Initial.ToString());
        Assert.Equal(slow.TotalMaintenance().Print(8, up: true), report.Maintenance.ToString());
        Assert.Equal((slow.Equity() - slow.TotalInitial()).Print(8, up: false), report.FreeCollateral.ToString());
        Assert.Equal(
            slow.TotalMaintenance() == Ratio.Zero ? null : (slow.Equity() / slow.TotalMaintenance()).Print(8, up: false),
            report.MarginRatio?.ToString());
        foreach (var position in report.Positions)
        {
            Assert.Equal(slow.Value(position.Position).Print(8, up: true), position.Value.ToString());
            Assert.Equal(slow.Pnl(position.Position).Print(8, up: false), position.UnrealisedPnl.ToString());
            Assert.Equal(slow.Initial(position.Position).Print(8, up: true), position.Initial.ToString());
            Assert.Equal(slow.Maintenance(position.Position).Print(8, up: true), position.Maintenance.ToString());
            Assert.Equal(position.Position.IsIsolated ? slow.IsolatedStatus(position.Position) : slow.Status(), position.Status);
            Assert.Equal(
                position.Position.IsIsolated ? slow.IsolatedEquity(position.Position).Print(8, up: false) : null,
                position.Equity?.ToString());
        }
    }

    [Property(MaxTest = 150, EndSize = 1000000)]
    public void The_fast_figures_are_the_exact_ones_but_for_the_last_digits_and_their_status_is_exact(int seed)
    {
        var (book, market) = new RandomAccounts(seed).Next();
        var (slow, fast) = (new SlowAccount(book, market), MarginCalculator.Evaluate(book, market));

        Near(slow.TotalValue(), fast.Value);
        Near(slow.Equity(), fast.Equity);
        Near(slow.TotalInitial(), fast.Initial);
        Near(slow.TotalMaintenance(), fast.Maintenance);
        Assert.Equal(slow.Status(), fast.Status);

        static void Near(Ratio exact, Amount figure) =>
            Assert.True((exact - figure.Value).Abs() < 0.00000000000000000001m, $"{figure} is not {exact.Print(24, up: false)}");
    }

    [Property(MaxTest = 150, EndSize = 1000000)]
    public void Efficiency_compares_what_positions_need_alone_and_together(int seed)
    {
        var (book, market) = new RandomAccounts(seed).Next();
        var (slow, report) = (new SlowAccount(book, market), MarginReport.Of(book, market).Efficiency!);
        var needs = slow.Cross.Select(p => (slow.Initial(p) - slow.Pnl(p)) * slow.Price(p.Instrument.Settle)).ToList();
        var isolated = SlowAccount.Sum(needs.Select(need => Ratio.Max(Ratio.Zero, need)));
        var cross = Ratio.Max(Ratio.Zero, SlowAccount.Sum(needs));

        Assert.Equal(isolated.Print(8, up: true), report.Isolated.ToString());
        Assert.Equal(cross.Print(8, up: true), report.Cross.ToString());
        Assert.Equal(isolated == Ratio.Zero ? null : (1m - (cross / isolated)).Print(8, up: false), report.Freed?.ToString());
    }

    [Property(MaxTest = 100, EndSize = 1000000)]
    public void Liquidation_prices_are_the_nearest_marks_at_which_slack_changes_sign(int seed)
    {
        var (book, market) = new RandomAccounts(seed).Next();
        var slow = new SlowAccount(book, market);
        foreach (var report in MarginReport.Of(book, market).Positions)
        {
            var position = report.Position;
            if (position.Instrument.IsOption)
            {
                Assert.Equal((null, null), (report.LiquidationPrice, report.JointLiquidationPrice));
                continue;
            }

            var mark = slow.Mark(position.Instrument);
            IsNearestRoot(position, report.LiquidationPrice, mark, x => Slack(slow.WithMark(position.Instrument.Id, x), position));
            IsNearestRoot(
                position, report.JointLiquidationPrice, mark,
                x => Slack(slow.WithBase(position.Instrument.Base, x / mark), position));
        }

        static Ratio Slack(SlowAccount account, BookPosition position) =>
            position.IsIsolated ? account.IsolatedSlack(position, 1m) : account.Slack(1m);
    }

    // Two short options, of which one is worth nothing and the other next to nothing.
    [Theory]
    [InlineData(-59515)]
    public void Plans_that_are_rare(int seed) => Plans_are_literally_the_fewest_lots_in_the_stated_order(seed);

    [Property(MaxTest = 100, EndSize = 1000000)]
    public void Plans_are_literally_the_fewest_lots_in_the_stated_order(int seed)
    {
        var (book, market) = new RandomAccounts(seed).Next();

        var plan = LiquidationPlanner.Plan(book, market);

        var expected = BruteForce(book, market);
        Assert.Equal(expected is null, plan is null);
        Assert.Equal(expected ?? [], plan?.Closes.Select(c => (c.Position, c.Quantity.Contracts)).ToList() ?? []);
    }

    [Property(MaxTest = 100, EndSize = 1000000)]
    public void Closing_everything_at_its_bankruptcy_price_leaves_a_value_of_0(int seed)
    {
        var (book, market) = new RandomAccounts(seed).Next();
        var slow = new SlowAccount(book, market);
        if (slow.TotalMaintenance() == Ratio.Zero)
            return;
        foreach (var report in MarginReport.Of(book, market).Positions)
        {
            var position = report.Position;
            var share = position.IsIsolated
                ? slow.IsolatedEquity(position)
                : slow.TotalValue() * slow.Maintenance(position) / slow.TotalMaintenance();
            var exposure = (Ratio)position.Quantity.Contracts * position.Instrument.ContractSize;
            var mark = slow.Mark(position.Instrument, position.Quantity.Sign);

            // A position closed at its share's end loses exactly the share; the shares of cross positions add up to the value.
            var price = position.Instrument.IsInverse ? (1m / mark) + (share / exposure) : mark - (share / exposure);
            var isNone = price <= Ratio.Zero;
            var exact = isNone || !position.Instrument.IsInverse ? price : 1m / price;
            Assert.Equal(isNone ? null : Rounded(exact, position), report.BankruptcyPrice?.ToString());
        }
    }

    private static string Rounded(Ratio price, BookPosition position)
    {
        var step = position.Instrument.Tick.Value > 0m ? position.Instrument.Tick.Value : Finest;
        return (Ratio.Parse((price / step).Print(0, position.Quantity.Sign > 0)) * step).Print(12, up: false);
    }

    private static void IsNearestRoot(BookPosition position, Figure? printed, Ratio mark, Func<Ratio, Ratio> slack)
    {
        var isLong = position.Quantity.Sign > 0;
        var isEnough = slack(mark) >= Ratio.Zero;
        var isBelow = isEnough == isLong;
        var step = position.Instrument.Tick.Value > 0m ? position.Instrument.Tick.Value : Finest;
        if (printed is not { } figure)
        {
            foreach (var x in Scan(mark, isBelow ? mark / 1000000m : mark * 1000m))
                Assert.True(slack(x) >= Ratio.Zero == isEnough, "there is a root");
            return;
        }

        var price = Ratio.Parse(figure.ToString());
        var (low, high) = isLong ? (price - step, price) : (price, price + step);
        Assert.True(isBelow ? low < mark : high > mark, "the root is on the wrong side");
        var (near, far) = isBelow ? (high, low) : (low, high);
        foreach (var x in Scan(mark, near).Where(x => isBelow ? x > high : x < low))
            Assert.True(slack(x) >= Ratio.Zero == isEnough, $"there is a nearer root at {x.Print(12, up: false)}");
        if (far > Ratio.Zero)
            Assert.True(isEnough ? slack(far) <= Ratio.Zero : slack(far) >= Ratio.Zero || SignChanges(), "the slack does not change sign");

        // A slack that is enough again for less than a step is found, though neither end of the step shows it.
        bool SignChanges() => near <= Ratio.Zero || slack(near) >= Ratio.Zero || Scan(near, far).Any(x => slack(x) >= Ratio.Zero);
    }

    private static IEnumerable<Ratio> Scan(Ratio from, Ratio to) =>
        Enumerable.Range(0, 41).Select(i => from + ((to - from) * (decimal)i / 40m));

    /// <summary>What is worth nothing is closed first if it is a short option, which still requires something, and for its limit if it is a long.</summary>
    private static Ratio Relief(SlowAccount slow, BookPosition position)
    {
        var value = slow.Value(position);
        Ratio share = value > Ratio.Zero ? slow.Maintenance(position) / value
            : slow.Maintenance(position) > Ratio.Zero ? MoreThanAnyShare
            : 1m;
        return share - position.Instrument.LiquidationFee.Value;
    }

    // A mark may be as small as 1e-20.
    private static Ratio MoreThanAnyShare => (Ratio)decimal.MaxValue * decimal.MaxValue;

    private static List<(BookPosition Position, decimal Quantity)>? BruteForce(MarginBook book, MarketView market)
    {
        var slow = new SlowAccount(book, market);
        Ratio target = market.Risk.LiquidationTarget.Value;
        var closes = new List<(BookPosition, decimal)>();
        var isDue = slow.Status() >= MarginStatus.Liquidation;
        if (isDue)
        {
            var isBankrupt = slow.Status() == MarginStatus.Bankrupt;
            foreach (var position in slow.Cross.OrderByDescending(
                p => Relief(slow, p), Comparer<Ratio>.Create((a, b) => (a - b).Top.Sign)).ToList())
            {
                var quantity = isBankrupt ? null : Fewest(position, () => slow.Slack(target) >= Ratio.Zero);
                closes.Add((position, quantity ?? position.Quantity.Abs().Contracts));
                if (quantity is not null)
                    break;
                slow.Close(position, position.Quantity.Abs().Contracts);
            }
        }

        foreach (var position in book.Positions.Where(p => p.IsIsolated && new SlowAccount(book, market).IsolatedStatus(p) >= MarginStatus.Liquidation))
        {
            slow = new SlowAccount(book, market);
            var quantity = slow.IsolatedStatus(position) == MarginStatus.Bankrupt
                ? null
                : Fewest(position, () => slow.IsolatedSlack(position, target) >= Ratio.Zero);
            closes.Add((position, quantity ?? position.Quantity.Abs().Contracts));
        }

        return isDue || closes.Count > 0 ? closes : null;

        decimal? Fewest(BookPosition position, Func<bool> isEnough)
        {
            for (var quantity = position.Instrument.Lot.Contracts; quantity <= position.Quantity.Abs().Contracts; quantity += position.Instrument.Lot.Contracts)
            {
                slow.Close(position, quantity);
                var enough = isEnough();
                slow.Undo(position, quantity);
                if (enough)
                    return quantity;
            }

            return null;
        }
    }
}
