using System.Collections;

namespace CollateralActors.Actors.Settings;

/// <summary>A setting in force.</summary>
/// <param name="Value">As it was written.</param>
/// <param name="From">The layer that says so, in words.</param>
public readonly record struct Setting(string Value, string From);

/// <summary>A node's configuration, put together from its layers: the later one wins, key by key.</summary>
/// <remarks>
/// Akka's parser reads a layer but cannot put them together: neither its includes nor its variables work.
/// </remarks>
public sealed class NodeConfig
{
    private const string Reference = "reference.conf";

    private readonly SortedDictionary<string, Setting> settings = new(StringComparer.Ordinal);

    private NodeConfig()
    {
    }

    /// <summary>Every setting by its full key, in order of the keys.</summary>
    public IReadOnlyDictionary<string, Setting> Settings => settings;

    /// <summary>
    /// The layers, the later ones on top: reference, application, overlays, environment, command line.
    /// </summary>
    /// <param name="application">Text of application.conf, or empty.</param>
    /// <param name="applicationName">What problems call it.</param>
    /// <param name="overlays">
    /// Names of overlays that come with the product (<c>sqlite</c>, <c>test</c>), or texts of others.
    /// </param>
    /// <param name="environment">Environment variables; those that begin with COLLATERAL__ count.</param>
    /// <param name="overrides">Pairs of full key and value from the command line.</param>
    /// <exception cref="SettingsException">A text that does not parse, or an overlay that does not exist.</exception>
    public static NodeConfig Assemble(
        string application = "",
        string applicationName = "application.conf",
        IReadOnlyList<string>? overlays = null,
        IDictionary? environment = null,
        IReadOnlyList<KeyValuePair<string, string>>? overrides = null)
    {
        var config = Of(Resource("reference"), Reference);
        config.Add(application, applicationName);
        foreach (var overlay in overlays ?? [])
        {
            if (IsName(overlay))
                config.Add(Resource(overlay), $"{overlay}.conf");
            else
                config.Add(overlay, "overlay");
        }

        foreach (var (variable, key, value) in EnvironmentLayer.Of(environment))
            config.settings[key] = new Setting(value, $"environment variable {variable}");
        foreach (var (key, value) in overrides ?? [])
            config.settings[key] = new Setting(value, "command line");
        return config;
    }

    /// <summary>One layer alone.</summary>
    /// <exception cref="SettingsException">The text does not parse.</exception>
    internal static NodeConfig Of(string text, string name)
    {
        var config = new NodeConfig();
        config.Add(text, name);
        return config;
    }

    /// <summary>
    /// Every setting with the layer that it is from, one a line; as a file it gives the same configuration.
    /// </summary>
    public string Print() => string.Join(
        '\n',
        settings.Select(setting =>
            $"{setting.Key} = {HoconLayer.Quoted(setting.Value.Value)}  # {setting.Value.From}"));

    private void Add(string text, string name)
    {
        foreach (var (key, value) in HoconLayer.Read(text, name))
            settings[key] = new Setting(value, name);
    }

    private static bool IsName(string overlay) =>
        overlay.All(letter => char.IsAsciiLetterLower(letter) || letter == '-');

    private static string Resource(string name)
    {
        using var stream = typeof(NodeConfig).Assembly.GetManifestResourceStream($"hocon.{name}.conf")
            ?? throw new SettingsException([$"there is no overlay '{name}'; expected sqlite or test"]);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
