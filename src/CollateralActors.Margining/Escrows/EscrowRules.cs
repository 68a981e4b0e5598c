using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Escrows;

/// <summary>
/// What makes a programme sound: whatever happens, everything leaves it some day, all of it and once.
/// </summary>
public static class EscrowRules
{
    /// <summary>Most locks of a programme, most exits, and most portions of an exit.</summary>
    public const int Most = 16;

    /// <summary>How far ahead a programme may end: what ends later than anybody remembers does not end.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3_660);

    /// <summary>What is wrong with a programme that is proposed now; empty where nothing is.</summary>
    /// <param name="programme">What is proposed.</param>
    /// <param name="market">The frame: its time, prices and risk book.</param>
    public static IReadOnlyList<EscrowProblem> Problems(EscrowProgramme programme, MarketView market) =>
    [
        .. Count("locks", programme.Locks.Count),
        .. programme.Locks.SelectMany((part, i) => OfLock(programme, part, i, market)),
        .. OfFunding(programme, market.Time),
        .. Count("exits", programme.Exits.Count),
        .. OfEnd(programme, market.Time),
        .. programme.Exits.SelectMany((exit, i) => OfExit(programme, exit, i, market)),
    ];

    private static IEnumerable<EscrowProblem> Count(string place, int count) => count is >= 1 and <= Most
        ? []
        : [new(place, $"there are {count}; expected 1 to {Most}")];

    private static IEnumerable<EscrowProblem> OfLock(
        EscrowProgramme programme, EscrowLock part, int i, MarketView market)
    {
        var place = $"locks[{i}]";
        if (Name($"{place}.party", part.Party.Value) is { } illegal)
            yield return illegal;
        if (MoneyChecks.Money(part.Asset, part.Amount, market.Risk) is { } wrong)
            yield return new(place, wrong.Detail);
        if (programme.Locks.Take(i).Any(other => (other.Party, other.Asset) == (part.Party, part.Asset)))
            yield return new(place, $"'{part.Party}' locks {part.Asset} twice; name one amount");
    }

    private static IEnumerable<EscrowProblem> OfFunding(EscrowProgramme programme, Instant now)
    {
        if (programme.FundBy <= now)
            yield return new("fundBy", $"{programme.FundBy} is not in the future; it is {now} now");
    }

    // Names, prices and people may never come; only time does.
    private static IEnumerable<EscrowProblem> OfEnd(EscrowProgramme programme, Instant now)
    {
        if (programme.Ends is not { } end)
            yield return new("exits", "none is by time, so it might never end; add one that is taken at some time");
        else if (end - now > Longest)
            yield return new(
                "exits", $"it ends at {end}, more than {Longest.TotalDays:0} days from now; let it end earlier");
    }

    private static IEnumerable<EscrowProblem> OfExit(
        EscrowProgramme programme, EscrowExit exit, int i, MarketView market)
    {
        var place = $"exits[{i}]";
        if (Name($"{place}.name", exit.Name) is { } illegal)
            yield return illegal;
        if (programme.Exits.Take(i).Any(other => other.Name == exit.Name))
            yield return new($"{place}.name", $"'{exit.Name}' is the name of an earlier exit; each has its own");
        if (programme.Exits.Take(i).FirstOrDefault(earlier => Covers(earlier.When, exit.When)) is { } first)
            yield return new(
                $"{place}.when", $"it can never be taken: whenever it could, '{first.Name}' is taken before it");
        foreach (var problem in OfCondition(programme, exit.When, $"{place}.when", market))
            yield return problem;
        if (exit.Then is EscrowOutcome.PaidOut named)
        {
            foreach (var problem in EscrowOutcomeRules.Problems(programme, named, $"{place}.then", market.Risk))
                yield return problem;
        }
    }

    private static IEnumerable<EscrowProblem> OfCondition(
        EscrowProgramme programme, EscrowCondition condition, string place, MarketView market) => condition switch
        {
            EscrowCondition.TimeReached c => OfTime(programme, c, place),
            EscrowCondition.PriceReached c => OfPrice(programme, c, place, market),
            EscrowCondition.Agreed c => OfAgreement(c, place),
            EscrowCondition.Decided c => OfArbiter(programme, c, place),
            EscrowCondition.Defaulted c when !programme.Parties.Contains(c.Party) =>
                [new($"{place}.default", $"'{c.Party}' locks nothing, so no default of it is heard of; name a party")],
            _ => [],
        };

