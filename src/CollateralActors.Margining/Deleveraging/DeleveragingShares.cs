using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Deleveraging;

/// <summary>How much of a step each of those who can be deleveraged is asked to take.</summary>
internal sealed class DeleveragingShares
{
    /// <summary>How many accounts are asked at a time; the next step asks the next.</summary>
    public const int MostOffers = 256;

    private readonly List<Candidate> candidates;
    private readonly decimal lot;
    private readonly decimal wanted;
    private readonly SortedDictionary<int, decimal> taken = [];

    private DeleveragingShares(List<Candidate> candidates, decimal lot, decimal wanted) =>
        (this.candidates, this.lot, this.wanted) = (candidates, lot, wanted);

    /// <summary>Contracts to be asked of each, in order of their places; none of whom nothing is asked.</summary>
    /// <param name="ranked">Who there is, the first first.</param>
    /// <param name="available">What each can be asked for at most, without a sign.</param>
    /// <param name="wanted">What is to be taken, without a sign.</param>
    /// <param name="order">Who comes first.</param>
    /// <param name="lot">Nobody is asked for a part of it.</param>
    public static IReadOnlyList<(RankedPosition Position, Quantity Quantity)> Of(
        IReadOnlyList<RankedPosition> ranked,
        Func<RankedPosition, Quantity> available,
        Quantity wanted,
        DeleveragingOrder order,
        Quantity lot)
    {
        var candidates = ranked
            .Select(position => new Candidate(position, Whole(available(position).Contracts, lot.Contracts)))
            .Where(candidate => candidate.Available > 0m)
            .ToList();
        var shares = new DeleveragingShares(candidates, lot.Contracts, Whole(wanted.Contracts, lot.Contracts));
        switch (order)
        {
            case DeleveragingOrder.ProRata:
                shares.TakeInProportion();
                break;
            case DeleveragingOrder.RiskAware:
                shares.TakeInTurn(
                    candidates, (each, _) => Whole(each.Position.Standing.Unhedged.Contracts, lot.Contracts));
                shares.TakeInTurn(candidates, (each, _) => each.Available);
                break;
            case DeleveragingOrder.Ranked:
            default:
                shares.TakeInTurn(candidates, (each, _) => each.Available);
                break;
        }

        return [.. shares.taken.Take(MostOffers).Select(share =>
            (candidates[share.Key].Position, new Quantity(share.Value)))];
    }

    /// <summary>One after the other takes up to so much, given what it takes already, while anything is left.</summary>
    private void TakeInTurn(IReadOnlyList<Candidate> from, Func<Candidate, decimal, decimal> upTo)
    {
        var left = wanted - taken.Values.Sum();
        for (var i = 0; i < from.Count && left > 0m; i++)
        {
            var before = taken.GetValueOrDefault(i);
            var more = Math.Min(left, Math.Min(from[i].Available, upTo(from[i], before)) - before);
            if (more <= 0m)
                continue;
            taken[i] = before + more;
            left -= more;
        }
    }

    // Of those who are in profit, if anybody is: they are the first. What whole lots leave over goes by turn.
    private void TakeInProportion()
    {
        var inProfit = candidates.TakeWhile(each => each.Position.Score > Rate.Zero).ToList();
        var from = inProfit.Count > 0 ? inProfit : candidates;
        var all = from.Sum(each => each.Available);
        TakeInTurn(from, (each, _) => Whole(TradeBooking.Proportion(wanted, each.Available, all), lot));
        TakeInTurn(from, (_, before) => before + lot);
    }

    private static decimal Whole(decimal contracts, decimal lot) => contracts - (contracts % lot);

    private readonly record struct Candidate(RankedPosition Position, decimal Available);
}
