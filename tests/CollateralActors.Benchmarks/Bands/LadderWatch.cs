using System.Diagnostics;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Benchmarks.Bands;

/// <summary>
/// Ours, as the venue does it: the ladder renews what it can prove; about the others each account decides by the margin calculator and makes
/// a new band.
/// </summary>
internal sealed class LadderWatch
{
    private readonly StressedPopulation population;
    private readonly Ladder ladder = new();
    private readonly (MarginBook Book, MarginStatus Status)[] accounts;
    private readonly List<int> liquidated = [];
    private MarketView? current;

    public LadderWatch(StressedPopulation population, MarketView market)
    {
        this.population = population;
        accounts = new (MarginBook, MarginStatus)[population.Accounts];
        for (var account = 0; account < accounts.Length; account++)
        {
            accounts[account] = (population.Book(account), MarginStatus.Healthy);
            if (ladder.NumberOf(new AccountId($"account-{account:000000}")) != account)
                throw new UnreachableException("a ladder numbers accounts as they come");
        }

        foreach (var account in ladder.PassRenewing(null, market))
            Answer(account, MarginCalculator.Evaluate(accounts[account].Book, market), market);
        current = market;
    }

    public LadderStatistics Statistics => ladder.Statistics;

    /// <summary>Moves on to a frame, and adds the statuses that changed.</summary>
    public void Pass(int frame, MarketView next, List<StatusChange> changes)
    {
        var unproven = ladder.PassRenewing(current, next);
        current = next;
        foreach (var account in unproven)
        {
            var before = accounts[account].Status;
            var figures = MarginCalculator.Evaluate(accounts[account].Book, next);
            if (figures.Status != before)
                changes.Add(new StatusChange(frame, account, figures.Status));

            // Its band would be replaced at once by that of the top-up: until then it counts as outside.
            if (figures.Status != before && figures.Status is MarginStatus.Liquidation or MarginStatus.Bankrupt)
                liquidated.Add(account);
            else
                Answer(account, figures, next);
        }
    }

    /// <summary>Tops up whoever the frame has liquidated: a deposit each, which is no work of the frame's.</summary>
    public void TopUp(int frame, ReadOnlySpan<long> prices)
    {
        foreach (var account in liquidated)
        {
            var book = accounts[account].Book;
            accounts[account].Book = book with { Balances = population.Holdings(population.TopUp(account, frame, prices)) };
            ladder.SetOutside(ladder[account]);
            Answer(account, MarginCalculator.Evaluate(accounts[account].Book, current!), current!);
        }

        liquidated.Clear();
    }

    private void Answer(int account, MarginFigures figures, MarketView market)
    {
        ladder.Set(account, BandMaker.Make(accounts[account].Book, market, figures), Severity.Of(figures).Value);
        accounts[account].Status = figures.Status;
    }
}
