using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Funds;

/// <summary>What a fund promises before a loss is made, and keeps for the claim.</summary>
public sealed class CoverTests
{
    private static readonly LiquidationId First = LiquidationId.Of(Alice, 1);
    private static readonly LiquidationId Other = LiquidationId.Of(Bob, 1);
    private static readonly EntityId Account = Entities.Account(Alice);
    private static readonly EntityId Others = Entities.Account(Bob);
    private static readonly Rate Worst = new(2m);

    [Theory]
    [InlineData(60, 60)]
    [InlineData(100, 100)]
    [InlineData(101, 100)]
    public void It_promises_what_it_has_and_says_so(int asked, int promised) =>
        With(100m).WhenOwed(Account, 1, Ask(First, asked))
            .Then(new FundEvent.CoverReserved(First, 1, Alice, Amount(asked), Amount(promised), Worst))
            .ThenOwes(Account, new AccountCommand.ReceiveCover(First, 1, Usdt, Amount(asked), Amount(promised)))
            .ThenState(fund => Assert.Equal(Amount(100m), fund.Balance));

    [Fact]
    public void What_is_kept_for_one_is_neither_promised_nor_paid_to_another() =>
        With(100m).WhenOwed(Account, 1, Ask(First, 60m))
            .WhenOwed(Others, 1, Ask(Other, 60m))
            .Then(new FundEvent.CoverReserved(Other, 1, Bob, Amount(60m), Amount(40m), Worst))
            .WhenOwed(Others, 2, new FundCommand.Claim(Other, Bob, Amount(60m), Worst))
            .Then(new FundEvent.ClaimAnswered(Other, Bob, Amount(60m), Amount(40m), Worst))
            .WhenOwed(Account, 2, new FundCommand.Claim(First, Alice, Amount(60m), Worst))
            .Then(new FundEvent.ClaimAnswered(First, Alice, Amount(60m), Amount(60m), Worst))
            .ThenState(fund => Assert.Empty(fund.Covers));

    [Fact]
    public void A_later_step_is_promised_more_on_top_as_far_as_there_is_more() =>
        With(100m).WhenOwed(Account, 1, Ask(First, 60m)).WhenOwed(Account, 2, Ask(First, 60m, step: 2))
            .Then(new FundEvent.CoverReserved(First, 2, Alice, Amount(60m), Amount(40m), Worst))
            .ThenState(fund => Assert.Equal(Amount(100m), fund.Covers[First]));

    [Fact]
    public void What_is_not_needed_is_free_again_and_once() =>
        With(100m).WhenOwed(Account, 1, Ask(First, 60m))
            .WhenOwed(Account, 2, new FundCommand.ReleaseCover(First))
            .Then(new FundEvent.CoverReleased(First, Amount(60m)))
            .WhenOwed(Others, 1, Ask(Other, 100m))
            .Then(new FundEvent.CoverReserved(Other, 1, Bob, Amount(100m), Amount(100m), Worst));

    // 50 of a claim, 70 in an hour: of the second hour's 70 nothing is used yet.
    [Fact]
    public void Limits_of_claims_and_windows_hold_for_promises()
    {
        var rules = Book(1, null, Asset(Usdt, 6) with
        {
            Fund = new FundRules { PerClaim = Amount(50m), PerWindow = Amount(70m), Window = TimeSpan.FromHours(1) },
        });
        With(100m).At(Frame(2, risk: rules))
            .WhenOwed(Account, 1, Ask(First, 60m))
            .Then(new FundEvent.CoverReserved(First, 1, Alice, Amount(60m), Amount(50m), Worst))
            .WhenOwed(Others, 1, Ask(Other, 60m))
            .Then(new FundEvent.CoverReserved(Other, 1, Bob, Amount(60m), Amount(20m), Worst));
    }

    private static FundCommand.ReserveCover Ask(LiquidationId liquidation, decimal amount, int step = 1) =>
        new(liquidation, step, liquidation == First ? Alice : Bob, Amount(amount), Worst);

    private static Spec<FundState> With(decimal balance) =>
        new Spec<FundState>(new FundDecider(), Entities.Fund(Usdt)).At(Frame())
            .Given(new FundEvent.Contributed(Amount(balance)));
}
