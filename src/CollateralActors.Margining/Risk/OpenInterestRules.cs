using System.Text;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>What follows from how much of an instrument is held by all accounts together.</summary>
/// <param name="Lower">Open interest beyond which the initial rate grows; null where it does not.</param>
/// <param name="Upper">Open interest at which the initial rate is 100 %; more than <paramref name="Lower"/>.</param>
/// <param name="Limit">Open interest that no order may add beyond; null without a limit.</param>
/// <remarks>
/// Sizes: contracts × contract size. The growing rate is dYdX's, whose caps are in value: docs/limits.md.
/// </remarks>
public sealed record OpenInterestRules(decimal? Lower, decimal? Upper, decimal? Limit)
{
    private const int ShareScale = 6;

    /// <summary>
    /// The share of the way from its base to 100 % that the initial rate has gone: 0 to 1, six decimals, rounded up
    /// against the account.
    /// </summary>
    /// <param name="openInterest">Size of all long contracts.</param>
    public Rate ShareAt(decimal openInterest) =>
        (Lower, Upper) is not ({ } lower, { } upper) || openInterest <= lower ? Rate.Zero
        : openInterest >= upper ? Rate.One
        : new Rate(Decimals.Up((openInterest - lower) / (upper - lower), ShareScale));

    /// <summary>Everything that is wrong, a sentence each; empty where nothing is.</summary>
    internal IEnumerable<string> Problems(InstrumentParameters instrument)
    {
        var id = instrument.Id;
        if (Lower is null && Upper is null && Limit is null)
            yield return $"open interest of {id} has neither bounds nor a limit; leave it out";
        if ((Lower is null) != (Upper is null))
            yield return $"open interest of {id} has one bound only; the initial rate grows from lower to upper";
        if (Lower is < 0m || Upper is > Limits.Largest || Lower >= Upper)
            yield return $"open interest of {id} has bounds {Text(Lower)} and {Text(Upper)}; "
                + "lower is 0 or more, and upper above it";
        if (Limit is <= 0m or > Limits.Largest)
            yield return $"open-interest limit {Text(Limit)} of {id} is not above 0; leave it out for no limit";
        if (instrument.IsOption && Lower is not null)
            yield return $"open interest of {id} has bounds; only the rates of other contracts grow with it";
    }

    /// <summary>What is set, in one form.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("{");
        if (Lower is not null)
            text.Append(" rate grows from ").Append(Text(Lower)).Append(" to ").Append(Text(Upper));
        if (Limit is not null)
            text.Append(" limit ").Append(Text(Limit));
        return text.Append(" }").ToString();
    }

    private static string Text(decimal? size) => size is { } value ? Decimals.Plain(value) : "none";
}
