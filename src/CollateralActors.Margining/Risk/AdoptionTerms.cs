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
        var since = command.EffectiveAt ?? now;
        if (command.EffectiveAt is not null && state.Book is null)
            yield return "the first version has an effective time; it holds at once, since nothing does before it";
        else if (since < now)
            yield return $"effective time {since} is before now, {now}; name a later one, or none for at once";
        if (command.GraceUntil is not { } until)
            yield break;
        if (state.Book is null)
            yield return "the first version has a grace path; it has nothing to come from";
        else if (until <= since)
            yield return $"grace until {until} is not after {since}, when the version comes into force; name a later "
                + "time, or none for no grace";
        else if (state.Paths.FirstOrDefault(path => path.Since <= since && since < path.Until) is { } on)
            yield return $"the path to version {on.Version} goes on until {on.Until}; a version with grace comes into "
                + "force then or later, one without at any time";
    }

    /// <summary>The paths that are known after a version was adopted.</summary>
    /// <param name="paths">Those known before.</param>
    /// <param name="adopted">The version: it ends whatever path it finds, and takes the place of those to come.</param>
    /// <param name="now">When it was adopted.</param>
    internal static ValueList<KnownPath> PathsAfter(
        ValueList<KnownPath> paths, RiskBookEvent.Adopted adopted, Instant now)
    {
        var since = adopted.EffectiveAt ?? now;
        var kept = paths
            .Where(path => path.Since < since && path.Until > now)
            .Select(path => path.Until > since ? path with { Until = since } : path);
        return adopted.GraceUntil is { } until
            ? kept.Append(new KnownPath(adopted.Book.Version, since, until)).ToValueList()
            : kept.ToValueList();
    }
}
