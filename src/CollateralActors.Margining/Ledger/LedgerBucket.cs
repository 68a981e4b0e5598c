using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Ledger;

/// <summary>Where value can be. Every event moves it between buckets and makes or loses none.</summary>
public enum LedgerBucket
{
    /// <summary>
    /// Outside of the venue: negative by what came in, deposits and contributions to funds, less what went out.
    /// </summary>
    External,

    /// <summary>Accounts' balances.</summary>
    Balances,

    /// <summary>Margins of accounts' isolated positions, which are outside their balances.</summary>
    IsolatedMargins,

    /// <summary>
    /// Positions at their entry: for each the negative entry value of a linear contract, the entry value of an inverse
    /// one. As long and short contracts cancel out, all of them together are the unrealised profit at any common mark.
    /// </summary>
    Claims,

    /// <summary>
    /// Positions' funding values: what accounts have paid, less what accounts have received and rounding took. As long
    /// and short contracts cancel out, it is what all positions together are owed still at any common index.
    /// </summary>
    Funding,

    /// <summary>Trading and delivery fees that the venue earned.</summary>
    Fees,

    /// <summary>Interest on debts that the venue earned.</summary>
    Interest,

    /// <summary>
    /// What the venue took for debts that it converted, less what it gave: its own position, to be hedged; negative in
    /// what accounts owed.
    /// </summary>
    Treasury,

    /// <summary>What rounding took from accounts: the venue's rounding account.</summary>
    Rounding,

    /// <summary>Insurance funds' balances.</summary>
    Funds,

    /// <summary>What is locked in escrows.</summary>
    Escrows,

    /// <summary>What lenders' pools have and have not lent: a loan is in the balance of who took it.</summary>
    Pools,

    /// <summary>
    /// Between two entities: the other leg of a trade, a transfer between accounts, collateral on its way into an
    /// escrow or out of it, money on its way into a pool or out of it, a liquidation fee or collateral on its way to a
    /// fund, a fund's payment on its way to an account. 0 when no duty is outstanding.
    /// </summary>
    UnderWay,

    /// <summary>
    /// What those whose expired contracts were settled have given, and those of the other side who were settled have
    /// got: 0 once everybody has been.
    /// </summary>
    Settlement,
}

/// <summary>One row of an event's bookkeeping.</summary>
/// <param name="Bucket">What it is added to.</param>
/// <param name="Asset">Of which asset.</param>
/// <param name="Amount">Signed; not 0.</param>
public readonly record struct Posting(LedgerBucket Bucket, AssetId Asset, Amount Amount);
