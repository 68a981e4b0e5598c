using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Deciding;

/// <summary>A refusal: a value, not an exception.</summary>
/// <param name="Code">What kind.</param>
/// <param name="Detail">A sentence that names what is wrong, where, and what would be right.</param>
public sealed partial record Rejection(RejectionCode Code, string Detail)
{
    /// <summary>The command id was used before for a command with other content.</summary>
    public static Rejection CommandIdReused(CommandId id) =>
        new(
            RejectionCode.CommandIdReused,
            $"command id '{id}' was used for a command with other content; use a new id");

    /// <summary>No such asset.</summary>
    public static Rejection UnknownAsset(AssetId asset, IEnumerable<AssetId> known) =>
        new(
            RejectionCode.UnknownAsset,
            $"asset '{asset}' is not in the risk book; known are {string.Join(", ", known)}");

    /// <summary>No such instrument.</summary>
    public static Rejection UnknownInstrument(InstrumentId instrument, IEnumerable<InstrumentId> known) => new(
        RejectionCode.UnknownInstrument,
        $"instrument '{instrument}' is not in the risk book; known are {string.Join(", ", known)}");

    /// <summary>A number that cannot be.</summary>
    /// <param name="what">Which number, such as <c>amount</c>.</param>
    /// <param name="value">What it is.</param>
    /// <param name="expected">What would be right.</param>
    public static Rejection IllegalNumber(string what, decimal value, string expected) =>
        new(RejectionCode.IllegalNumber, $"{what} {Decimals.Plain(value)} is not {expected}");

    /// <summary>A transfer to whom none may go.</summary>
    /// <param name="detail">Why not, and who would be right.</param>
    public static Rejection IllegalReceiver(string detail) => new(RejectionCode.IllegalReceiver, detail);

    /// <summary>Portfolio mode where it is not open.</summary>
    /// <param name="detail">To what it is not open, and what would be right.</param>
    public static Rejection ModeNotOpen(string detail) => new(RejectionCode.ModeNotOpen, detail);

    /// <summary>The account has not been opened.</summary>
    public static Rejection AccountNotOpen(AccountId account) =>
        new(RejectionCode.AccountNotOpen, $"account '{account}' is not open; a first deposit opens it");

    /// <summary>The account is being liquidated.</summary>
    public static Rejection AccountInLiquidation(AccountId account, LiquidationId liquidation) => new(
        RejectionCode.AccountInLiquidation,
        $"account '{account}' is in liquidation '{liquidation}'; it takes orders and withdrawals again when that has "
        + "ended");

    /// <summary>A margin call was not answered by its deadline.</summary>
    public static Rejection MarginCallExpired(AccountId account, InstrumentId? isolated, Instant deadline) => new(
        RejectionCode.MarginCallExpired,
        $"the margin call of {(isolated is { } instrument ? $"isolated {instrument}" : $"account '{account}'")} "
        + $"was not answered by {deadline}; until it is, positions can only be reduced");

    /// <summary>The asset is not taken any more.</summary>
    public static Rejection DepositsClosed(AssetId asset) => new(
        RejectionCode.DepositsClosed,
        $"deposits of {asset} are closed; what is held can be withdrawn, and other assets deposited");

    /// <summary>A withdrawal of more than there is.</summary>
    public static Rejection InsufficientBalance(Money requested, Amount available) => new(
        RejectionCode.InsufficientBalance,
        $"amount {requested} is more than the balance of {available} {requested.Asset}");

    /// <summary>More of a balance than open orders in spot leave of it.</summary>
    /// <param name="what">What was asked, such as <c>amount 5 USDT</c>.</param>
    /// <param name="balance">What is held of the asset.</param>
    /// <param name="given">What open orders in spot give of it.</param>
    /// <param name="asset">The asset.</param>
    public static Rejection PromisedBalance(string what, Amount balance, Amount given, AssetId asset) => new(
        RejectionCode.InsufficientBalance,
        $"{what} is more than "
        + (given == Amount.Zero
            ? $"the balance of {balance} {asset}"
            : $"what is left of the balance of {balance} {asset}, of which open spot orders give {given}; releasing "
                + "orders frees what they give"));

    /// <summary>Something of a position where there are none.</summary>
    /// <param name="instrument">Spot.</param>
    /// <param name="therefore">What follows, such as <c>there is none to be isolated</c>.</param>
    public static Rejection NoPositionInSpot(InstrumentId instrument, string therefore) => new(
        RejectionCode.NoPositionInSpot, $"{instrument} is spot and nobody has a position in it: {therefore}");

    /// <summary>Free collateral would fall below zero.</summary>
    /// <param name="what">What was asked, such as <c>withdrawal of 5 USDT</c>.</param>
    /// <param name="free">Free collateral now, valuation currency.</param>
    /// <param name="after">Free collateral afterwards, valuation currency.</param>
    /// <param name="valuation">The valuation currency.</param>
    /// <param name="why">What does not count here though the account has it, such as <c>; for withdrawals …</c>; or
    /// nothing.</param>
    public static Rejection InsufficientFreeCollateral(
        string what, Amount free, Amount after, AssetId valuation, string why) => new(
        RejectionCode.InsufficientFreeCollateral,
        $"{what} would leave free collateral of {after} {valuation}; it is {free} {valuation} now and may not fall "
        + $"below 0{why}");

