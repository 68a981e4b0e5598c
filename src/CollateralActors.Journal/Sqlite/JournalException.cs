namespace CollateralActors.Journal.Sqlite;

/// <summary>Why a file cannot be used as a journal.</summary>
public enum JournalProblem
{
    /// <summary>There is no such file.</summary>
    Missing,

    /// <summary>The file is something else.</summary>
    NotAJournal,

    /// <summary>The file, or its folder, cannot be written.</summary>
    ReadOnly,

    /// <summary>A later version of this program wrote it.</summary>
    NewerFormat,

    /// <summary>Another process writes it.</summary>
    InUse,

    /// <summary>It was asked to be new and is there already, or belongs to another run.</summary>
    Conflict,
}

/// <summary>A file cannot be used as a journal; the message names file, reason and remedy.</summary>
public sealed class JournalException(JournalProblem problem, string path, string detail, Exception? inner = null)
    : Exception($"journal '{path}' {detail}", inner)
{
    public JournalProblem Problem { get; } = problem;

    public string Path { get; } = path;

    /// <summary>Reason and remedy, without the file's name.</summary>
    public string Detail { get; } = detail;
}
