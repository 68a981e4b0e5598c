using CollateralActors.Margining.Risk;

namespace CollateralActors.Margining.Scanning;

/// <summary>The figures of <see cref="BaseLoss"/> in decimals, gathered over the positions of one base.</summary>
internal struct ScanLosses
{
    public decimal Down;
    public decimal Up;
    public decimal Long;
    public decimal Short;
    public decimal ShortOptions;

    public readonly decimal Worst => Math.Max(Down, Up);

    /// <summary>The loss with its contingency, at least the minimum for short options.</summary>
    public readonly decimal Required(ScanParameters scan) => Math.Max(
        Worst + (Math.Min(Long, Short) * scan.BasisContingency.Value), Minimum(scan));

    public readonly decimal Minimum(ScanParameters scan) => ShortOptions * scan.ShortOptionMinimum.Value;

    /// <summary>Takes the worst of the cells, that hold gains, on each side.</summary>
    public void Take(ScanParameters scan, ReadOnlySpan<decimal> gains)
    {
        var next = 0;
        for (var i = 0; i < scan.PriceMoves.Count; i++)
        {
            var move = scan.PriceMoves[i].Value;
            for (var j = 0; j < scan.VolatilityMoves.Count; j++)
            {
                var loss = -gains[next++];
                if (move <= 0m && loss > Down)
                    Down = loss;
                if (move >= 0m && loss > Up)
                    Up = loss;
            }
        }
    }
}
