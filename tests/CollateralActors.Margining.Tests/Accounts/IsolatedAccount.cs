using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

/// <summary>Where specifications of isolated positions begin.</summary>
internal static class IsolatedAccount
{
    /// <summary>The first liquidation of Alice's isolated BTC-PERP.</summary>
    public static readonly LiquidationId First = LiquidationId.Of(Alice, BtcPerp, 1);

    public static readonly MarginScope Scope = new(BtcPerp);

    public static AccountCommand.SetMarginType Set(MarginType type, InstrumentId? instrument = null) => new(instrument ?? BtcPerp, type);

    public static AccountCommand.AddMargin Add(decimal amount) => new(BtcPerp, Amount(amount));

    public static AccountCommand.RemoveMargin Remove(decimal amount) => new(BtcPerp, Amount(amount));

    /// <summary>Trades BTC-PERP isolated and holds nothing.</summary>
    public static Spec<AccountState> Idle(decimal usdt) =>
        Account.With(usdt).Given(new AccountEvent.MarginTypeSet(BtcPerp, MarginType.Isolated));

    /// <summary>The same, watched; messages come stamped.</summary>
    public static Spec<AccountState> Flat(decimal usdt) => Idle(usdt).Given(new AccountEvent.WatchConfirmed(1)).Stamped();

    /// <summary>
    /// The same with a position that was opened at 50,000 without a fee, a margin, and a balance beside it.
    /// </summary>
    public static Spec<AccountState> Holding(decimal quantity, decimal margin, decimal usdt = 0m) =>
        Flat(margin + usdt).Given(Opened(BtcPerp, quantity, 50_000m, margin));

    public static AccountEvent.TradeApplied Opened(InstrumentId instrument, decimal quantity, decimal price, decimal margin)
    {
        var given = Account.Traded("given", quantity, price, 0m, TradeRole.Counter);
        return given with { Instrument = instrument, Posting = given.Posting with { Isolated = Moved(margin, mark: price) } };
    }

    public static IsolatedPosting Moved(decimal amount, decimal missing = 0m, decimal mark = 50_000m) =>
        new(Amount(amount), Amount(missing), Price(mark));

    /// <summary>Balance in USDT and margin of BTC-PERP.</summary>
    public static Spec<AccountState> ThenHas(this Spec<AccountState> account, decimal balance, decimal margin) =>
        account.ThenState(state => Assert.Equal(
            (Amount(balance), Amount(margin)), (state.BalanceOf(Usdt), state.IsolatedMarginOf(BtcPerp))));

    public static IsolatedPosting? MovedBy(this Spec<AccountState> account) =>
        account.Result.Events.Select(recorded => recorded.Event).OfType<AccountEvent.TradeApplied>().Single().Posting.Isolated;
}
