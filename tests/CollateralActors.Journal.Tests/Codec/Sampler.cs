using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Policies;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Journal.Tests.Codec;

/// <summary>
/// Makes one of anything out of its constructor: every member different from every other, the same each time.
/// </summary>
internal sealed class Sampler
{
    private int count;

    public static T Of<T>() => (T)Of(typeof(T));

    public static object Of(Type type) => new Sampler().Make(type, "value");

    /// <summary>An event as it is stored, with everything that is stored with it.</summary>
    public static Recorded Recorded(Type @event) => new(
        new Cause(new Origin.Client(new CommandId("client-7")), "00112233445566778899aabbccddeeff"),
        new Instant(1_738_569_600_123),
        new FrameNumber(42),
        1,
        2,
        (IEvent)Of(@event));

    private object Make(Type type, string name)
    {
        count++;
        return type switch
        {
            _ when type == typeof(string) => $"{name.ToLowerInvariant()}-{count.ToString(CultureInfo.InvariantCulture)}",
            _ when type == typeof(decimal) => count + 0.25m,
            _ when type == typeof(long) => (long)count,
            _ when type == typeof(int) => count,
            _ when type == typeof(bool) => true,
            _ when type == typeof(TimeSpan) => TimeSpan.FromMilliseconds(count),
            _ when type == typeof(ICommand) => Make(typeof(AccountCommand.Deposit), name),
            _ when type == typeof(Origin) => Make(typeof(Origin.Duty), name),
            _ when type == typeof(Outcome) => Make(typeof(Outcome.Refused), name),
            _ when type == typeof(Band) => Band(),
            // Named, because these have grown since golden bytes hold them: what was the last value then is not now.
            _ when type == typeof(InstrumentKind) => InstrumentKind.InversePerpetual,
            _ when type == typeof(MarginMode) => MarginMode.Portfolio,
            _ when type == typeof(RejectionCode) => RejectionCode.NotForClients,
            _ when type == typeof(EntityKind) => EntityKind.Fund,
            _ when type == typeof(LiquidationOutcome) => LiquidationOutcome.Uncovered,
            _ when type == typeof(SparedBecause) => SparedBecause.PriceMoved,
            _ when type.IsEnum => Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!,
            _ when Nullable.GetUnderlyingType(type) is { } inner => Make(inner, name),
            _ when type == typeof(WatchCache) => new WatchCache(),
            _ when type == typeof(AccountPolicy) => Make(typeof(AccountPolicy.StopLoss), name),
            _ when type == typeof(EscrowCondition) => Make(typeof(EscrowCondition.PriceReached), name),
            _ when type == typeof(EscrowOutcome) => Make(typeof(EscrowOutcome.PaidOut), name),
            _ when type == typeof(EscrowShare) => Make(typeof(EscrowShare.PartOf), name),
            _ when type == typeof(EscrowCause) => Make(typeof(EscrowCause.Seen), name),
            _ when type == typeof(Episode) => Make(typeof(Episode.Working), name),
            _ when type == typeof(ImmutableSortedSet<InstrumentId>) => ImmutableSortedSet.Create((InstrumentId)Make(typeof(InstrumentId), name)),
            _ when IsDictionary(type) => Dictionary(type.GetGenericArguments()[0], type.GetGenericArguments()[1], name),
            _ when ElementOf(type) is { } element => List(type, element, name),
            _ => Construct(type),
        };
    }

    private object Construct(Type type)
    {
        var constructor = type.GetConstructors()
            .Where(c => !IsCopy(c))
            .MaxBy(c => c.GetParameters().Length)
            ?? throw new NotSupportedException($"no way to make a sample of {type}");
        var made = constructor.Invoke([.. constructor.GetParameters().Select(p => Make(p.ParameterType, p.Name!))]);
        if (constructor.GetParameters().Length == 0)
        {
            foreach (var member in type.GetProperties().Where(p => p.CanWrite))
                member.SetValue(made, Make(member.PropertyType, member.Name));
        }

        return made;
    }

    private object Dictionary(Type key, Type value, string name)
    {
        var pair = typeof(KeyValuePair<,>).MakeGenericType(key, value);
        var pairs = Array.CreateInstance(pair, 2);
        for (var i = 0; i < pairs.Length; i++)
            pairs.SetValue(Activator.CreateInstance(pair, Make(key, name), Make(value, name)), i);
        return typeof(ImmutableSortedDictionary).GetMethods()
            .Single(m => m.Name == nameof(ImmutableSortedDictionary.CreateRange) && m.GetParameters().Length == 1)
            .MakeGenericMethod(key, value)
            .Invoke(null, [pairs])!;
    }

    private object List(Type type, Type element, string name)
    {
        var items = Array.CreateInstance(element, 2);
        ((IList)items)[0] = Make(element, name);
        ((IList)items)[1] = Make(element, name);
        return type.GetGenericTypeDefinition() == typeof(ValueList<>)
            ? typeof(ValueList).GetMethod(nameof(ValueList.ToValueList))!.MakeGenericMethod(element).Invoke(null, [items])!
            : items;
    }

    private Band Band() => Margining.Watching.Band.Of(
        new FrameNumber(++count),
        new RiskEdition(new RiskBookVersion(++count), ++count),
        [MarketVariable.Index(new AssetId("BTC")), MarketVariable.Mark(new InstrumentId("ETH-PERP"))],
        [new PriceInterval(new Price(++count), new Price(++count)), PriceInterval.Absent]);

    private static Type? ElementOf(Type type) =>
        type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) && type.GetGenericArguments() is [var element]
            ? element
            : null;

    private static bool IsDictionary(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableSortedDictionary<,>);

    private static bool IsCopy(ConstructorInfo constructor) =>
        constructor.GetParameters() is [var only] && only.ParameterType == constructor.DeclaringType;
}
