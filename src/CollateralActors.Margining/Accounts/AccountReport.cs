using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Policies;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>A live account at one frame, as the margin calculator reports it.</summary>
/// <param name="Account">The account.</param>
/// <param name="Frame">The frame whose prices it was looked at with.</param>
/// <param name="Risk">The risk book in force.</param>
/// <param name="Mode">The mode that its requirements were found in.</param>
/// <param name="Missing">Prices that the figures need and that were never accepted; empty where all are there.</param>
/// <param name="Margin">
/// Figures, positions, the plan that is due, and in <see cref="MarginReport.Efficiency"/> what its positions need in
/// each of the three modes; null where a price is missing.
/// </param>
public sealed record AccountReport(
    AccountId Account,
    FrameNumber Frame,
    RiskBookVersion Risk,
    MarginMode Mode,
    IReadOnlyList<MissingPrice> Missing,
    MarginReport? Margin)
{
    /// <summary>Its policies in words, with what keeps each of them from acting; none where it has none.</summary>
    public ValueList<string> Policies { get; init; } = [];

    /// <summary>Reports an account; a pure function of both.</summary>
    public static AccountReport Of(AccountState account, MarketView market)
    {
        var book = account.ToMarginBook(market);
        var missing = MarginCalculator.MissingPrices(book, market, forEfficiency: true);
        return new AccountReport(
            account.Id,
            market.Frame,
            market.Risk.Version,
            book.Mode,
            missing,
            missing.Count == 0 ? MarginReport.Of(book, market) : null)
        {
            Policies = PolicyWords.Of(account),
        };
    }
}
