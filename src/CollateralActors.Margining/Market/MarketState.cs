using System.Collections.Immutable;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Expiries;
using CollateralActors.Margining.Funding;
using CollateralActors.Margining.Interest;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Totals;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>The market as its events made it.</summary>
/// <param name="Oracles">Parameters by symbol; empty before the market is set up.</param>
/// <param name="States">What each symbol's oracle knows.</param>
/// <param name="Risk">The risk book in force; 0 before the first.</param>
/// <param name="Frame">The last frame; 0 before the first.</param>
/// <param name="Settled">The last frame whose consequences are known to be stored; only simulations say so.</param>
public sealed record MarketState(
    ImmutableSortedDictionary<Symbol, OracleParameters> Oracles,
    ImmutableSortedDictionary<Symbol, OracleState> States,
    RiskBookVersion Risk,
    FrameNumber Frame,
    FrameNumber Settled)
{
    /// <summary>The funding rules of the risk book in force; empty where no instrument has any.</summary>
    public ValueList<FundingTerms> FundingTerms { get; init; } = [];

    /// <summary>How far the funding of each instrument has come.</summary>
    public ImmutableSortedDictionary<InstrumentId, FundingState> Funding { get; init; } =
        ImmutableSortedDictionary<InstrumentId, FundingState>.Empty;

    /// <summary>The interest rules of the risk book in force; empty where debts cost nothing.</summary>
    public ValueList<InterestTerms> InterestTerms { get; init; } = [];

    /// <summary>How far the interest of each asset has come.</summary>
    public ImmutableSortedDictionary<AssetId, InterestState> Interest { get; init; } =
        ImmutableSortedDictionary<AssetId, InterestState>.Empty;

    /// <summary>What all accounts hold, by their reports.</summary>
    public Tally Totals { get; init; } = Tally.Empty;

    /// <summary>The totals that frames have told.</summary>
    public Tally Published { get; init; } = Tally.Empty;

    /// <summary>The contracts of the risk book in force that expire.</summary>
    public ValueList<SettlementTerms> SettlementTerms { get; init; } = [];

    /// <summary>
    /// How far the settlement of each contract near its end has come, and what the others were settled at.
    /// </summary>
    public ImmutableSortedDictionary<InstrumentId, SettlementState> Settlements { get; init; } =
        ImmutableSortedDictionary<InstrumentId, SettlementState>.Empty;

    /// <summary>Versions of the risk book that wait for their time, in order of their numbers.</summary>
    public ValueList<MarketEvent.RiskBookInForce> Scheduled { get; init; } = [];

    /// <summary>The grace path that the risk book in force is on; null where it holds alone.</summary>
    public PathTerms? Path { get; init; }

    /// <summary>What escrows wait to see.</summary>
    public ImmutableSortedDictionary<EscrowId, EscrowWatch> Escrows { get; init; } =
        ImmutableSortedDictionary<EscrowId, EscrowWatch>.Empty;

    /// <summary>How pools stand, by their reports.</summary>
    public ImmutableSortedDictionary<AssetId, PoolFigures> Pools { get; init; } =
        ImmutableSortedDictionary<AssetId, PoolFigures>.Empty;

    /// <summary>How frames have said that pools stand.</summary>
    public ImmutableSortedDictionary<AssetId, PoolFigures> PoolsTold { get; init; } =
        ImmutableSortedDictionary<AssetId, PoolFigures>.Empty;

    /// <summary>What books that quote look like, by their reports.</summary>
    public ImmutableSortedDictionary<InstrumentId, BookFigures> Books { get; init; } =
        ImmutableSortedDictionary<InstrumentId, BookFigures>.Empty;

    /// <summary>Whether an operator has halted the venue.</summary>
    public bool IsHalted { get; init; }

    /// <summary>Whether the last frame said so: a halt holds from the next frame on.</summary>
    public bool IsHaltTold { get; init; }

    /// <summary>Whether an operator has paused liquidations.</summary>
    public bool AreLiquidationsPaused { get; init; }

    /// <summary>Whether the last frame said that they are paused.</summary>
    public bool IsPauseTold { get; init; }

    /// <summary>Whether the last frame said what operators have halted or paused.</summary>
    public bool IsSwitchTold => IsHalted == IsHaltTold && AreLiquidationsPaused == IsPauseTold;

    /// <summary>Not set up.</summary>
    public static readonly MarketState Initial = new(
        ImmutableSortedDictionary<Symbol, OracleParameters>.Empty,
        ImmutableSortedDictionary<Symbol, OracleState>.Empty,
        default,
        default,
        default);
}
