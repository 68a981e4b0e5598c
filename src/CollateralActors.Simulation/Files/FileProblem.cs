using System.Globalization;

namespace CollateralActors.Simulation.Files;

/// <summary>A place in a file that somebody wrote.</summary>
/// <param name="File">The file's name as it was given.</param>
/// <param name="Line">From 1; 0 where the whole file is meant.</param>
/// <param name="Column">From 1; 0 where the whole file is meant.</param>
/// <param name="Path">Members and indices from the root, such as <c>accounts[0].positions[1].quantity</c>.</param>
public sealed record FilePlace(string File, int Line, int Column, string Path)
{
    public override string ToString()
    {
        var position = Line == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $":{Line}:{Column}");
        return Path.Length == 0 ? $"{File}{position}" : $"{File}{position}: {Path}";
    }
}

/// <summary>Something wrong in a file: where, what, and what would be right.</summary>
public sealed record FileProblem(FilePlace Place, string Message)
{
    public override string ToString() => $"{Place}: {Message}";
}

/// <summary>What came of reading a file: its content, or everything that is wrong with it.</summary>
public sealed record FileReading<T>(T? Content, IReadOnlyList<FileProblem> Problems)
    where T : class
{
    /// <summary>Whether nothing is wrong; only then is there content.</summary>
    public bool IsSound => Problems.Count == 0 && Content is not null;
}
