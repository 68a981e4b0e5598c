namespace CollateralActors.Simulation.Prices;

/// <summary>A price file that cannot be read: where, what is wrong, and what would be right.</summary>
public sealed class PriceFileException(string file, int line, string problem, string expected)
    : Exception(FormattableString.Invariant($"{file}, line {line}: {problem}; expected {expected}"))
{
    public string File { get; } = file;

    /// <summary>Counts from 1.</summary>
    public int Line { get; } = line;
}
