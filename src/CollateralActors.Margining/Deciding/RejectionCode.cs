namespace CollateralActors.Margining.Deciding;

/// <summary>
/// The kinds of refusal. Names are part of the product's interface: none is renamed or used for anything else.
/// </summary>
public enum RejectionCode
{
    /// <summary>The command id was used before for a command with other content.</summary>
    CommandIdReused,

    /// <summary>No such asset in the risk book.</summary>
    UnknownAsset,

    /// <summary>No such instrument in the risk book.</summary>
    UnknownInstrument,

    /// <summary>No such symbol in the market.</summary>
    UnknownSymbol,

    /// <summary>
    /// An amount, quantity or price that is not a legal number: zero, negative, too precise or too large.
    /// </summary>
    IllegalNumber,

    /// <summary>An id that is empty, too long or has illegal characters.</summary>
    IllegalId,

    /// <summary>The account has not been opened by a deposit.</summary>
    AccountNotOpen,

    /// <summary>The account is being liquidated.</summary>
    AccountInLiquidation,

    /// <summary>The asset is not taken any more.</summary>
    DepositsClosed,

    /// <summary>The asset's balance is smaller than the amount.</summary>
    InsufficientBalance,

    /// <summary>Free collateral would fall below zero.</summary>
    InsufficientFreeCollateral,

    /// <summary>An open order has this id already.</summary>
    OrderIdInUse,

    /// <summary>No open order has this id.</summary>
    UnknownOrder,

    /// <summary>A trade between an account and itself.</summary>
    SelfTrade,

    /// <summary>A price that the decision needs is not known.</summary>
    MissingPrice,

    /// <summary>The entity is set up already, and not like this.</summary>
    AlreadySetUp,

    /// <summary>The entity is not set up yet.</summary>
    NotSetUp,

    /// <summary>The parameters cannot be.</summary>
    IllegalParameters,

    /// <summary>A price is not good for what was asked.</summary>
    PriceNotGood,

    /// <summary>The venue is halted.</summary>
    VenueHalted,

    /// <summary>None of the quotes can be used.</summary>
    IllegalQuote,

    /// <summary>The command is one that only entities say to each other.</summary>
    NotForClients,

    /// <summary>A transfer to the account itself, or to an account of another owner.</summary>
    IllegalReceiver,

    /// <summary>Portfolio mode is not open to what the account holds or asks for.</summary>
    ModeNotOpen,

    /// <summary>The account's position could grow beyond the instrument's limit.</summary>
    PositionLimit,

    /// <summary>The account's figures are too large to judge anything that takes on risk.</summary>
    FiguresOutOfRange,

    /// <summary>The margin type of an instrument that is in use cannot change.</summary>
    MarginTypeInUse,

    /// <summary>The instrument has no margin of its own: it is traded cross.</summary>
    NotIsolated,

    /// <summary>No position in the instrument is open.</summary>
    NoPosition,

    /// <summary>An isolated position needs the margin.</summary>
    InsufficientMargin,

    /// <summary>The isolated position is being liquidated.</summary>
    PositionInLiquidation,

    /// <summary>A reduce-only order would do more than reduce the position.</summary>
    NothingToReduce,

    /// <summary>All accounts together could hold more of the instrument than its limit.</summary>
    OpenInterestLimit,

    /// <summary>The contract has expired: nothing is traded in it any more.</summary>
    ContractExpired,

    /// <summary>The account has no long option that could be exercised.</summary>
    NothingToExercise,

    /// <summary>The option has no margin rates outside portfolio mode.</summary>
    NoMarginRates,

    /// <summary>The instrument is spot: there is no position to reduce, to lever or to isolate.</summary>
    NoPositionInSpot,

    /// <summary>A margin call was not answered by its deadline: the account may only reduce.</summary>
    MarginCallExpired,

    /// <summary>Nobody has proposed the escrow.</summary>
    NoSuchEscrow,

    /// <summary>Not all that the escrow takes has come in.</summary>
    EscrowNotFunded,

    /// <summary>The escrow is over: nothing is in it any more, or its time has come.</summary>
    EscrowClosed,

    /// <summary>The escrow has no such exit.</summary>
    UnknownExit,

    /// <summary>It is for others to say what becomes of the escrow.</summary>
    NotEntitled,

    /// <summary>The same one has agreed to the same exit before.</summary>
    AlreadyAgreed,

    /// <summary>The asset has no pool that lends it.</summary>
    NotLent,

    /// <summary>What was asked of the pool before is not answered yet.</summary>
    PoolNotAnswered,

    /// <summary>The pool would hold more than its limit.</summary>
    SupplyCap,

    /// <summary>The pool has lent out what was asked of it.</summary>
    PoolLentOut,

    /// <summary>More would be lent than the limit.</summary>
    DebtCeiling,

    /// <summary>The pool has lost nearly all it had; it takes nothing more.</summary>
    PoolLost,

    /// <summary>The account has no shares of the pool, or not so many.</summary>
    BeyondSupplied,

    /// <summary>The account has no loan of the asset, or owes less.</summary>
    BeyondOwed,

    /// <summary>A loan would be smaller than the smallest one.</summary>
    DustLoan,

    /// <summary>Policies that cannot be, or cannot be together.</summary>
    IllegalPolicies,

    /// <summary>A venue reported another fill of the same order under the same name before.</summary>
    FillContradicted,

    /// <summary>No such liquidation is going on.</summary>
    NoSuchLiquidation,
}