    private static IEnumerable<EscrowProblem> OfTime(
        EscrowProgramme programme, EscrowCondition.TimeReached c, string place)
    {
        if (c.At <= programme.FundBy)
            yield return new($"{place}.time", $"{c.At} is not after fundBy, which is {programme.FundBy}");
        if (programme.Ends < c.At)
            yield return new($"{place}.time", $"it can never be taken: all is over at {programme.Ends} already");
    }

    private static IEnumerable<EscrowProblem> OfPrice(
        EscrowProgramme programme, EscrowCondition.PriceReached c, string place, MarketView market)
    {
        if (market.Risk.Find(c.Asset) is null)
            yield return new(
                $"{place}.price.asset", Rejection.UnknownAsset(c.Asset, market.Risk.Assets.Select(a => a.Id)).Detail);
        else if (c.Asset == market.Risk.Valuation)
            yield return new($"{place}.price.asset", $"the price of {c.Asset} is always 1; name another asset");
        else if (market.IndexPrice(c.Asset) is null)
            yield return new($"{place}.price.asset", Rejection.MissingPrice(c.Asset.Value).Detail);
        if (c.Level.Value <= 0m || c.Level.Value > Quote.LargestPrice.Value)
            yield return new(
                $"{place}.price.level",
                $"{c.Level} can never be; expected more than 0 and at most {Quote.LargestPrice}");
        if (c.From is { } from && programme.Ends <= from)
            yield return new($"{place}.price.from", $"it can never be taken: all is over at {programme.Ends} already");
    }

    private static IEnumerable<EscrowProblem> OfAgreement(EscrowCondition.Agreed c, string place)
    {
        if (c.By.Count is 0 or > Most)
            yield return new($"{place}.agreed.by", $"there are {c.By.Count}; expected 1 to {Most}");
        for (var i = 0; i < c.By.Count; i++)
        {
            if (Name($"{place}.agreed.by[{i}]", c.By[i].Value) is { } illegal)
                yield return illegal;
            if (c.By.Take(i).Contains(c.By[i]))
                yield return new($"{place}.agreed.by[{i}]", $"'{c.By[i]}' is named twice; nobody counts twice");
        }

        if (c.Needed < 1 || c.Needed > c.By.Count)
            yield return new(
                $"{place}.agreed.needed", $"{c.Needed} of {c.By.Count} can never be; expected 1 to {c.By.Count}");
    }

    private static IEnumerable<EscrowProblem> OfArbiter(
        EscrowProgramme programme, EscrowCondition.Decided c, string place)
    {
        if (Name($"{place}.arbiter", c.Arbiter.Value) is { } illegal)
            yield return illegal;
        if (programme.Parties.Contains(c.Arbiter))
            yield return new(
                $"{place}.arbiter", $"'{c.Arbiter}' is a party; name somebody who locks nothing, or ask for consent");
    }

    // Whether the one holds wherever the other does. People choose between exits, so each of theirs can be taken.
    private static bool Covers(EscrowCondition earlier, EscrowCondition later) => (earlier, later) switch
    {
        (EscrowCondition.TimeReached a, EscrowCondition.TimeReached b) => a.At == b.At,
        (EscrowCondition.Defaulted a, EscrowCondition.Defaulted b) => a == b,
        (EscrowCondition.PriceReached a, EscrowCondition.PriceReached b) =>
            (a.Asset, a.Side) == (b.Asset, b.Side)
            && (a.Side == PriceSide.Above ? a.Level.Value <= b.Level.Value : a.Level.Value >= b.Level.Value)
            && (a.From is not { } from || from <= b.From),
        _ => false,
    };

    /// <summary>The problem of a name that cannot be; null where it can.</summary>
    internal static EscrowProblem? Name(string place, string name) => Limits.IsName(name)
        ? null
        : new(place, $"'{name}' is not 1 to {Limits.NameLength} letters, digits, '-', '_' and '.'");
}
