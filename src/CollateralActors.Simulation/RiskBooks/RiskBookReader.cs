using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.RiskBooks;

/// <summary>Reads a venue's risk book from a file that a risk officer wrote.</summary>
public static class RiskBookReader
{
    /// <summary>Reads the file at <paramref name="path"/> as version <paramref name="version"/> of the book.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="version">Its number.</param>
    /// <param name="asOf">When it takes effect: what expires does so later. Null where that is not known.</param>
    public static FileReading<RiskBook> Read(string path, RiskBookVersion version, Instant? asOf = null) =>
        JsonFile.Read(path, file => Read(file, version, asOf));

    /// <summary>Reads <paramref name="text"/> as the content of the file <paramref name="name"/>.</summary>
    public static FileReading<RiskBook> Parse(
        string name, string text, RiskBookVersion version, Instant? asOf = null) =>
        JsonFile.Parse(name, text, file => Read(file, version, asOf));

    /// <summary>
    /// Reads a book that is an object inside another file, such as a scenario; null where something is wrong with it.
    /// </summary>
    internal static RiskBook? Read(JsonObjectReader file, RiskBookVersion version, Instant? asOf = null)
    {
        var members = RiskMembers.Read(file, RiskFileKind.Venue, asOf);
        if (!file.Has("instruments") || members.Instruments.Count == 0)
            file.Wrong("instruments", "a risk book has at least one instrument");
        file.Done();
        if (file.Problems.Found.Count > 0)
            return null;
        var book = members.ToBook(version);
        foreach (var problem in RiskBookRules.Problems(book, before: null, asOf))
            file.Wrong(problem);
        return file.Problems.Found.Count == 0 ? book : null;
    }
}
