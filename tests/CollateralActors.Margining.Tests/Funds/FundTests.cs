using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Funds;

public sealed class FundTests
{
    private static readonly LiquidationId Id = LiquidationId.Of(Alice, 1);
    private static readonly EntityId Account = Entities.Account(Alice);
    private static readonly Rate Worst = new(1_000_000m);

    [Fact]
    public void The_venue_puts_money_in() =>
        New().When(new FundCommand.Contribute(Amount(100m))).Then(new FundEvent.Contributed(Amount(100m)))
            .ThenState(fund => Assert.Equal(Amount(100m), fund.Balance));

    [Fact]
    public void The_venue_puts_in_no_more_than_digits_are_kept_of() =>
        New().Given(new FundEvent.Contributed(Amount(1_000_000_000_000_000m)))
            .When(new FundCommand.Contribute(Amount(0.000001m)))
            .ThenRejected(RejectionCode.IllegalNumber, "balance of USDT 1000000000000000.000001 is not at most");

    [Fact]
    public void Fees_and_collateral_come_in() =>
        New().WhenOwed(Account, 1, new FundCommand.ReceiveFee(Id, Amount(2m))).Then(new FundEvent.FeeReceived(Id, Amount(2m)))
            .WhenOwed(Account, 2, new FundCommand.ReceiveCollateral(Id, Amount(3m))).Then(new FundEvent.CollateralReceived(Id, Amount(3m)))
            .ThenState(fund => Assert.Equal((Amount(5m), Amount(0m)), (fund.Balance, fund.Paid)));

    [Theory]
    [InlineData(99, 99)]
    [InlineData(100, 100)]
    [InlineData(101, 100)]
    public void A_claim_is_paid_as_far_as_there_is_money(int claimed, int paid) =>
        New().Given(new FundEvent.Contributed(Amount(100m)))
            .WhenOwed(Account, 1, new FundCommand.Claim(Id, Alice, Amount(claimed), Worst))
            .Then(new FundEvent.ClaimAnswered(Id, Alice, Amount(claimed), Amount(paid), Worst))
            .ThenOwes(Account, new AccountCommand.ReceiveFundPayment(Id, Usdt, Amount(claimed), Amount(paid)))
            .ThenState(fund => Assert.Equal((Amount(100m - paid), Amount(paid)), (fund.Balance, fund.Paid)));

    [Fact]
    public void An_empty_fund_answers_with_nothing() =>
        New().WhenOwed(Account, 1, new FundCommand.Claim(Id, Alice, Amount(1m), Worst))
            .ThenOwes(Account, new AccountCommand.ReceiveFundPayment(Id, Usdt, Amount(1m), Amount(0m)));

    [Fact]
    public void A_claim_that_comes_again_is_paid_once() =>
        New().Given(new FundEvent.Contributed(Amount(100m)))
            .WhenOwed(Account, 1, new FundCommand.Claim(Id, Alice, Amount(60m), Worst)).WhenAgain().ThenAlreadyApplied();

    [Property(MaxTest = 200)]
    public void A_fund_is_never_below_0_and_pays_only_what_came_in(int seed)
    {
        var random = new Random(seed);
        var fund = New();
        var paidIn = 0m;
        for (var i = 1; i <= 50; i++)
        {
            var amount = random.Next(1, 1_000) / 10m;
            var isClaim = random.Next(2) == 0;
            paidIn += isClaim ? 0m : amount;
            fund.WhenOwed(Account, i, isClaim
                ? new FundCommand.Claim(Id, Alice, Amount(amount), Worst)
                : new FundCommand.ReceiveFee(Id, Amount(amount)));
            Assert.True(fund.State.Balance.Value >= 0m, $"seed {seed}");
            Assert.Equal((seed, paidIn), (seed, (fund.State.Balance + fund.State.Paid).Value));
        }
    }

    [Theory]
    [InlineData(50, 40)] // Of one claim 40 are paid, and of a window 60.
    [InlineData(30, 30)]
    public void A_claim_is_paid_as_far_as_its_limit_allows(int claimed, int paid) =>
        Limited().WhenOwed(Account, 1, Claim(claimed)).ThenState(fund => Assert.Equal(Amount(paid), fund.Paid))
            .ThenOwes(Account, new AccountCommand.ReceiveFundPayment(Id, Usdt, Amount(claimed), Amount(paid)));

