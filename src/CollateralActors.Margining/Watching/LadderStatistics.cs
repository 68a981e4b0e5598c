namespace CollateralActors.Margining.Watching;

/// <summary>What a ladder has done since it was made.</summary>
/// <param name="Frames">Frames that passed.</param>
/// <param name="Crossed">Bands that a frame left.</param>
/// <param name="Woken">Accounts returned, the hot ones and those outside already among them.</param>
/// <param name="StraightPasses">Frames at which every account was visited without the ladder.</param>
public readonly record struct LadderStatistics(long Frames, long Crossed, long Woken, long StraightPasses);
