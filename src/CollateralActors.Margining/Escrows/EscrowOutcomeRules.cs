using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Escrows;

/// <summary>What makes an outcome sound: of every locked asset exactly all of it goes to somebody.</summary>
internal static class EscrowOutcomeRules
{
    public static IEnumerable<EscrowProblem> Problems(
        EscrowProgramme programme, EscrowOutcome.PaidOut outcome, string place, RiskBook risk)
    {
        if (outcome.Portions.Count > EscrowRules.Most)
            yield return new(place, $"there are {outcome.Portions.Count}; expected at most {EscrowRules.Most}");
        for (var i = 0; i < outcome.Portions.Count; i++)
        {
            foreach (var problem in OfPortion(programme, outcome.Portions[i], $"{place}[{i}]", risk))
                yield return problem;
        }

        foreach (var total in programme.Totals)
        {
            if (OfSum(total, outcome, place) is { } problem)
                yield return problem;
        }
    }

    private static IEnumerable<EscrowProblem> OfPortion(
        EscrowProgramme programme, EscrowPortion portion, string place, RiskBook risk)
    {
        if (EscrowRules.Name($"{place}.to", portion.To.Value) is { } illegal)
            yield return illegal;
        if (programme.Totals.Where(total => total.Asset == portion.Asset).ToList() is not [var locked])
        {
            yield return new($"{place}.asset", $"nobody locks {portion.Asset}");
            yield break;
        }

        var scale = risk.Find(portion.Asset)?.Scale ?? Decimals.LargestScale;
        switch (portion.Share)
        {
            case EscrowShare.Exactly { Amount: var amount }
                when amount <= Amount.Zero || !Decimals.FitsScale(amount.Value, scale):
                yield return new(
                    $"{place}.amount",
                    $"{amount} is not an amount of {portion.Asset}: more than 0, with at most {scale} decimals");
                break;
            case EscrowShare.PartOf { Part.Value: <= 0m or > 1m } share:
                yield return new($"{place}.part", $"{share.Part} is not more than 0 and at most 1");
                break;
            case EscrowShare.PartOf share when !Decimals.FitsScale((locked.Amount * share.Part).Value, scale):
                yield return new(
                    $"{place}.part",
                    $"{share.Part} of {locked} is {locked.Amount * share.Part}, more precise than {scale} decimals; "
                    + "name amounts, or let somebody have the rest");
                break;
        }
    }

    private static EscrowProblem? OfSum(Money total, EscrowOutcome.PaidOut outcome, string place)
    {
        var portions = outcome.Portions.Where(portion => portion.Asset == total.Asset).ToList();
        var named = new Amount(portions.Sum(
            portion => Math.Clamp(portion.Of(total.Amount)?.Value ?? 0m, -Limits.Largest, Limits.Largest)));
        return portions.Count(portion => portion.Share is EscrowShare.Rest) switch
        {
            0 when named != total.Amount =>
                new(place, $"{named} {total.Asset} are given to somebody of {total} that are locked; expected all"),
            1 when named >= total.Amount =>
                new(place, $"of {total} that are locked {named} are given away, which leaves no rest"),
            > 1 => new(place, $"the rest of {total.Asset} is given to two; only one can have it"),
            _ => null,
        };
    }
}
