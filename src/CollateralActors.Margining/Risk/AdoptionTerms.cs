using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>What the times of a new version of the risk book must keep to.</summary>
public static class AdoptionTerms
{
    /// <summary>
    /// Everything that is wrong with a version's times, a sentence each that says what would be right; empty where
    /// nothing is.
    /// </summary>
    /// <param name="command">What is asked.</param>
    /// <param name="state">The risk book before it.</param>
    /// <param name="now">When it is asked.</param>
    public static IEnumerable<string> Problems(RiskBookCommand.Adopt command, RiskBookState state, Instant now)
    {
        if (command.EffectiveAt is not { } time)
            yield break;
        if (state.Book is null)
            yield return "the first version has an effective time; it holds at once, since nothing does before it";
        else if (time < now)
            yield return $"effective time {time} is before now, {now}; name a later one, or none for at once";
    }
}
