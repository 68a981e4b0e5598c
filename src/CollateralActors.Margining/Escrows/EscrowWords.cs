using System.Diagnostics;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Escrows;

/// <summary>A programme in words, for those who put their money into it.</summary>
public static class EscrowWords
{
    /// <summary>A sentence for what is locked, then one for each exit.</summary>
    public static ValueList<string> Of(EscrowProgramme programme) =>
    [
        $"{Join(programme.Locks.Select(part => $"{part.Party} locks {new Money(part.Amount, part.Asset)}"))}, by "
        + $"{programme.FundBy}; if not all is there by then, what is there goes back.",
        .. programme.Exits.Select(exit => $"{exit.Name}: {Of(exit.When)}, {Of(exit.Then)}."),
    ];

    /// <summary>A condition, such as <c>when alice and bob agree</c>.</summary>
    public static string Of(EscrowCondition condition) => condition switch
    {
        EscrowCondition.TimeReached c => $"at {c.At}",
        EscrowCondition.PriceReached c => $"when the index price of {c.Asset} is {c.Level} or "
            + (c.Side == PriceSide.Above ? "more" : "less")
            + (c.From is { } from ? $" at {from} or later" : string.Empty),
        EscrowCondition.Agreed { By: [var one] } => $"when {one} agrees",
        EscrowCondition.Agreed c when c.Needed == c.By.Count => $"when {Join(c.By)} agree",
        EscrowCondition.Agreed c => $"when {c.Needed} of {Join(c.By)} agree",
        EscrowCondition.Decided c => $"when {c.Arbiter} decides so",
        EscrowCondition.Defaulted c => $"when {c.Party} goes bankrupt",
        _ => throw new UnreachableException($"unhandled condition {condition.GetType().Name}"),
    };

    /// <summary>An outcome, such as <c>100 USDT go to bob</c>.</summary>
    public static string Of(EscrowOutcome outcome) => outcome switch
    {
        EscrowOutcome.GivenBack => "everything goes back",
        EscrowOutcome.PaidOut c => Join(c.Portions.Select(portion => Of(portion, c.Portions))),
        _ => throw new UnreachableException($"unhandled outcome {outcome.GetType().Name}"),
    };

    private static string Of(EscrowPortion portion, ValueList<EscrowPortion> all) => portion.Share switch
    {
        EscrowShare.Rest when all.Count(other => other.Asset == portion.Asset) == 1 =>
            $"all {portion.Asset} go to {portion.To}",
        EscrowShare.Exactly s => $"{new Money(s.Amount, portion.Asset)} go to {portion.To}",
        EscrowShare.PartOf { Part.Value: 1m } => $"all {portion.Asset} go to {portion.To}",
        EscrowShare.PartOf s => $"{Decimals.Plain(s.Part.Value * 100m)} % of the {portion.Asset} go to {portion.To}",
        EscrowShare.Rest => $"the rest of the {portion.Asset} goes to {portion.To}",
        _ => throw new UnreachableException($"unhandled share {portion.Share.GetType().Name}"),
    };

    private static string Join<T>(IEnumerable<T> parts)
    {
        var all = parts.Select(part => $"{part}").ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }
}
