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
                shares.TakeInTurn(each =>
                    Math.Min(each.Available, Whole(each.Position.Standing.Unhedged.Contracts, lot.Contracts)));
                shares.TakeInTurn(each => each.Available);
                break;
            case DeleveragingOrder.Ranked:
            default:
                shares.TakeInTurn(each => each.Available);
                break;
        }

        return [.. shares.taken.Take(MostOffers).Select(share =>
            (candidates[share.Key].Position, new Quantity(share.Value)))];
    }

    private void TakeInTurn(Func<Candidate, decimal> most)
    {
        var left = wanted - taken.Values.Sum();
        for (var i = 0; i < candidates.Count && left > 0m; i++)
        {
            var before = taken.GetValueOrDefault(i);
            var more = Math.Min(left, most(candidates[i]) - before);
            if (more <= 0m)
                continue;
            taken[i] = before + more;
            left -= more;
        }
    }

    // Of those who are in profit, if anybody is. What whole lots leave over goes by turn.
    private void TakeInProportion()
    {
        var inProfit = candidates.Count(each => each.Position.Score > Rate.Zero);
        var asked = inProfit > 0 ? candidates.GetRange(0, inProfit) : candidates;
        var all = asked.Sum(each => each.Available);
        if (all > wanted)
        {
            for (var i = 0; i < asked.Count; i++)
            {
                var share = Whole(TradeBooking.Proportion(wanted, asked[i].Available, all), lot);
                if (share > 0m)
                    taken[i] = share;
            }

            for (var i = 0; i < asked.Count && taken.Values.Sum() < wanted; i++)
            {
                if (taken.GetValueOrDefault(i) < asked[i].Available)
                    taken[i] = taken.GetValueOrDefault(i) + lot;
            }

            return;
        }

        for (var i = 0; i < asked.Count; i++)
            taken[i] = asked[i].Available;
    }

    private static decimal Whole(decimal contracts, decimal lot) => contracts - (contracts % lot);

    private readonly record struct Candidate(RankedPosition Position, decimal Available);
}
