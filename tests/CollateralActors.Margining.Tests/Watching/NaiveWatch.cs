using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Margining.Tests.Watching;

/// <summary>What a ladder promises, done by comparing every band with every frame.</summary>
internal sealed class NaiveWatch
{
    private readonly Dictionary<AccountId, (Band? Band, decimal Severity)> accounts = [];
    private MarketView? current;

    public int Count => accounts.Count;

    public bool Set(AccountId account, Band band, decimal severity, MarketView market)
    {
        var holds = band.Contains(market);
        accounts[account] = (holds ? band : null, severity);
        return holds;
    }

    public void SetOutside(AccountId account) =>
        accounts[account] = (null, accounts.TryGetValue(account, out var known) ? known.Severity : Severity.Worst.Value);

    public void Remove(AccountId account) => accounts.Remove(account);

    public IReadOnlyList<AccountId> Pass(MarketView next)
    {
        var isNewRisk = current is not null && current.Risk.Version != next.Risk.Version;
        current = next;
        foreach (var (account, (band, severity)) in accounts.ToArray())
        {
            if (isNewRisk || band is null || !band.Contains(next))
                accounts[account] = (null, severity);
        }

        return
        [
            .. accounts.Where(pair => pair.Value.Band is null)
                .OrderByDescending(pair => pair.Value.Severity).ThenBy(pair => pair.Key).Select(pair => pair.Key),
        ];
    }
}
