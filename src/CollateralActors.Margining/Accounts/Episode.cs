using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>Where the account stands in a liquidation.</summary>
public abstract record Episode
{
    private Episode()
    {
    }

    /// <summary>Not being liquidated.</summary>
    public sealed record None : Episode;

    /// <summary>Being liquidated.</summary>
    /// <param name="Id">The episode.</param>
    /// <param name="StepsPlanned">Steps planned so far.</param>
    /// <param name="AtVenue">Whether the last planned step is at the venue.</param>
    /// <param name="HasClosed">Whether anything was closed or converted yet.</param>
    public sealed record Working(LiquidationId Id, int StepsPlanned, bool AtVenue, bool HasClosed) : Episode
    {
        /// <summary>Steps in a row, up to the last one, that have traded nothing.</summary>
        public int Fruitless { get; init; }

        /// <summary>Whether the planned step is one that others have to take.</summary>
        public bool IsDeleveraging { get; init; }

        /// <summary>Whether the last step was one that others had to take, and nobody did.</summary>
        public bool NobodyTook { get; init; }

        /// <summary>The step that a fund was last asked for; 0 for none.</summary>
        public int CoverAskedFor { get; init; }

        /// <summary>Whether those in profit would share what is missing in the end.</summary>
        public bool SharesLosses { get; init; }

        /// <summary>What steps have made of contracts, where losses are shared.</summary>
        public ValueList<ClosedResult> Results { get; init; } = [];

        /// <summary>What funds that were asked have promised: none twice, in order of the assets.</summary>
        public ValueList<Money> Covers { get; init; } = [];
    }

    /// <summary>Everything is closed; the funds were asked for what is missing.</summary>
    /// <param name="Id">The episode.</param>
    /// <param name="Claims">Claims without an answer yet.</param>
    /// <param name="Basis">The prices at which collateral is taken over.</param>
    /// <param name="IsShort">Whether a fund has already paid less than was claimed.</param>
    public sealed record AwaitingFunds(
        LiquidationId Id, ValueList<Money> Claims, MarketBasis Basis, bool IsShort) : Episode
    {
        /// <summary>What steps have made of contracts, where losses are shared.</summary>
        public ValueList<ClosedResult> Results { get; init; } = [];
    }

    /// <summary>The funds have paid; those in profit were asked for what is still missing.</summary>
    /// <param name="Id">The episode.</param>
    /// <param name="Losses">Losses without an answer yet.</param>
    /// <param name="IsShort">Whether anything is known to stay missing.</param>
    public sealed record AwaitingShares(LiquidationId Id, ValueList<PassedLoss> Losses, bool IsShort) : Episode;
}

/// <summary>What an episode's steps have realised in a contract: profit and funding, before fees.</summary>
/// <param name="Instrument">The contract; each once, in order.</param>
/// <param name="Pnl">In its settle asset; negative for a loss.</param>
public readonly record struct ClosedResult(InstrumentId Instrument, Amount Pnl);
