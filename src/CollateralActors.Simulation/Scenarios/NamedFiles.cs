using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;
using CollateralActors.Simulation.Prices;
using CollateralActors.Simulation.RiskBooks;

namespace CollateralActors.Simulation.Scenarios;

/// <summary>Opens the files that a scenario names, from its folder, and keeps what is wrong inside them.</summary>
internal sealed class NamedFiles(string folder)
{
    private readonly List<FileProblem> found = [];

    /// <summary>The risk book that a member names; null where something is wrong.</summary>
    /// <param name="file">The scenario.</param>
    /// <param name="member">The member.</param>
    /// <param name="asOf">When the scenario begins; null where that could not be read.</param>
    /// <param name="version">Its number.</param>
    public RiskBook? RiskBook(JsonObjectReader file, string member, Instant? asOf, int version = 1)
    {
        var path = Path.Combine(folder, file.Text(member));
        if (!File.Exists(path))
        {
            Missing(file, member, path);
            return null;
        }

        var reading = RiskBookReader.Read(path, new RiskBookVersion(version), asOf);
        found.AddRange(reading.Problems);
        return reading.Content;
    }

    /// <summary>The bars of the price file that a member names; none where something is wrong.</summary>
    public IReadOnlyList<PriceBar> Bars(JsonObjectReader file, string member, PriceFileFormat format)
    {
        var path = Path.Combine(folder, file.Text(member));
        try
        {
            return PriceFile.Read(path, format);
        }
        catch (PriceFileException problem)
        {
            file.Wrong(member, problem.Message);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Missing(file, member, path);
        }

        return [];
    }

    /// <summary>A reading with the problems of the named files in front of its own.</summary>
    public FileReading<T> Join<T>(FileReading<T> reading)
        where T : class => found.Count == 0 ? reading : new FileReading<T>(null, [.. found, .. reading.Problems]);

    private static void Missing(JsonObjectReader file, string member, string path)
    {
        if (file.Has(member))
            file.Wrong(member, $"there is no file {path} that can be read; a path counts from the scenario's folder");
    }
}
