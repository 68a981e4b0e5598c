using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Deciding;

/// <content>What escrows refuse.</content>
public sealed partial record Rejection
{
    /// <summary>Nobody has proposed the escrow.</summary>
    public static Rejection NoSuchEscrow(EscrowId escrow) =>
        new(RejectionCode.NoSuchEscrow, $"nobody has proposed an escrow '{escrow}'; propose it first");

    /// <summary>Not all that the escrow takes has come in.</summary>
    public static Rejection EscrowNotFunded(EscrowId escrow, IEnumerable<EscrowLock> missing) => new(
        RejectionCode.EscrowNotFunded,
        $"escrow '{escrow}' has not begun: "
        + string.Join(
            ", ", missing.Select(part => $"{part.Party} has not locked {new Money(part.Amount, part.Asset)}")));

    /// <summary>The escrow is over.</summary>
    public static Rejection EscrowClosed(EscrowId escrow, string? exit) => new(
        RejectionCode.EscrowClosed,
        exit is null
            ? $"escrow '{escrow}' did not come about, and everything went back"
            : $"escrow '{escrow}' is over: '{exit}' was taken, and nothing is in it any more");

    /// <summary>The escrow's time is over, though it has not been told yet.</summary>
    public static Rejection EscrowOver(EscrowId escrow, Instant end) => new(
        RejectionCode.EscrowClosed, $"the time of escrow '{escrow}' was over at {end}; nobody chooses any more");

    /// <summary>The programme has no such exit.</summary>
    public static Rejection UnknownExit(EscrowId escrow, string exit, IEnumerable<string> known) => new(
        RejectionCode.UnknownExit,
        $"escrow '{escrow}' has no exit '{exit}'; it has {string.Join(", ", known)}");

    /// <summary>It is not for this one to say.</summary>
    public static Rejection NotEntitled(AccountId who, EscrowExit exit) => new(
        RejectionCode.NotEntitled,
        $"it is not for '{who}' to choose '{exit.Name}': it is taken {EscrowWords.Of(exit.When)}");

    /// <summary>The same one has said it before.</summary>
    public static Rejection AlreadyAgreed(AccountId who, string exit) =>
        new(RejectionCode.AlreadyAgreed, $"'{who}' has agreed to '{exit}' before; nobody counts twice");
}
