namespace CollateralActors.Journal.Tests;

/// <summary>Files of the repository that tests compare with.</summary>
internal static class Repository
{
    public static readonly string Root = Find(AppContext.BaseDirectory);

    public static string GoldenFile(string manifest) => Path.Combine(Root, "tests", "golden", manifest + ".json");

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "CollateralActors.sln"))
            ? folder
            : Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("no CollateralActors.sln above the tests"));
}
