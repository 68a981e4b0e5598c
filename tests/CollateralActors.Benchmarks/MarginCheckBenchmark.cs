namespace CollateralActors.Benchmarks;

internal sealed class MarginCheckBenchmark : IBenchmark
{
    public string Name => "margin-check";

    public IEnumerable<Measurement> Run(Action<string> settings) => [];
}