    /// <summary>A position that could grow too large. Sizes are contracts × contract size, negative if short.</summary>
    /// <param name="order">The order.</param>
    /// <param name="instrument">What it trades.</param>
    /// <param name="limit">The largest size of a position.</param>
    /// <param name="reached">What the position would be if this and the open orders on its side filled.</param>
    /// <param name="held">What it is now.</param>
    /// <param name="open">What is still open on the order's side.</param>
    public static Rejection PositionLimit(
        OrderId order, InstrumentId instrument, decimal limit, decimal reached, decimal held, decimal open) => new(
        RejectionCode.PositionLimit,
        $"order '{order}' could bring the position in {instrument} to {Decimals.Plain(reached)}; its limit is "
        + $"{Decimals.Plain(limit)}, the position is {Decimals.Plain(held)} and open orders on the same side are for "
        + $"{Decimals.Plain(open)}");

    /// <summary>A reduce-only order would do more than reduce the position.</summary>
    /// <param name="order">The order.</param>
    /// <param name="instrument">Its instrument.</param>
    /// <param name="quantity">What it asked for.</param>
    /// <param name="held">The position now.</param>
    /// <param name="others">What other reduce-only orders take of it, without sign.</param>
    public static Rejection NothingToReduce(
        OrderId order, InstrumentId instrument, Quantity quantity, Quantity held, Quantity others) => new(
        RejectionCode.NothingToReduce,
        $"reduce-only order '{order}' for {quantity} {instrument} is more than there is to reduce: the position is "
        + $"{held} "
        + $"and other reduce-only orders take {others} of it");

    /// <summary>An order that could add too much to what all hold. Sizes are contracts × contract size.</summary>
    /// <param name="order">The order.</param>
    /// <param name="instrument">What it trades.</param>
    /// <param name="limit">The largest open interest.</param>
    /// <param name="total">The open interest as the last frame tells it.</param>
    /// <param name="added">What the account's position would add if this and the open orders on its side
    /// filled.</param>
    public static Rejection OpenInterestLimit(
        OrderId order, InstrumentId instrument, decimal limit, decimal total, decimal added) => new(
        RejectionCode.OpenInterestLimit,
        $"order '{order}' and those open beside it could add {Decimals.Plain(added)} to the open interest in "
        + $"{instrument}, which is {Decimals.Plain(total)}; its limit is {Decimals.Plain(limit)}");

    /// <summary>The contract's time is over.</summary>
    /// <param name="what">What was asked, such as <c>an order</c>.</param>
    /// <param name="instrument">In what.</param>
    /// <param name="at">When it expired.</param>
    public static Rejection ContractExpired(string what, InstrumentId instrument, Instant at) => new(
        RejectionCode.ContractExpired,
        $"{what} in {instrument} comes after its expiry at {at}; what is held of it is settled, nothing is traded");

    /// <summary>An option that was meant for portfolio mode alone.</summary>
    public static Rejection NoMarginRates(AccountId account, InstrumentId option) => new(
        RejectionCode.NoMarginRates,
        $"option {option} has no margin rates outside portfolio mode; account '{account}' is in cross mode");

    /// <summary>There is no option that could be exercised.</summary>
    public static Rejection NothingToExercise(AccountId account, InstrumentId instrument) => new(
        RejectionCode.NothingToExercise,
        $"account '{account}' is not long of an option {instrument}; only who is has an exercise to abandon");

    /// <summary>A price is not good for an order.</summary>
    /// <param name="instrument">What the order trades.</param>
    /// <param name="symbol">Whose price.</param>
    /// <param name="condition">What is the matter with it.</param>
    /// <param name="isExit">Whether the order can only make a position smaller, or there are no positions in
    /// it.</param>
    public static Rejection PriceNotGood(
        InstrumentId instrument, Market.Symbol symbol, Market.OracleCondition condition, bool isExit) => new(
        RejectionCode.PriceNotGood,
        $"the price of {symbol} is {Words(condition)}; "
        + (isExit
            ? $"no orders in {instrument} are taken until it is good again"
            : $"until it is good again only orders are taken that can but make a position in {instrument} smaller"));

    /// <summary>A price is not good for taking margin from an isolated position.</summary>
    public static Rejection PriceNotGoodForMargin(
        InstrumentId instrument, Market.Symbol symbol, Market.OracleCondition condition) => new(
        RejectionCode.PriceNotGood,
        $"the price of {symbol} is {Words(condition)}; until it is good again no margin is taken from {instrument}");

    /// <summary>The venue is halted.</summary>
    public static Rejection VenueHalted() => new(
        RejectionCode.VenueHalted,
        "the venue is halted; deposits, added margin, and orders that can but make a position smaller are taken");

    /// <summary>A price that the decision needs is not known.</summary>
    public static Rejection MissingPrice(string what) =>
        new(RejectionCode.MissingPrice, $"no price of {what} was accepted yet; try again when its sources have quoted");

    /// <summary>Portfolio mode cannot scan an option yet.</summary>
    public static Rejection MissingVolatility(InstrumentId option) => new(
        RejectionCode.MissingPrice,
        $"portfolio mode scans {option} by its volatility and its index prices, and one of them was not accepted yet; "
        + "try again when their sources have quoted");

    /// <summary>The account's figures are too large to judge anything that takes on risk.</summary>
    /// <param name="what">What was asked.</param>
    public static Rejection FiguresOutOfRange(string what) => new(
        RejectionCode.FiguresOutOfRange,
        $"{what} cannot be judged: a figure of the account, or one on the way to it, is beyond 7.9 x 10^28 at present "
        + "prices; check the prices, or try a smaller amount");

    private static string Words(Market.OracleCondition condition) => condition switch
    {
        Market.OracleCondition.Stale => "stale, too few of its sources quote",
        Market.OracleCondition.Uncertain => "uncertain, its sources are not sure enough of it",
        Market.OracleCondition.Held => "held, a large move is not confirmed yet",
        Market.OracleCondition.Halted => "halted",
        Market.OracleCondition.Lost => "lost, none was accepted for long",
        _ => "not there yet",
    };
}
