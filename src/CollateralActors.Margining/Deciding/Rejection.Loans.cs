using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Deciding;

/// <content>What loans and pools refuse.</content>
public sealed partial record Rejection
{
    /// <summary>The asset has no pool.</summary>
    public static Rejection NotLent(AssetId asset) =>
        new(RejectionCode.NotLent, $"{asset} is not lent: the risk book has no rates for it");

    /// <summary>The last request to the pool is under way.</summary>
    public static Rejection PoolNotAnswered(AssetId asset, PoolRequest asked) => new(
        RejectionCode.PoolNotAnswered,
        $"the pool of {asset} has not answered yet that it was asked to "
        + asked.Action switch
        {
            PoolAction.Supply => "take a supply",
            PoolAction.Redeem => "redeem shares",
            _ => "lend",
        }
        + "; try again when it has");

    /// <summary>The pool is full.</summary>
    public static Rejection SupplyCap(AssetId asset, Amount held, Amount cap) =>
        new(RejectionCode.SupplyCap, $"the pool of {asset} has {held} {asset}, and takes no more than {cap} together");

    /// <summary>The pool has not so much.</summary>
    public static Rejection PoolLentOut(AssetId asset, Amount asked, Amount cash) =>
        new(RejectionCode.PoolLentOut, $"{asked} {asset} is more than the {cash} that the pool has and has not lent");

    /// <summary>So much may not be lent.</summary>
    public static Rejection DebtCeiling(AssetId asset, Amount lent, Amount ceiling) => new(
        RejectionCode.DebtCeiling, $"{lent} {asset} are lent already, and no more than {ceiling} may be together");

    /// <summary>The pool has lost what it had.</summary>
    public static Rejection PoolLost(AssetId asset) => new(
        RejectionCode.PoolLost,
        $"the pool of {asset} has no share to give for that: it is too little, or the pool has lost nearly all it had");

    /// <summary>The account has not supplied so much.</summary>
    public static Rejection BeyondSupplied(AssetId asset, Amount asked, Amount worth) => new(
        RejectionCode.BeyondSupplied, $"{asked} {asset} is more than the {worth} that the shares are worth");

    /// <summary>The account has no shares at all.</summary>
    public static Rejection NothingSupplied(AssetId asset) =>
        new(RejectionCode.BeyondSupplied, $"nothing is supplied to the pool of {asset}");

    /// <summary>The account does not owe so much.</summary>
    public static Rejection BeyondOwed(AssetId asset, Amount asked, Amount owed) => new(
        RejectionCode.BeyondOwed,
        $"{asked} {asset} is more than the {owed} that is owed; leave the amount out to repay all of it");

    /// <summary>The account owes nothing.</summary>
    public static Rejection NothingOwed(AssetId asset) =>
        new(RejectionCode.BeyondOwed, $"no loan of {asset} is owed");

    /// <summary>A loan would be too small to be worth its liquidation.</summary>
    public static Rejection DustLoan(AssetId asset, Amount left, Amount minimum) => new(
        RejectionCode.DustLoan,
        $"a loan of {left} {asset} would be left; it has to be {minimum} or more, or be repaid as a whole");

    /// <summary>The price of the asset is not good enough to lend it.</summary>
    public static Rejection PriceNotGoodForLoan(AssetId asset, Market.OracleCondition condition) => new(
        RejectionCode.PriceNotGood,
        $"the price of {asset} is {Words(condition)}; until it is good again nothing of it is lent");
}
