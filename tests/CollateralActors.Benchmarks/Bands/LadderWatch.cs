using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Benchmarks.Bands;

/// <summary>Ours: the ladder says whom a frame can hurt; these are evaluated exactly and get a new band.</summary>
internal sealed class LadderWatch
{
    private readonly StressedPopulation population;
    private readonly Ladder ladder = new();
    private readonly Dictionary<AccountId, int> numbers = [];
    private readonly Watched[] accounts;
    private MarketView current;

    public LadderWatch(StressedPopulation population, MarketView market)
    {
        this.population = population;
        accounts = new Watched[population.Accounts];
        current = market;
        ladder.Pass(null, market);
        for (var account = 0; account < accounts.Length; account++)
        {
            var id = new AccountId($"account-{account:000000}");
            numbers.Add(id, account);
            var book = population.Book(account);
            accounts[account] = new Watched { Id = id, Book = book, Arranged = WatchedBook.Of(book, market) };
            Rest(ref accounts[account], MarginCalculator.Evaluate(accounts[account].Book, market));
        }
    }

    public LadderStatistics Statistics => ladder.Statistics;

    /// <summary>Moves on to a frame, and adds the statuses that changed.</summary>
    public void Pass(int frame, MarketView next, ReadOnlySpan<long> prices, List<StatusChange> changes)
    {
        var woken = ladder.Pass(current, next);
        current = next;
        for (var i = 0; i < woken.Count; i++)
        {
            var number = numbers[woken[i]];
            ref var account = ref accounts[number];
            if (BandMaker.Renew(account.Arranged, next, account.Status) is { } renewed)
            {
                ladder.Set(account.Id, renewed.Band, renewed.Severity);
                continue;
            }

            var figures = MarginCalculator.Evaluate(account.Book, next);
            if (figures.Status != account.Status)
            {
                changes.Add(new StatusChange(frame, number, figures.Status));
                if (figures.Status is MarginStatus.Liquidation or MarginStatus.Bankrupt)
                {
                    account.Book = account.Book with { Balances = population.Holdings(population.TopUp(number, frame, prices)) };
                    account.Arranged = WatchedBook.Of(account.Book, next);
                    figures = MarginCalculator.Evaluate(account.Book, next);
                }
            }

            Rest(ref account, figures);
        }
    }

    private void Rest(ref Watched account, MarginFigures figures)
    {
        account.Status = figures.Status;
        ladder.Set(account.Id, BandMaker.Make(account.Arranged, current, figures), Severity.Of(figures));
    }

    private struct Watched
    {
        public AccountId Id;
        public MarginBook Book;
        public WatchedBook Arranged;
        public MarginStatus Status;
    }
}