    [Fact]
    public void No_more_is_paid_in_a_window_than_its_limit_allows_and_the_next_begins_with_a_claim()
    {
        var fund = Limited().WhenOwed(Account, 1, Claim(40)).WhenOwed(Account, 2, Claim(40));
        Assert.Equal(Amount(60m), fund.State.Paid);
        fund.At(Limits(3)).WhenOwed(Account, 3, Claim(1)).ThenState(state => Assert.Equal(Amount(60m), state.Paid));
        fund.At(Limits(4)).WhenOwed(Account, 4, Claim(40))
            .Then(new FundEvent.ClaimAnswered(Id, Alice, Amount(40m), Amount(40m), Worst) { Window = new Instant(4_000) })
            .At(Limits(6)).WhenOwed(Account, 5, Claim(40)).ThenState(state => Assert.Equal(Amount(120m), state.Paid));
    }

    [Fact]
    public void A_claim_waits_for_the_first_frame() =>
        new Spec<FundState>(new FundDecider(), Entities.Fund(Usdt)).WhenOwed(Account, 1, Claim(1)).ThenNotYet("first frame");

    [Fact]
    public void Limits_that_cannot_be_are_wrong()
    {
        Assert.Empty(Limit.Problems(6));
        Assert.Single((Limit with { PerClaim = Amount(-1m) }).Problems(6));
        Assert.Single((Limit with { PerWindow = Amount(0.0000001m) }).Problems(6));
        Assert.Single((Limit with { PerWindow = null }).Problems(6));
        Assert.Single((Limit with { Window = TimeSpan.Zero }).Problems(6));
        Assert.Single((Limit with { Window = TimeSpan.FromDays(367) }).Problems(6));
    }

    [Fact]
    public void Contributions_that_cannot_be_are_refused()
    {
        New().When(new FundCommand.Contribute(Amount(0m))).ThenRejected(RejectionCode.IllegalNumber, "amount 0 is not more than 0");
        New().When(new FundCommand.Contribute(Amount(-1m))).ThenRejected(RejectionCode.IllegalNumber, "amount -1 is not more than 0");
        New().When(new FundCommand.Contribute(Amount(0.0000001m))).ThenRejected(RejectionCode.IllegalNumber, "at most 6 decimals");
        New().When(new FundCommand.Contribute(Amount(1e28m))).ThenRejected(RejectionCode.IllegalNumber, "at most 1000000000000");
        new Spec<FundState>(new FundDecider(), Entities.Fund(new AssetId("DOGE"))).At(Frame())
            .When(new FundCommand.Contribute(Amount(1m))).ThenRejected(RejectionCode.UnknownAsset, "'DOGE'");
        new Spec<FundState>(new FundDecider(), Entities.Fund(Usdt)).When(new FundCommand.Contribute(Amount(1m))).ThenNotYet("first frame");
    }

    [Fact]
    public void A_client_cannot_claim_or_pretend_to_pay_fees()
    {
        New().When(new FundCommand.Claim(Id, Alice, Amount(1m), Worst)).ThenRejected(RejectionCode.NotForClients, "Claim");
        New().When(new FundCommand.ReceiveFee(Id, Amount(-1m))).ThenRejected(RejectionCode.NotForClients, "ReceiveFee");
        New().When(new FundCommand.ReceiveCollateral(Id, Amount(-1m))).ThenRejected(RejectionCode.NotForClients, "ReceiveCollateral");
    }

    private static readonly FundRules Limit =
        new() { PerClaim = new Amount(40m), PerWindow = new Amount(60m), Window = TimeSpan.FromSeconds(3) };

    private static FundCommand.Claim Claim(decimal amount) => new(Id, Alice, Amount(amount), Worst);

    private static Margining.Market.MarketView Limits(long frame) =>
        Frame(frame, risk: Book(1, null, Asset(Usdt, 6) with { Fund = Limit }));

    private static Spec<FundState> Limited() => New().At(Limits(1)).Given(new FundEvent.Contributed(Amount(1_000m)));

    private static Spec<FundState> New() => new Spec<FundState>(new FundDecider(), Entities.Fund(Usdt)).At(Frame());
}
