namespace CollateralActors.Simulation.Tests.Prices;

/// <summary>The price files that ship, as the build copied them.</summary>
internal static class Samples
{
    internal static string Crash => Path("btcusd_bitstamp_1min_2025-02-03_crash.csv");

    internal static string Perpetual => Path("lean_binance_btcusd_inverse_1min_20221213.csv");

    internal static string Daily => Path("btc_daily_2017_2021_daveskender.csv");

    internal static string Funding => Path("lean_binance_btcusd_funding.csv");

    private static string Path(string file) =>
        System.IO.Path.Combine(AppContext.BaseDirectory, "samples", "prices", file);
}
