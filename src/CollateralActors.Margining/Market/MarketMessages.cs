using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>What the market can be asked to do.</summary>
public abstract record MarketCommand : ICommand
{
    private MarketCommand()
    {
    }

    /// <summary>Sets the market up. Once.</summary>
    /// <param name="Oracles">One a symbol.</param>
    public sealed record OpenMarket(ValueList<OracleParameters> Oracles) : MarketCommand;

    /// <summary>A new version of the risk book is in force. Owed by the risk book.</summary>
    public sealed record UseRiskBook(RiskBookVersion Version) : MarketCommand;

    /// <summary>Quotes that came in since the last frame: issues the next frame if they change anything.</summary>
    public sealed record SubmitQuotes(ValueList<Quote> Quotes) : MarketCommand;

    /// <summary>Accepts no more prices of a symbol until it is resumed.</summary>
    public sealed record HaltSymbol(Symbol Symbol) : MarketCommand;

    /// <summary>Accepts prices of a halted symbol again.</summary>
    public sealed record ResumeSymbol(Symbol Symbol) : MarketCommand;

    /// <summary>Every consequence of a frame is stored. Said by a simulation between rounds.</summary>
    public sealed record SettleFrame(FrameNumber Frame) : MarketCommand;

    /// <summary>A frame was issued, or is repeated as a heartbeat. Sent to everybody who watches.</summary>
    public sealed record FramePassed(FrameNumber Frame) : MarketCommand;
}

/// <summary>What can happen to the market.</summary>
public abstract record MarketEvent : IEvent
{
    private MarketEvent()
    {
    }

    /// <summary>The market is set up.</summary>
    public sealed record MarketOpened(ValueList<OracleParameters> Oracles) : MarketEvent;

    /// <summary>Frames carry this version from the next one on.</summary>
    public sealed record RiskBookInForce(RiskBookVersion Version) : MarketEvent;

    /// <summary>A frame: everything that changed since the one before.</summary>
    /// <param name="Frame">One more than the last.</param>
    /// <param name="Risk">The risk book in force.</param>
    /// <param name="Quotes">The quotes that were let in, in order of time, source and price.</param>
    /// <param name="Changes">Symbols whose accepted price changed.</param>
    /// <param name="Conditions">Symbols whose condition changed.</param>
    public sealed record FrameIssued(
        FrameNumber Frame,
        RiskBookVersion Risk,
        ValueList<Quote> Quotes,
        ValueList<PriceChange> Changes,
        ValueList<ConditionChange> Conditions) : MarketEvent;

    /// <summary>A symbol accepts no more prices.</summary>
    public sealed record SymbolHalted(Symbol Symbol) : MarketEvent;

    /// <summary>A symbol accepts prices again.</summary>
    public sealed record SymbolResumed(Symbol Symbol) : MarketEvent;

    /// <summary>Every consequence of the frame is stored.</summary>
    public sealed record FrameSettled(FrameNumber Frame) : MarketEvent;
}

/// <summary>A newly accepted price.</summary>
/// <param name="Symbol">Index price of an asset or mark of an instrument.</param>
/// <param name="Price">The price.</param>
public readonly record struct PriceChange(Symbol Symbol, Price Price);

/// <summary>A symbol's new condition.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Condition">What it is from this frame on.</param>
public readonly record struct ConditionChange(Symbol Symbol, OracleCondition Condition);
