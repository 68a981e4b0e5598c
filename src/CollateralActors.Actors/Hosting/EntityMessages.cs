using Akka.Actor;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Actors.Hosting;

/// <summary>
/// Ends an entity in order: after all that came before it, and never by <see cref="PoisonPill"/>, which overtakes.
/// </summary>
public sealed class Stop : INoSerializationVerificationNeeded
{
    public static readonly Stop Instance = new();

    private Stop()
    {
    }
}

/// <summary>Asks an entity to leave memory if it owes nothing; fault injection in rounds.</summary>
public sealed record Rest(EntityId To) : INoSerializationVerificationNeeded;

/// <summary>
/// What announced a frame that was not known here can be worked now, as far as the journal had the frame.
/// </summary>
internal sealed record FrameCame(Delivery Delivery);

/// <summary>An entity's own clock: send again what is owed.</summary>
internal sealed class Resend : INotInfluenceReceiveTimeout
{
    public static readonly Resend Instance = new();
}

/// <summary>An entity's own clock: the time of <c>NextDue</c> has come.</summary>
internal sealed class LookNow
{
    public static readonly LookNow Instance = new();
}
