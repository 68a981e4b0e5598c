using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Market;

/// <summary>
/// An operator halts the whole venue: no new risk, no withdrawals, no liquidations; everything else goes on.
/// </summary>
public sealed class VenueHaltTests
{
    private static readonly PriceQuality Halted = new() { IsVenueHalted = true };

    [Fact]
    public void A_halt_holds_from_the_next_frame_on_which_comes_without_quotes_too()
    {
        var market = Open().When(new MarketCommand.SubmitQuotes([]))
            .When(new MarketCommand.HaltVenue()).Then(new MarketEvent.VenueHalted())
            .When(new MarketCommand.HaltVenue()).ThenAlreadyApplied()
            .When(new MarketCommand.SubmitQuotes([])).Then(Frame(2, isHalted: true))
            .When(new MarketCommand.SubmitQuotes([])).ThenNothingStored();
        market.When(new MarketCommand.ResumeVenue()).Then(new MarketEvent.VenueResumed())
            .When(new MarketCommand.ResumeVenue()).ThenAlreadyApplied()
            .When(new MarketCommand.SubmitQuotes([])).Then(Frame(3, isHalted: false));
    }

    [Fact]
    public void The_market_tells_a_halt_by_itself()
    {
        var decider = new MarketDecider(new Shards(2));
        var market = Open().When(new MarketCommand.SubmitQuotes([]));
        Assert.Null(decider.NextDue(market.State));
        market.When(new MarketCommand.HaltVenue());
        Assert.Equal(default(Instant), decider.NextDue(market.State));
        market.When(Assert.Single(decider.WhenDue(market.Entity))).Then(Frame(2, isHalted: true));
        Assert.Null(decider.NextDue(market.State));
    }

    [Fact]
    public void Every_frame_of_a_halt_says_so()
    {
        var first = MarketFold.Next(null, Frame(1, isHalted: false), default, Rules);
        var halted = MarketFold.Next(first, Frame(2, isHalted: true), default, Rules);
        Assert.Equal((false, true), (first.IsHalted, halted.IsHalted));
        Assert.False(MarketFold.Next(halted, Frame(3, isHalted: false), default, Rules).IsHalted);
    }

    [Fact]
    public void No_account_takes_on_risk_and_deposits_and_exits_go_on() => Account.Holding(1m, 10_000m).At(Market(2))
        .When(Reserve("o-1", 0.1m, 50_000m)).ThenRejected(RejectionCode.VenueHalted, "the venue is halted")
        .When(Reserve("o-2", -1m, 50_000m)).ThenKinds(typeof(AccountEvent.OrderReserved))
        .When(Deposit(5m)).ThenKinds(typeof(AccountEvent.Deposited))
        .When(Trade("t-1", -1m, 50_000m)).ThenKinds(typeof(AccountEvent.TradeApplied));

    [Fact]
    public void Not_even_an_account_with_nothing_at_stake_withdraws() =>
        Account.With(100m).At(Market(2)).When(Withdraw(1m)).ThenRejected(RejectionCode.VenueHalted, "deposits, added margin");

    [Fact]
    public void Nothing_can_be_withdrawn_during_a_halt()
    {
        var account = Account.With(100m).State;
        Assert.Equal(Amount(100m), Withdrawable.Of(account, Usdt, Venue.Frame(2)));
        Assert.Equal(Amount(0m), Withdrawable.Of(account, Usdt, Market(2)));
    }

    [Fact]
    public void Statuses_change_during_a_halt_and_liquidations_begin_after_it()
    {
        var account = Account.Holding(1m, 1_000m).At(Market(2)).WhenWoken().ThenKinds(typeof(AccountEvent.MaintenanceBreached));
        account.At(Market(3)).WhenWoken().ThenNothingStored();
        account.At(Venue.Frame(4)).WhenWoken().ThenKinds(typeof(AccountEvent.LiquidationRequested));
    }

    [Fact]
    public void A_liquidation_that_a_halt_finds_begun_ends_and_what_is_at_the_venue_is_settled()
    {
        var account = Account.Holding(1m, 1_000m).At(Venue.Frame(2)).WhenWoken();
        account.WhenOwed(Account.Liquidation, 1, new AccountCommand.PlanStep(Account.First, 1)).ThenKinds(typeof(AccountEvent.StepPlanned));
        account.At(Market(3)).WhenOwed(
                Entities.OrderBook(BtcPerp), 1,
                new AccountCommand.SettleStep(Account.First, 1, BtcPerp, [Account.Fill(-0.001m, 49_000m)], Contracts(0m)))
            .ThenKinds(typeof(AccountEvent.StepSettled), typeof(AccountEvent.LiquidationEnded));
        Assert.Equal(
            LiquidationOutcome.Postponed, Assert.IsType<AccountEvent.LiquidationEnded>(account.Result.Events[1].Event).Outcome);
        Assert.Equal(Contracts(0.999m), account.State.Positions[BtcPerp].Quantity);
    }

    private static MarketView Market(long frame) => Venue.Frame(frame).With(Halted);

    private static MarketEvent.FrameIssued Frame(long number, bool isHalted) =>
        new(new FrameNumber(number), new RiskBookVersion(1), []) { IsHalted = isHalted };

    /// <summary>A market with one symbol and a risk book, before its first frame.</summary>
    internal static Spec<MarketState> Open() => new Spec<MarketState>(new MarketDecider(new Shards(2)), Entities.Market)
        .When(new MarketCommand.OpenMarket([OracleTable.Parameters]))
        .WhenOwed(Entities.RiskBook, 1, new MarketCommand.UseRiskBook(new RiskBookVersion(1)));
}
