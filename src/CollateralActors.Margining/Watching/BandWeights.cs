namespace CollateralActors.Margining.Watching;

/// <summary>
/// How much each market variable moves compared with the others: it decides how an account's slack is shared out.
/// </summary>
/// <remarks>Wrong weights cost looks, never a status: every band is proven whatever its shares.</remarks>
public sealed class BandWeights
{
    /// <summary>All variables move alike.</summary>
    public static readonly BandWeights Equal = new(new Dictionary<MarketVariable, decimal>());

    /// <summary>
    /// A cumulative index of funding or interest moves by hundredths of a per cent a few times a day, or less: it gets
    /// little of the slack, so that bands around marks stay wide.
    /// </summary>
    private const double OfIndex = 0.001;

    /// <summary>Time passes evenly, and less in a frame than prices move.</summary>
    private const double OfTime = 0.1;

    private readonly Dictionary<MarketVariable, double> volatilities;

    /// <summary>Makes weights.</summary>
    /// <param name="volatilities">
    /// Volatility of a variable, any unit, more than 0; 1 for a price that is not named, a thousandth for an index of
    /// funding or interest, a tenth for time.
    /// </param>
    /// <exception cref="ArgumentException">A volatility is not positive.</exception>
    public BandWeights(IReadOnlyDictionary<MarketVariable, decimal> volatilities)
    {
        foreach (var (variable, volatility) in volatilities)
        {
            if (volatility <= 0m)
                throw new ArgumentException(
                    $"the volatility of {variable} must be more than 0, not {volatility}", nameof(volatilities));
        }

        this.volatilities = volatilities.ToDictionary(pair => pair.Key, pair => (double)pair.Value);
    }

    internal double Of(MarketVariable variable)
    {
        var otherwise = variable.Kind switch
        {
            MarketVariableKind.FundingIndex or MarketVariableKind.InterestIndex or MarketVariableKind.SupplyIndex =>
                OfIndex,
            MarketVariableKind.TimeLeft => OfTime,
            _ => 1d,
        };
        return volatilities.Count == 0 ? otherwise : volatilities.GetValueOrDefault(variable, otherwise);
    }
}
