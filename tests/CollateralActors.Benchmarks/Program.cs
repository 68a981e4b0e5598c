using CollateralActors.Benchmarks;
using CollateralActors.Benchmarks.Bands;
using CollateralActors.Benchmarks.Cascades;
using CollateralActors.Benchmarks.Margins;
using CollateralActors.Benchmarks.Replay;
using CollateralActors.Margining.Margin;

IBenchmark[] all =
[
    new BandsBenchmark(), new MarginCheckBenchmark(), new MixedBenchmark("evaluate-mixed", MarginMode.Cross),
    new MixedBenchmark("portfolio-scan", MarginMode.Portfolio), new ReplayBenchmark(), new CascadeBenchmark(),
    new TickToLiquidationBenchmark(),
];

var names = args.Where(argument => argument != "--json").ToArray();
var isJson = names.Length < args.Length;
var unknown = names.FirstOrDefault(name => all.All(benchmark => benchmark.Name != name));
if (unknown is not null)
{
    Console.Error.WriteLine($"there is no benchmark '{unknown}'; there are: {string.Join(", ", all.Select(benchmark => benchmark.Name))}");
    return 2;
}

try
{
    foreach (var benchmark in all.Where(benchmark => names.Length == 0 || names.Contains(benchmark.Name)))
    {
        var settings = isJson ? Console.Error : Console.Out;
        foreach (var measurement in benchmark.Run(line => settings.WriteLine($"# {benchmark.Name}: {line}")))
            Console.WriteLine(isJson ? measurement.ToJson() : measurement.ToString());
    }
}
catch (ResultsDifferException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}

return 0;
