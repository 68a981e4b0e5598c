namespace CollateralActors.Cli.Tests;

/// <summary>Where the checkout stands that the tests run from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new InvalidOperationException("the tests do not run inside the repository")
        : File.Exists(Path.Combine(folder.FullName, "CollateralActors.sln")) ? folder.FullName
        : Find(folder.Parent);
}
