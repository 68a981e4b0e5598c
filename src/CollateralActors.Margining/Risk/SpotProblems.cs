using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>What is wrong with an instrument of spot, a sentence each that says what would be right.</summary>
internal static class SpotProblems
{
    /// <summary>Looks at one instrument of spot.</summary>
    /// <param name="i">The instrument.</param>
    /// <param name="book">The book that it is in.</param>
    public static IEnumerable<string> Of(InstrumentParameters i, RiskBook book)
    {
        if (i.Base == i.Quote)
            yield return $"{i.Id} exchanges {i.Base} for itself; base and quote are two assets";
        foreach (var what in OfContracts(i))
            yield return $"{i.Id} is spot and has {what}; nobody has a position in it, leave it out";
        if (!Decimals.FitsScale(i.ContractSize, Decimals.LargestScale))
        {
            yield return $"contract size {Decimals.Plain(i.ContractSize)} of {i.Id} has more than "
                + $"{Decimals.LargestScale} decimals; no balance is kept with more";
        }

        var leastBase = Decimals.Times(i.ContractSize, i.Lot.Contracts);
        if (book.Find(i.Base) is { } given && !Decimals.FitsScale(leastBase, given.Scale))
            yield return $"one lot of {i.Id} is {Decimals.Plain(leastBase)} {i.Base}, which is kept with "
                + $"{given.Scale} decimals; contract size × lot has no more";
        var leastQuote = Decimals.Times(leastBase, i.Tick.Value);
        if (book.Find(i.Quote) is { } paid && !Decimals.FitsScale(leastQuote, paid.Scale))
            yield return $"one lot of {i.Id} at one tick is {Decimals.Plain(leastQuote)} {i.Quote}, which is kept with "
                + $"{paid.Scale} decimals; contract size × lot × tick has no more";
    }

    private static IEnumerable<string> OfContracts(InstrumentParameters i)
    {
        if (!i.Margin.Equals(MarginSchedule.None))
            yield return "margin rules";
        if (i.LiquidationFee != Rate.Zero)
            yield return "a liquidation fee";
        if (i.PositionLimit is not null)
            yield return "a position limit";
        if (i.OpenInterest is not null)
            yield return "rules of open interest";
        if (i.Funding is not null)
            yield return "funding";
        if (i.Expiry is not null)
            yield return "an expiry";
        if (i.Option is not null)
            yield return "a right and a strike";
    }
}
