using CollateralActors.Margining.Deciding;

namespace CollateralActors.Journal.Tests.Codec;

/// <summary>Every event and command that the core has, whether the codec knows it or not.</summary>
internal static class Families
{
    public static IEnumerable<Type> Events => Cases<IEvent>();

    public static IEnumerable<Type> Commands => Cases<ICommand>();

    private static IEnumerable<Type> Cases<T>() =>
        typeof(IEvent).Assembly.GetTypes()
            .Where(type => typeof(T).IsAssignableFrom(type) && !type.IsAbstract)
            .OrderBy(type => type.FullName, StringComparer.Ordinal);
}
