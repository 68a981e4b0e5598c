using System.Collections;

namespace CollateralActors.Actors.Settings;

/// <summary>
/// Settings from environment variables: <c>COLLATERAL__CLIENT__MAX_WAIT</c> is <c>collateral.client.max-wait</c>.
/// </summary>
internal static class EnvironmentLayer
{
    private const string Prefix = "COLLATERAL__";

    /// <summary>Variables that begin with COLLATERAL__, in order of their names.</summary>
    public static IEnumerable<(string Variable, string Key, string Value)> Of(IDictionary? environment)
    {
        if (environment is null)
            return [];
        return environment.Cast<DictionaryEntry>()
            .Where(entry =>
                entry is { Key: string name, Value: string } && name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(entry => (Name: (string)entry.Key, Value: (string)entry.Value!))
            .OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(entry => (entry.Name, KeyOf(entry.Name), entry.Value));
    }

#pragma warning disable CA1308 // Keys are lower case.
    private static string KeyOf(string name) =>
        name.Replace("__", ".", StringComparison.Ordinal).Replace('_', '-').ToLowerInvariant();
#pragma warning restore CA1308
}
