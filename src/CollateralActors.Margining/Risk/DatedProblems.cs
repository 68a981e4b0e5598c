using CollateralActors.Margining.Expiries;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>What is wrong with contracts that expire, a sentence each that says what would be right.</summary>
internal static class DatedProblems
{
    /// <summary>A price with fewer decimals would be too coarse to settle anybody at.</summary>
    private const int FewestDecimals = 2;

    /// <summary>Looks at one instrument.</summary>
    /// <param name="i">The instrument.</param>
    /// <param name="book">The book that it is in.</param>
    /// <param name="before">The book that this one takes the place of; null for the first.</param>
    /// <param name="now">When the book takes effect; null where that is not known.</param>
    public static IEnumerable<string> Of(InstrumentParameters i, RiskBook book, RiskBook? before, Instant? now)
    {
        if (i.IsSpot)
            yield break;
        if (i.IsPerpetual && i.Expiry is not null)
            yield return $"{i.Id} is a perpetual and has an expiry; leave it out";
        if (i.IsOption != i.Option is not null)
            yield return $"{i.Id} is {(i.IsOption ? "an option without" : "no option and has")} a right and a strike";
        if (i.Option is { } option)
        {
            foreach (var problem in OfOption(i.Id, option))
                yield return problem;
        }

        if (i.IsPerpetual)
            yield break;
        if (i.Expiry is not { } expiry)
        {
            yield return $"{i.Id} has no expiry; a future and an option end at a time";
            yield break;
        }

        foreach (var problem in OfTerms(i, expiry))
            yield return problem;
        if (book.Find(i.Settle) is { } settle && SettlementTerms.ScaleOf(i, settle.Scale) < FewestDecimals)
            yield return $"settlement prices of {i.Id} would have fewer than {FewestDecimals} decimals; "
                + "a larger lot or contract size leaves them more";
        if (now is { } time && expiry.At <= time && before?.Find(i.Id)?.Expiry?.At != expiry.At)
            yield return $"expiry {expiry.At} of {i.Id} is in the past; the book takes effect at {time}";
    }

    /// <summary>What accounts hold keeps its terms; what it costs to deliver may change.</summary>
    public static IEnumerable<string> OfChange(
        InstrumentParameters old, InstrumentParameters i, RiskBookVersion version)
    {
        var fee = i.Expiry?.DeliveryFee ?? Rate.Zero;
        if (old.Expiry is { } expiry && i.Expiry is not null && expiry with { DeliveryFee = fee } != i.Expiry)
            yield return $"{i.Id} does not expire as in version {version}; expiry, window and exercise threshold stay";
        if (old.Option is { } option && i.Option is { } now && (option.Right, option.Strike) != (now.Right, now.Strike))
            yield return $"{i.Id} is not the option of version {version}; right and strike stay";
    }

    private static IEnumerable<string> OfTerms(InstrumentParameters i, ExpiryTerms expiry)
    {
        if (expiry.Window < TimeSpan.Zero || expiry.Window > ExpiryTerms.LongestWindow
            || expiry.Window.Ticks % TimeSpan.TicksPerMillisecond != 0)
            yield return FormattableString.Invariant(
                $"settlement window {expiry.Window:c} of {i.Id} is not 0 to 24 hours, in whole milliseconds");
        if (expiry.DeliveryFee.Value is < 0m or > 1m)
            yield return $"delivery fee {expiry.DeliveryFee} of {i.Id} is not 0 to 1";
        if (expiry.ExerciseThreshold.Value is < 0m or > Limits.Largest)
            yield return $"exercise threshold {expiry.ExerciseThreshold} of {i.Id} is not 0 to "
                + $"{Decimals.Plain(Limits.Largest)}";
        if (!i.IsOption && expiry.ExerciseThreshold.Value != 0m)
            yield return $"{i.Id} is a future and has an exercise threshold; nothing is exercised, leave it out";
    }

    private static IEnumerable<string> OfOption(InstrumentId id, OptionTerms option)
    {
        if (option.Strike.Value is <= 0m or > Limits.Largest
            || !Decimals.FitsScale(option.Strike.Value, Decimals.LargestScale))
            yield return $"strike {option.Strike} of {id} is not above 0, with at most {Decimals.LargestScale} "
                + "decimals";
        if (option.Rates is not { } rates)
            yield break;
        foreach (var rate in new[] { rates.Initial, rates.InitialMinimum, rates.Maintenance })
        {
            if (rate.Value is < 0m or > 1m)
                yield return $"option rate {rate} of {id} is not 0 to 1";
        }

        if (rates.InitialMinimum < rates.Maintenance)
            yield return $"minimum initial rate {rates.InitialMinimum} of {id} is below the maintenance rate "
                + $"{rates.Maintenance}";
    }
}
