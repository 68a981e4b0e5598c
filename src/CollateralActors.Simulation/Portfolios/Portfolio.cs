using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.Portfolios;

/// <summary>What a portfolio file holds: a market with its rules, and accounts in it.</summary>
public sealed record Portfolio(MarketView Market, IReadOnlyList<PortfolioAccount> Accounts);

/// <summary>An account of a portfolio file.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Book">What it holds; orders' numbers have as many decimals as the file gives them.</param>
public sealed record PortfolioAccount(AccountId Id, FilePlace Place, MarginBook Book);
