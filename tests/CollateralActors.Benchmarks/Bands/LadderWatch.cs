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
            Answer(account, market);
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
            var status = Answer(account, next);
            if (status == before)
                continue;
            changes.Add(new StatusChange(frame, account, status));
            if (status is MarginStatus.Liquidation or MarginStatus.Bankrupt)
                liquidated.Add(account);
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
            Answer(account, current!);
        }

        liquidated.Clear();
    }

    private MarginStatus Answer(int account, MarketView market)
    {
        var book = accounts[account].Book;
        var figures = MarginCalculator.Evaluate(book, market);
        ladder.Set(account, BandMaker.Make(book, market, figures), Severity.Of(figures).Value);
        return accounts[account].Status = figures.Status;
    }
}
