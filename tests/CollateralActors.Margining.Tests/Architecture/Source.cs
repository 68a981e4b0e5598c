namespace CollateralActors.Margining.Tests.Architecture;

/// <summary>Where the solution lies that these tests were built from.</summary>
internal static class Source
{
    public static DirectoryInfo Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static DirectoryInfo Find(DirectoryInfo from) =>
        File.Exists(Path.Combine(from.FullName, "CollateralActors.sln")) ? from
        : from.Parent is { } parent ? Find(parent)
        : throw new DirectoryNotFoundException($"no folder above {AppContext.BaseDirectory} holds CollateralActors.sln");
}
