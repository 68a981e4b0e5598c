namespace CollateralActors.Actors.Hosting;

/// <summary>What the journal gave cannot be this entity's history. Recovering again would not help.</summary>
internal sealed class PoisonedEventException(string message, Exception? inner = null) : Exception(message, inner);
