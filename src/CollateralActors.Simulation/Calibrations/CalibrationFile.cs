using CollateralActors.Margining.Recalibration;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Prices;

namespace CollateralActors.Simulation.Calibrations;

/// <summary>Where the bars of an asset are.</summary>
/// <param name="Asset">Whose.</param>
/// <param name="Path">The file.</param>
/// <param name="Shift">What is added to the times in it: some files name a bar by another time than its start.</param>
public sealed record BarSource(AssetId Asset, string Path, TimeSpan Shift);

/// <summary>What a calibration file says.</summary>
/// <param name="Calibration">What follows the market, and how.</param>
/// <param name="Sources">Where the bars are.</param>
public sealed record CalibrationFile(Calibration Calibration, IReadOnlyList<BarSource> Sources)
{
    /// <summary>Reads the bars, and moves the levels of a book by them.</summary>
    /// <param name="book">The book that the file was read for.</param>
    /// <param name="from">As for <see cref="RecalibrationRun.Play"/>.</param>
    /// <exception cref="PriceFileException">A file of bars is wrong; the message says where.</exception>
    public RecalibrationRun Play(RiskBook book, Instant? from)
    {
        var series = Sources.ToDictionary(
            source => source.Asset, source => BarFile.Read(source.Path, Calibration.Bar, source.Shift));
        return RecalibrationRun.Play(Calibration, book, series, from);
    }
}
