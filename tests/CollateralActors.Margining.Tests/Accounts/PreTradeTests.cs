using System.Reflection;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

/// <summary>Every command declares what it can do to risk, and whatever takes it on passes one check.</summary>
public sealed class PreTradeTests
{
    private static readonly Type[] Commands =
    [
        .. typeof(Stepper).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(ICommand))),
    ];

    /// <summary>
    /// One of each command that takes on risk, small but more than an account without free collateral can bear.
    /// </summary>
    private static readonly AccountCommand[] Risky =
    [
        Withdraw(1m), Reserve("o-9", 0.001m, 50_000m), new AccountCommand.SetLeverage(BtcPerp, new Rate(19m)),
        new AccountCommand.Transfer(new AccountId("alice.hedge"), Usdt, Amount(1m)),
        new AccountCommand.LockInEscrow(new EscrowId("deal"), Usdt, Amount(1m)),
        new AccountCommand.Supply(Usdt, Amount(1m)), new AccountCommand.Borrow(Btc, Amount(0.01m)),
        new AccountCommand.AddMargin(EthPerp, Amount(1m)),
        new AccountCommand.SwitchMode(MarginMode.Portfolio),
    ];

    /// <summary>The same of those that an isolated position is judged by; see IsolatedMarginTests.</summary>
    private static readonly Type[] OfIsolated = [typeof(AccountCommand.RemoveMargin)];

    public static TheoryData<string> RiskyNames => [.. Risky.Select(command => command.GetType().Name)];

    [Fact]
    public void Every_command_declares_its_risk_class()
    {
        Assert.True(Commands.Length > 30);
        Assert.Empty(Commands.Where(type => type.GetCustomAttribute<RiskClassAttribute>() is null).Select(type => type.FullName));
    }

    [Fact]
    public void Only_accounts_take_on_risk_and_each_such_command_is_tried_here()
    {
        var taking = Commands.Where(type => type.GetCustomAttribute<RiskClassAttribute>()?.RiskClass == RiskClass.TakesOn);
        // To abandon an exercise needs an option: its examples are in AbandonedExerciseTests.
        Assert.Equal(Risky.Select(command => command.GetType()).Concat(OfIsolated).Append(typeof(AccountCommand.AbandonExercise)).ToHashSet(), [.. taking]);
    }

    // One BTC at 50,000 needs 2,500 of initial margin, and that is all that there is.
    [Theory]
    [MemberData(nameof(RiskyNames))]
    public void An_account_without_free_collateral_takes_on_nothing(string command) =>
        Account.Holding(1m, 2_500m).Given(EthIsolated).At(Frame(2, risk: LendingVenue.On(Scanned))).When(Named(command))
            .ThenRejected(RejectionCode.InsufficientFreeCollateral, "0 USD now");

    [Theory]
    [MemberData(nameof(RiskyNames))]
    public void An_account_that_was_never_opened_takes_on_nothing(string command) =>
        Account.New().When(Named(command)).ThenRejected(RejectionCode.AccountNotOpen, "'alice'");

    [Theory]
    [MemberData(nameof(RiskyNames))]
    public void An_account_in_liquidation_takes_on_nothing(string command) =>
        Account.Holding(1m, 3_000m).Given(EthIsolated).At(Frame(2, btc: 48_000m)).WhenWoken().At(Frame(3)).When(Named(command))
            .ThenRejected(RejectionCode.AccountInLiquidation, "'alice.1'");

    [Fact]
    public void A_command_that_declares_nothing_is_taken_for_one_that_takes_on_risk() =>
        Assert.Equal(RiskClass.TakesOn, RiskClassAttribute.Of(new Undeclared()));

    /// <summary>One ETH at 2,500 with a margin of 1,000 that came from elsewhere.</summary>
    private static IEvent[] EthIsolated =>
    [
        new AccountEvent.Deposited(Usdt, Amount(1_000m)),
        new AccountEvent.MarginTypeSet(EthPerp, MarginType.Isolated),
        IsolatedAccount.Opened(EthPerp, 1m, 2_500m, 1_000m),
    ];

    private static AccountCommand Named(string name) => Risky.Single(command => command.GetType().Name == name);

    private sealed record Undeclared : ICommand;
}
