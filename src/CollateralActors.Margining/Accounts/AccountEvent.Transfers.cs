using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>Money between accounts of one owner.</content>
public abstract partial record AccountEvent
{
    /// <summary>Taken from a balance; the receiver is owed it.</summary>
    public sealed record Transferred(AccountId To, AssetId Asset, Amount Amount) : AccountEvent;

    /// <summary>Added to a balance: another account of the owner sent it.</summary>
    public sealed record TransferReceived(AccountId From, AssetId Asset, Amount Amount) : AccountEvent;
}
