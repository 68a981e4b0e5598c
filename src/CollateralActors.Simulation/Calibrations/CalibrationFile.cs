using CollateralActors.Margining.Recalibration;
using CollateralActors.Margining.Units;

namespace CollateralActors.Simulation.Calibrations;

/// <summary>Where the bars of an asset are.</summary>
/// <param name="Asset">Whose.</param>
/// <param name="Path">The file.</param>
/// <param name="Shift">What is added to the times in it: some files name a bar by another time than its start.</param>
public sealed record BarSource(AssetId Asset, string Path, TimeSpan Shift);

/// <summary>What a calibration file says.</summary>
/// <param name="Calibration">What follows the market, and how.</param>
/// <param name="Sources">Where the bars are.</param>
public sealed record CalibrationFile(Calibration Calibration, IReadOnlyList<BarSource> Sources);
