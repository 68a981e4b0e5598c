using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Policies;

/// <summary>What the policies of an account do for it at a frame, or after a command: docs/policies.md.</summary>
/// <remarks>
/// Every step is tried on the account before it is made, and only made if it leaves it no worse. A policy that finds
/// steps, but none that helps, is left alone for a while: what is looked at again rests on time, and never on a price
/// that no band watches.
/// </remarks>
internal sealed partial class PolicySteps
{
    private readonly MarketView market;
    private readonly bool byFrame;
    private readonly List<AccountEvent> made = [];
    private AccountState now;
    private MarginFigures? figures;
    private bool wouldNotHelp;
    private bool isTooLittle;

    private PolicySteps(AccountState account, MarketView market, bool byFrame) =>
        (now, this.market, this.byFrame) = (account, market, byFrame);

    /// <summary>What the account has and requires now: many steps are tried on it.</summary>
    private MarginFigures Figures => figures ??= PolicyTrigger.FiguresOf(now, market);

    /// <summary>The steps, in the order in which they are made.</summary>
    /// <param name="account">Its interest is paid.</param>
    /// <param name="market">The frame.</param>
    /// <param name="byFrame">Whether nothing but the frame is the reason to ask.</param>
    public static IReadOnlyList<AccountEvent> Of(AccountState account, MarketView market, bool byFrame)
    {
        // Whoever waits for a loan was judged by what it holds now.
        if (account.Policies.Count == 0 || account.Episode is not Episode.None || market.IsHalted
            || account.AwaitsLoanOf is not null)
            return [];
        var steps = new PolicySteps(account, market, byFrame);
        steps.Take();
        return steps.made;
    }

    private void Take()
    {
        if (Figures.Status == MarginStatus.Bankrupt)
            return;
        Each<AccountPolicy.StopLoss>(Stop);
        var isBegun = PolicyTrigger.IsBegun(now, Figures);
        if (isBegun || PolicyTrigger.TargetOf(now) is null)
            Each<AccountPolicy.AutoRepay>((number, _) => Repay(number));
        if (!isBegun)
            return;
        Each<AccountPolicy.Convert>(Convert);
        Each<AccountPolicy.TopUp>(AskFor);
    }

    private void Each<T>(Action<int, T> take)
        where T : AccountPolicy
    {
        for (var i = 0; i < now.Policies.Count; i++)
        {
            if (now.Policies[i] is not T policy
                || (now.Idle.TryGetValue(i, out var idle) && !idle.IsOver(market.Time, byFrame)))
                continue;
            (wouldNotHelp, isTooLittle) = (false, false);
            take(i, policy);
            if (policy is AccountPolicy.AutoRepay ? IsDone() : policy is not AccountPolicy.StopLoss && IsEnough())
                continue;
            if (wouldNotHelp)
                Skip(i, new PolicyIdle(PolicyIdleness.WouldNotHelp, market.Time + PolicyIdle.Rest));
            else if (isTooLittle)
                Skip(i, new PolicyIdle(PolicyIdleness.TooLittle, null));
        }
    }

    private void Skip(int policy, PolicyIdle idle)
    {
        if (!now.Idle.TryGetValue(policy, out var stored) || stored.Why != idle.Why || market.Time >= stored.Until)
            Add(new AccountEvent.PolicySkipped(policy, idle, StatusFigures.Of(Figures), BasisOf()));
    }

    private void Stop(int number, AccountPolicy.StopLoss stop)
    {
        if (!IndexExchange.IsPossible(stop.Asset, stop.Into, market) || market.IndexPrice(stop.Asset) > stop.At)
            return;
        var spare = Spare(stop.Asset);
        var share = Decimals.Down((now.BalanceOf(stop.Asset) * stop.Share).Value, market.Risk[stop.Asset].Scale);
        var all = Amount.Min(spare, new Amount(share));
        if (spare > Amount.Zero)
            Try([Exchanged(number, IndexExchange.Giving(new Money(all, stop.Asset), stop.Into, market))]);
    }

    private void Convert(int number, AccountPolicy.Convert policy)
    {
        foreach (var source in Sources(policy.Into))
        {
            if (IsEnough())
                return;
            TryEnough(
                Spare(source),
                source,
                amount => [Exchanged(number, IndexExchange.Giving(new Money(amount, source), policy.Into, market))],
                raises: true);
        }
    }

    private void AskFor(int number, AccountPolicy.TopUp policy)
    {
        if (now.AwaitsTopUpOf is not null || IsEnough() || market.IndexPrice(policy.Asset) is null)
            return;
        var with = (Amount amount) => now.Post(policy.Asset, amount);
        var amount = Smallest(policy.Most, policy.Asset, with);
        if (PolicyTrigger.FiguresOf(with(amount), market).Equity <= Figures.Equity)
            wouldNotHelp = true;
        else
            Add(new AccountEvent.TopUpAsked(
                number, policy.From, policy.Asset, amount, StatusFigures.Of(Figures), BasisOf(policy.Asset)));
    }

    // In the order that the account gave, or what counts most first: the least of it has to go.
    private IEnumerable<AssetId> Sources(AssetId into) =>
    [
        .. DebtConversion.InOrder(now, market.Risk)
            .Where(asset => Spare(asset) > Amount.Zero && IndexExchange.IsPossible(asset, into, market)),
    ];

    private Amount Spare(AssetId asset) =>
        Amount.Min(now.BalanceOf(asset), Spot.SpotOrders.FreeOf(asset, now, market.Risk));

    private bool IsEnough() => PolicyTrigger.IsEnough(now, Figures);

    private AccountEvent.PolicyExchanged? Exchanged(int number, IndexExchange? exchange) => exchange is { } e
        ? new AccountEvent.PolicyExchanged(number, e, StatusFigures.Of(Figures), BasisOf(e.Given.Asset, e.Got.Asset))
        : null;

    private void Add(AccountEvent step)
    {
        made.Add(step);
        now = AccountEvolution.Evolve(now, step);
        figures = null;
    }

    private MarketBasis BasisOf(params IEnumerable<AssetId> priced) => MarketBasis.At(market, priced);
}
