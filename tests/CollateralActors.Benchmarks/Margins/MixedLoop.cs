using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Options;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Benchmarks.Margins;

/// <summary>
/// The figures of a mixed population by hand: decimals in arrays, nothing looked up by name. Options are priced once a frame by the
/// same function, so that the results can be equal to the last digit.
/// </summary>
internal sealed class MixedLoop(MixedPopulation population)
{
    private const int Legs = MixedPopulation.Legs;

    private readonly OptionTerms[] terms = [.. population.Instruments.Skip(3).Select(i => i.Option!)];
    private readonly decimal[] moves = [.. MixedPopulation.Scan.PriceMoves.Select(move => move.Value)];
    private readonly decimal[] volatilityMoves = [.. MixedPopulation.Scan.VolatilityMoves.Select(move => move.Value)];
    private readonly decimal[] marks = new decimal[3];
    private readonly (decimal Down, decimal Up)[] prices = new (decimal, decimal)[MixedPopulation.Options];
    private readonly (decimal Down, decimal Up)[] gains = new (decimal, decimal)[MixedPopulation.Options * MixedPopulation.Scan.Cells];

    /// <summary>Cross margin of every account.</summary>
    public void Cross(decimal price, Span<MarginFigures> figures)
    {
        Price(price, scan: false);
        for (var account = 0; account < figures.Length; account++)
        {
            var (initial, maintenance) = (0m, 0m);
            for (var leg = account * Legs; leg < (account + 1) * Legs; leg++)
            {
                var (held, quantity) = (population.Held[leg], population.Quantities[leg]);
                if (held >= 3)
                {
                    AddOption(held - 3, quantity, price, ref initial, ref maintenance);
                    continue;
                }

                var value = Math.Abs(held == 2 ? quantity * MixedPopulation.Face / marks[2] : quantity * marks[held]);
                var settlePrice = held == 2 ? price : 1m;
                initial += value * MixedPopulation.LinearInitial * settlePrice;
                maintenance += value * MixedPopulation.LinearMaintenance * settlePrice;
            }

            figures[account] = Figures(account, price, initial, maintenance);
        }
    }

    /// <summary>Portfolio margin of every account.</summary>
    public void Portfolio(decimal price, Span<MarginFigures> figures)
    {
        Price(price, scan: true);
        Span<decimal> cells = stackalloc decimal[MixedPopulation.Scan.Cells];
        for (var account = 0; account < figures.Length; account++)
        {
            cells.Clear();
            for (var leg = account * Legs; leg < (account + 1) * Legs; leg++)
                Add(population.Held[leg], population.Quantities[leg], price, cells);
            var loss = 0m;
            foreach (var gain in cells)
                loss = Math.Max(loss, -gain);
            figures[account] = Figures(account, price, loss * MixedPopulation.Scan.InitialFactor.Value, loss);
        }
    }

    private void AddOption(int option, decimal quantity, decimal price, ref decimal initial, ref decimal maintenance)
    {
        if (quantity > 0m)
        {
            var value = quantity * prices[option].Down;
            initial += value;
            maintenance += value;
            return;
        }

        var rate = Math.Max(
            (MixedPopulation.OptionInitial * price) - terms[option].OutOfTheMoney(price), MixedPopulation.OptionMinimum * price);
        initial -= quantity * rate;
        maintenance -= quantity * MixedPopulation.OptionMaintenance * price;
    }

    private void Add(int held, decimal quantity, decimal price, Span<decimal> cells)
    {
        if (held < 3)
        {
            var exposure = held == 2 ? quantity * MixedPopulation.Face / marks[2] * price : quantity * marks[held];
            for (var i = 0; i < cells.Length; i++)
                cells[i] += exposure * moves[i / volatilityMoves.Length];
            return;
        }

        var from = (held - 3) * cells.Length;
        for (var i = 0; i < cells.Length; i++)
            cells[i] += quantity * (quantity > 0m ? gains[from + i].Down : gains[from + i].Up);
    }

    private MarginFigures Figures(int account, decimal price, decimal initial, decimal maintenance)
    {
        var (coins, dollars) = (0m, 0m);
        for (var leg = account * Legs; leg < (account + 1) * Legs; leg++)
        {
            var (held, quantity, entry) = (population.Held[leg], population.Quantities[leg], population.EntryValues[leg]);
            if (held == 2)
                coins += entry - (quantity * MixedPopulation.Face / marks[2]);
            else if (held < 2)
                dollars += (quantity * marks[held]) - entry;
            else
                dollars += (quantity * (quantity > 0m ? prices[held - 3].Down : prices[held - 3].Up)) - entry;
        }

        coins += population.Coins[account];
        dollars += population.Dollars[account];
        var value = new Amount((coins * price) + dollars);
        var equity = new Amount(((coins > 0m ? coins * (1m - MixedPopulation.Haircut) : coins) * price) + dollars);
        var needed = new Amount(maintenance);
        var status = MarginFigures.StatusOf(value, equity, needed, new Rate(MixedPopulation.MarginCallRatio));
        return new MarginFigures(value, equity, new Amount(initial), needed, status);
    }

    private void Price(decimal price, bool scan)
    {
        for (var i = 0; i < marks.Length; i++)
            marks[i] = price + (i * 25m);
        for (var option = 0; option < prices.Length; option++)
        {
            var (forward, strike) = (Wide.Of(price), Wide.Of(terms[option].Strike.Value));
            var deviation = Wide.Of(MixedPopulation.Volatility(option)) * Wide.Sqrt(Wide.Of(MixedPopulation.Years(option)));
            var present = Black76.Of(forward, strike).TimeValue(deviation);
            var intrinsic = terms[option].Intrinsic(price);
            prices[option] = (intrinsic + Quantum.Down(present), intrinsic + Quantum.Up(present));
            if (scan)
                PriceCells(option, price, forward, strike, deviation, present);
        }
    }

    private void PriceCells(int option, decimal price, Wide forward, Wide strike, Wide deviation, Wide present)
    {
        var next = option * MixedPopulation.Scan.Cells;
        foreach (var move in moves)
        {
            var moved = Black76.Of(forward * (Wide.One + Wide.Of(move)), strike);
            var intrinsic = terms[option].Intrinsic(price * (1m + move)) - terms[option].Intrinsic(price);
            foreach (var volatilityMove in volatilityMoves)
            {
                var change = moved.TimeValue(deviation * (Wide.One + Wide.Of(volatilityMove))) - present;
                gains[next++] = (intrinsic + Quantum.Down(change), intrinsic + Quantum.Up(change));
            }
        }
    }
}
