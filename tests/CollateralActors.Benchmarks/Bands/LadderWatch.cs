using System.Diagnostics;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Benchmarks.Bands;

/// <summary>Ours: the ladder says whom a frame can hurt; these are evaluated exactly and get a new band.</summary>
internal sealed class LadderWatch
{
    /// <summary>So many that they and what they touch stay in a small cache.</summary>
    private const int AtATime = 24;

    private readonly StressedPopulation population;
    private readonly Ladder ladder = new();
    private readonly Watched[] accounts;
    private MarketView current;
    private double sumOfReads;

    public LadderWatch(StressedPopulation population, MarketView market)
    {
        this.population = population;
        accounts = new Watched[population.Accounts];
        current = market;
        ladder.Pass(null, market);
        for (var account = 0; account < accounts.Length; account++)
        {
            var book = population.Book(account);
            accounts[account] = new Watched { Book = book, Arranged = WatchedBook.Of(book, market) };
            if (ladder.NumberOf(new AccountId($"account-{account:000000}")) != account)
                throw new UnreachableException("a ladder numbers accounts as they come");
            Rest(account, ref accounts[account], MarginCalculator.Evaluate(book, market).Status);
        }
    }

    public LadderStatistics Statistics => ladder.Statistics;

    /// <summary>Moves on to a frame, and adds the statuses that changed.</summary>
    public void Pass(int frame, MarketView next, ReadOnlySpan<long> prices, List<StatusChange> changes)
    {
        var woken = ladder.PassNumbers(current, next);
        current = next;
        for (var i = 0; i < woken.Length; i++)
        {
            if (i % AtATime == 0)
                ReadAhead(woken.Slice(i, Math.Min(AtATime, woken.Length - i)));
            var number = woken[i];
            ref var account = ref accounts[number];
            if (ladder.Renew(number, account.Arranged, account.Status))
                continue;

            var status = MarginCalculator.Evaluate(account.Book, next).Status;
            if (status != account.Status)
            {
                changes.Add(new StatusChange(frame, number, status));
                if (status is MarginStatus.Liquidation or MarginStatus.Bankrupt)
                {
                    TopUp(ref account, population.TopUp(number, frame, prices));
                    status = MarginStatus.Healthy;
                }
            }

            Rest(number, ref account, status);
        }
    }

    private void ReadAhead(ReadOnlySpan<int> numbers)
    {
        foreach (var number in numbers)
            sumOfReads += ladder.ReadAhead(number, accounts[number].Arranged);
    }

    private void TopUp(ref Watched account, long balance)
    {
        account.Book = account.Book with { Balances = population.Holdings(balance) };
        var holding = account.Book.Balances[0];
        account.Arranged = account.Arranged.WithBalance(holding.Asset.Id, holding.Balance) ?? WatchedBook.Of(account.Book, current);
    }

    /// <summary>Gives a new band at once where the status is proven; else evaluates the account.</summary>
    private void Rest(int number, ref Watched account, MarginStatus expected)
    {
        account.Status = expected;
        if (ladder.Renew(number, account.Arranged, expected))
            return;
        var figures = MarginCalculator.Evaluate(account.Book, current);
        account.Status = figures.Status;
        ladder.Set(number, BandMaker.Make(account.Arranged, current, figures), Severity.Of(figures).Value);
    }

    private struct Watched
    {
        public MarginBook Book;
        public WatchedBook Arranged;
        public MarginStatus Status;
    }
}
