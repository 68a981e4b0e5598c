using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Actors.Couriers;

/// <summary>Sees what a round delivers, for measurements. Called while the courier holds its lock: be quick.</summary>
public interface IRoundObserver
{
    /// <summary>A client's command goes to its entity.</summary>
    void Delivered(EntityId to, CommandId command);

    /// <summary>A client's command was answered.</summary>
    void Answered(Reply reply);

    /// <summary>An entity sent something to another one.</summary>
    void Sent(EntityId sender, Envelope envelope)
    {
    }

    /// <summary>A frame woke an account.</summary>
    void Woken(EntityId account);
}
