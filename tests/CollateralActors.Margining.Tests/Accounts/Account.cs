using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

/// <summary>Where specifications of Alice's account begin, and what they expect of it.</summary>
internal static class Account
{
    public static readonly LiquidationId First = LiquidationId.Of(Alice, 1);
    public static readonly EntityId Self = Entities.Account(Alice);
    public static readonly EntityId Other = Entities.Account(Bob);
    public static readonly EntityId Watchlist = Venue.Shards.WatchlistOf(Alice);
    public static readonly EntityId Liquidation = Entities.Liquidation(First);
    public static readonly EntityId Fund = Entities.Fund(Usdt);

    public static Spec<AccountState> New() => new Spec<AccountState>(new AccountDecider(Venue.Shards), Self).At(Frame());

    public static Spec<AccountState> With(decimal usdt) =>
        New().Given(new AccountEvent.Opened(), new AccountEvent.Deposited(Usdt, Amount(usdt)));

    /// <summary>Watched, with a position in BTC-PERP that was opened at 50,000 without a fee; messages come stamped.</summary>
    public static Spec<AccountState> Holding(decimal quantity, decimal usdt) => With(usdt)
        .Given(new AccountEvent.WatchConfirmed(1), Traded("given", quantity, 50_000m, 0m, TradeRole.Counter))
        .Stamped();

    public static AccountEvent.TradeApplied Traded(
        string trade, decimal quantity, decimal price, decimal fee, TradeRole role = TradeRole.Initiating) =>
        new(new TradeId(trade), BtcPerp, Bob, Contracts(quantity), Price(price), TradeSide.TakerOnly, TradeSide.MakerOnly, role,
            new TradePosting(Usdt, Amount(quantity * price), Amount(quantity * price), default, default, Amount(fee)));

    public static Spec<AccountState> WhenWoken(this Spec<AccountState> account) =>
        account.WhenSignalled(Watchlist, new AccountCommand.Evaluate());

    /// <summary>The frame finds the account short, its orders go, and the first step is planned.</summary>
    public static Spec<AccountState> WhenFirstStepIsPlanned(this Spec<AccountState> account) => account.WhenWoken()
        .WhenOwed(Liquidation, 1, new AccountCommand.CancelOrders(First))
        .WhenOwed(Liquidation, 2, new AccountCommand.PlanStep(First, 1));

    /// <summary>The band that the watchlist was answered with.</summary>
    public static Band BandOf(Spec<AccountState> account) =>
        account.Result.Sends.Select(sent => sent.Command).OfType<WatchlistCommand.AnswerBand>().Single().Band;

    public static MarketBasis Basis(long frame, params (string Of, decimal Price)[] prices) => new(
        new FrameNumber(frame), new RiskBookVersion(1), prices.Select(p => new UsedPrice(p.Of, Price(p.Price))).ToValueList());

    public static StatusFigures Figures(decimal value, decimal equity, decimal maintenance) =>
        new(Amount(value), Amount(equity), Amount(maintenance));

    public static BookTrade Fill(decimal quantity, decimal price, int number = 1) =>
        new(new TradeId($"BTC-PERP.{number}"), new AccountId("maker"), Contracts(quantity), Price(price));
}
