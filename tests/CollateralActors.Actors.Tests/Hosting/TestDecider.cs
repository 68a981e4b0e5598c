using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Units;

namespace CollateralActors.Actors.Tests.Hosting;

/// <summary>A sum, by rules as small as they can be; commands and events are borrowed from funds, which have codecs.</summary>
internal sealed class TestDecider : IDecider<decimal>
{
    /// <summary>Deciding about this amount is a bug.</summary>
    public const decimal Breaks = 13m;

    public static readonly EntityId Debtor = Entities.Account(new AccountId("debtor"));
    public static readonly EntityId Creditor = Entities.Account(new AccountId("creditor"));

    public bool Rests { get; set; } = true;

    /// <summary>Whether no event can be applied any more.</summary>
    public bool IsPoisoned { get; set; }

    public decimal Initial(EntityId id) => 0m;

    public Decision Decide(Entity<decimal> entity, Envelope envelope, DecisionContext context) => envelope.Command switch
    {
        FundCommand.Contribute { Amount.Value: Breaks } => throw new InvalidOperationException("a bug in a rule"),
        FundCommand.Contribute { Amount.Value: <= 0m } c =>
            Decision.Reject(Rejection.IllegalNumber("amount", c.Amount.Value, "more than 0")),
        FundCommand.Contribute c => Decision.Accept(new FundEvent.Contributed(c.Amount)),
        AccountCommand.Withdraw c => Decision.Accept(
            new FundEvent.Contributed(c.Amount),
            new FundEvent.FeeReceived(LiquidationId.Of(new AccountId(c.Asset.Value), 1), c.Amount)),
        _ => throw new InvalidOperationException($"unexpected {envelope.Command}"),
    };

    public decimal Evolve(decimal state, Recorded recorded) => recorded.Event switch
    {
        _ when IsPoisoned => throw new InvalidOperationException("cannot be applied"),
        FundEvent.Contributed e => state + e.Amount.Value,
        _ => state,
    };

    /// <summary>A fee is owed to the creditor.</summary>
    public IEnumerable<Owed> Owes(Entity<decimal> before, IEvent @event) =>
        @event is FundEvent.FeeReceived fee ? [new Owed(Creditor, new FundCommand.Contribute(fee.Amount))] : [];

    public bool MayRest(decimal state) => Rests;

    public static Envelope Add(string id, decimal amount) =>
        new(Debtor, new Origin.Client(new CommandId(id)), new FundCommand.Contribute(new Amount(amount)));

    /// <summary>Two events and a duty.</summary>
    public static Envelope Fee(string id, decimal amount) => new(
        Debtor,
        new Origin.Client(new CommandId(id)),
        new AccountCommand.Withdraw(new AssetId("x"), new Amount(amount)));

    /// <summary>The creditor has done what is owed, up to a sequence.</summary>
    public static Envelope Receipt(long sequence) =>
        Envelope.Signal(Creditor, Debtor, new EntityCommand.Acknowledge(Creditor, sequence));
}
