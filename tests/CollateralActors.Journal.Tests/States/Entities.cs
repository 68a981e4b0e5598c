using CollateralActors.Journal.Tests.Codec;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Tests.States;

/// <summary>Entities that remember commands and owe work.</summary>
internal static class Entities
{
    private static readonly EntityId Fund = new(EntityKind.Fund, "USDT");

    public static Entity<TState> With<TState>(TState state) => new(
        new EntityId(EntityKind.Account, "alice"),
        state,
        Inbox.Empty
            .Remember(new Cause(new Origin.Client(new CommandId("second-to-none")), "ff"))
            .Remember(new Cause(new Origin.Client(new CommandId("first")), "ee"))
            .Remember(new Cause(new Origin.Duty(Fund, 1), string.Empty)),
        Outbox.Empty
            .Add(new Owed(Fund, Sampler.Of<FundCommand.ReceiveFee>()))
            .Add(new Owed(Fund, Sampler.Of<FundCommand.Claim>()))
            .Clear(Fund, 1)
            .Add(new Owed(new EntityId(EntityKind.Account, "bob"), Sampler.Of<AccountCommand.ApplyTrade>())),
        17);
}
