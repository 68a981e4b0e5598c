using System.Collections;
using Akka.Configuration;

namespace CollateralActors.Actors.Settings;

/// <summary>Puts a node's configuration together from its layers. Akka's parser cannot: neither includes nor variables work.</summary>
public static class NodeConfig
{
    private const string Prefix = "COLLATERAL__";

    /// <summary>The layers, the later ones on top: reference, application, overlays, environment, command line.</summary>
    /// <param name="application">Text of application.conf, or empty.</param>
    /// <param name="overlays">Names of overlays that come with the product (<c>sqlite</c>, <c>test</c>), or texts of others.</param>
    /// <param name="environment">Environment variables; those that begin with COLLATERAL__ count.</param>
    /// <param name="overrides">Pairs of full key and value from the command line.</param>
    /// <exception cref="SettingsException">A text that does not parse, or an overlay that does not exist.</exception>
    public static Config Assemble(
        string application = "",
        IReadOnlyList<string>? overlays = null,
        IDictionary? environment = null,
        IReadOnlyList<KeyValuePair<string, string>>? overrides = null)
    {
        var config = Parse(Resource("reference"), "reference.conf");
        config = Over(Parse(application, "application.conf"), config);
        foreach (var overlay in overlays ?? [])
            config = Over(IsName(overlay) ? Parse(Resource(overlay), $"{overlay}.conf") : Parse(overlay, "overlay"), config);
        config = Over(Pairs(FromEnvironment(environment)), config);
        return Over(Pairs(overrides ?? []), config);
    }

    /// <summary>Every key of <c>collateral</c> with the value in force, one a line, in order.</summary>
    public static string Print(Config config) => string.Join(
        '\n', SettingsReader.Leaves(config, SettingsReader.Root).Select(key => $"{key} = {config.GetString(key)}"));

    private static bool IsName(string overlay) => overlay.All(letter => char.IsAsciiLetterLower(letter) || letter == '-');

    private static Config Over(Config top, Config below) => top.IsEmpty ? below : top.WithFallback(below);

    private static Config Parse(string text, string name)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Config.Empty;
        try
        {
            return ConfigurationFactory.ParseString(text);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new SettingsException([$"{name} cannot be read: {e.Message}"]);
        }
    }

    private static Config Pairs(IReadOnlyList<KeyValuePair<string, string>> pairs) => Parse(
        string.Join('\n', pairs.Select(pair => $"{pair.Key} = \"{pair.Value.Replace("\"", "\\\"", StringComparison.Ordinal)}\"")),
        "an override");

    private static List<KeyValuePair<string, string>> FromEnvironment(IDictionary? environment)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (DictionaryEntry entry in environment ?? new Dictionary<string, string>())
        {
            if (entry is { Key: string name, Value: string value } && name.StartsWith(Prefix, StringComparison.Ordinal))
                pairs.Add(KeyValuePair.Create(KeyOf(name), value));
        }

        return pairs;
    }

    // COLLATERAL__CLIENT__MAX_WAIT is collateral.client.max-wait.
#pragma warning disable CA1308 // Keys are lower case.
    private static string KeyOf(string name) => name.Replace("__", ".", StringComparison.Ordinal).Replace('_', '-').ToLowerInvariant();
#pragma warning restore CA1308

    private static string Resource(string name)
    {
        using var stream = typeof(NodeConfig).Assembly.GetManifestResourceStream($"hocon.{name}.conf")
            ?? throw new SettingsException([$"there is no overlay '{name}'; expected sqlite or test"]);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
