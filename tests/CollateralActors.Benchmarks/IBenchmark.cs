namespace CollateralActors.Benchmarks;

/// <summary>One named benchmark: a baseline and ours on the same work, alternating in one run.</summary>
internal interface IBenchmark
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    /// <summary>Runs it; the first measurement bears the benchmark's name.</summary>
    /// <param name="settings">Takes what the run was made with, a line at a time.</param>
    /// <exception cref="ResultsDifferException">Baseline and ours did not compute the same.</exception>
    IEnumerable<Measurement> Run(Action<string> settings);
}

/// <summary>Baseline and ours did not compute the same, so that their times say nothing.</summary>
internal sealed class ResultsDifferException(string message) : Exception(message);
