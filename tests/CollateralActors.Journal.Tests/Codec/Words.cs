using System.Reflection;
using CollateralActors.Journal.Codec;
using CollateralActors.Journal.States;

namespace CollateralActors.Journal.Tests.Codec;

/// <summary>
/// The words that stand for cases of the core's enumerations, for each enumeration that a codec uses.
/// </summary>
internal static class Words
{
    public static SortedDictionary<string, string[]> All => new(
        Used().ToDictionary(type => type.Name, WordsOf), StringComparer.Ordinal);

    private static IEnumerable<Type> Used() =>
        new[] { EventCodec.Default.Forms, MessageCodec.Forms, StateForms.Registry.Forms }
            .SelectMany(forms => forms)
            .SelectMany(form => Reachable(form.Domain, []))
            .Append(typeof(Margining.Deciding.RejectionCode))
            .Where(type => type.IsEnum && type != typeof(Margining.Deciding.EntityKind))
            .Distinct();

    private static IEnumerable<Type> Reachable(Type type, HashSet<Type> seen)
    {
        if (type.IsGenericType || type.IsArray)
            return (type.IsArray ? [type.GetElementType()!] : type.GetGenericArguments()).SelectMany(t => Reachable(t, seen));
        if (type.Assembly != typeof(Margining.Deciding.IEvent).Assembly || !seen.Add(type))
            return [];
        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .SelectMany(p => Reachable(p.PropertyType, seen))
            .Append(type);
    }

    private static string[] WordsOf(Type type) => [.. Enum.GetValues(type).Cast<object>().Select(value => (string)
        typeof(Names<>).MakeGenericType(type).GetMethod("Of", BindingFlags.Public | BindingFlags.Static)!.Invoke(null, [value])!)];
}
