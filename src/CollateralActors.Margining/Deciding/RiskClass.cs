using System.Collections.Concurrent;
using System.Reflection;

namespace CollateralActors.Margining.Deciding;

/// <summary>What a command can do to the risk that an account carries.</summary>
public enum RiskClass
{
    /// <summary>Nothing: it looks, reports, or sets something up.</summary>
    None,

    /// <summary>
    /// It reports what has happened elsewhere already, such as a fill or a deposit: refused only if it cannot be.
    /// </summary>
    Fact,

    /// <summary>It can only make the account safer, or is part of making it safer.</summary>
    Reduces,

    /// <summary>
    /// It can leave the account worse: it passes the one pre-trade check, or is refused. Where one and the same command
    /// may only reduce, as a reduce-only order does, the check asks no more than that nothing gets worse.
    /// </summary>
    TakesOn,
}

/// <summary>Declares the risk class of a command. Every command has one: a test finds those without.</summary>
/// <param name="riskClass">The class.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RiskClassAttribute(RiskClass riskClass) : Attribute
{
    private static readonly ConcurrentDictionary<Type, RiskClass> Known = new();

    /// <summary>The class.</summary>
    public RiskClass RiskClass { get; } = riskClass;

    /// <summary>The class of <paramref name="command"/>; one that declares none takes on risk.</summary>
    public static RiskClass Of(ICommand command) => Known.GetOrAdd(
        command.GetType(), type => type.GetCustomAttribute<RiskClassAttribute>()?.RiskClass ?? RiskClass.TakesOn);
}
