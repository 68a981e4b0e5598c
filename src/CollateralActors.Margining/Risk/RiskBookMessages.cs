using CollateralActors.Margining.Deciding;

namespace CollateralActors.Margining.Risk;

/// <summary>What the venue's risk book can be asked to do.</summary>
public abstract record RiskBookCommand : ICommand
{
    private RiskBookCommand()
    {
    }

    /// <summary>Puts new parameters in force; their version is given by the entity.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record Adopt(RiskBook Book) : RiskBookCommand;
}

/// <summary>What can happen to the venue's risk book.</summary>
public abstract record RiskBookEvent : IEvent
{
    private RiskBookEvent()
    {
    }

    /// <summary>These parameters, with their version, are the venue's; the market is owed word of it.</summary>
    public sealed record Adopted(RiskBook Book) : RiskBookEvent;
}
