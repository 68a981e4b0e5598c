using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.DatedVenue;
using static CollateralActors.Margining.Tests.Specs.Venue;
using TestAccount = CollateralActors.Margining.Tests.Accounts.Account;

namespace CollateralActors.Margining.Tests.Expiries;

/// <summary>Options are exercised by exception: who does not want it says so in time, and what it would have paid goes to the fund.</summary>
public sealed class AbandonedExerciseTests
{
    [Fact]
    public void An_option_in_the_money_pays_its_intrinsic_value_less_the_premium() =>
        Long().At(DatedVenue.Frame(10, 51_000m, (BtcCall, 52_000m))).WhenWoken()
            .ThenState(a => Assert.Equal(Amount(10_000m + 2_000m - 500m), a.BalanceOf(Usdt)));

    [Fact]
    public void An_abandoned_one_pays_the_fund_instead()
    {
        var account = Long().When(new AccountCommand.AbandonExercise(BtcCall)).Then(new AccountEvent.ExerciseAbandoned(BtcCall))
            .At(DatedVenue.Frame(10, 51_000m, (BtcCall, 52_000m))).WhenWoken();
        account.ThenState(a => Assert.Equal(Amount(10_000m - 500m), a.BalanceOf(Usdt)));
        account.ThenState(a => Assert.Empty(a.Abandoned));
        account.ThenOwes(TestAccount.Fund, new FundCommand.ReceiveForfeit(Alice, BtcCall, Amount(2_000m)));
    }

    [Fact]
    public void Abandoning_what_lapses_anyway_owes_nothing() =>
        Long().When(new AccountCommand.AbandonExercise(BtcCall)).At(DatedVenue.Frame(10, 51_000m, (BtcCall, 49_000m))).WhenWoken()
            .ThenState(a => Assert.Equal(Amount(9_500m), a.BalanceOf(Usdt)));

    [Fact]
    public void A_fund_takes_it_in() =>
        new Spec<FundState>(new FundDecider(), TestAccount.Fund)
            .WhenOwed(TestAccount.Self, 1, new FundCommand.ReceiveForfeit(Alice, BtcCall, Amount(2_000m)))
            .Then(new FundEvent.ForfeitReceived(Alice, BtcCall, Amount(2_000m)))
            .ThenState(fund => Assert.Equal(Amount(2_000m), fund.Balance));

    [Fact]
    public void Saying_it_twice_is_no_harm_and_closing_the_position_takes_it_back()
    {
        var account = Long()
            .When(new AccountCommand.AbandonExercise(BtcCall))
            .When(new AccountCommand.AbandonExercise(BtcCall))
            .Then(new AccountEvent.ExerciseAbandoned(BtcCall));
        account.When(Trade("t-1", -1m, 1_000m, BtcCall)).ThenState(a => Assert.Empty(a.Abandoned));
    }

    [Fact]
    public void Only_who_is_long_of_an_option_can_and_only_in_time()
    {
        Long().When(new AccountCommand.AbandonExercise(BtcPut)).ThenRejected(
            RejectionCode.NothingToExercise, "account 'alice' is not long of an option BTC-50000-P");
        ContractSettlementTests.Holding(BtcCall, -1m, 500m, 50_000m).When(new AccountCommand.AbandonExercise(BtcCall))
            .ThenRejected(RejectionCode.NothingToExercise);
        ContractSettlementTests.Holding(BtcDec, 1m, 50_000m, 50_000m).When(new AccountCommand.AbandonExercise(BtcDec))
            .ThenRejected(RejectionCode.NothingToExercise);
        Long().When(new AccountCommand.AbandonExercise(new InstrumentId("X"))).ThenRejected(RejectionCode.UnknownInstrument);
        Long().At(DatedVenue.Frame(10, 51_000m, (BtcCall, 52_000m))).When(new AccountCommand.AbandonExercise(BtcCall))
            .ThenRejected(RejectionCode.ContractExpired, "abandoning in BTC-50000-C comes after its expiry");
    }

    [Fact]
    public void Nobody_gives_up_what_keeps_him_solvent() =>
        ContractSettlementTests.Holding(BtcCall, 10m, 500m, 1_000m).At(DatedVenue.Frame(2, 60_000m))
            .When(new AccountCommand.AbandonExercise(BtcCall))
            .ThenRejected(RejectionCode.InsufficientFreeCollateral, "abandoning BTC-50000-C would leave");

    [Fact]
    public void Nobody_abandons_anything_while_he_is_liquidated() =>
        ContractSettlementTests.Holding(BtcCall, 10m, 5_000m, 10_000m).At(DatedVenue.Frame(2, 40_000m)).WhenWoken()
            .At(DatedVenue.Frame(3, 40_000m)).When(new AccountCommand.AbandonExercise(BtcCall))
            .ThenRejected(RejectionCode.AccountInLiquidation);

    // A call on one coin for a premium of 500, which is paid when it ends.
    private static Spec<AccountState> Long() => ContractSettlementTests.Holding(BtcCall, 1m, 500m, 10_000m).At(DatedVenue.Frame(2));
}
