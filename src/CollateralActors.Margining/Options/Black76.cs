namespace CollateralActors.Margining.Options;

/// <summary>
/// The undiscounted price of a European option on a forward, by Black (1976): the part above its intrinsic value.
/// </summary>
/// <remarks>
/// With zero interest a call's and a put's <i>time value</i> are the same: the price of the one that is out of the
/// money. The intrinsic value is added where prices are exact, so that call − put = forward − strike holds to the
/// last digit.
/// </remarks>
/// <param name="Lower">The lower one of forward and strike.</param>
/// <param name="Log">ln(lower ÷ higher), 0 or less.</param>
internal readonly record struct Black76(Wide Lower, Wide Log)
{
    /// <summary>n(x) × anything bounded is less than the last digit of 1 from here on.</summary>
    private const double Farthest = 14d;

    /// <summary>
    /// Below what is resolved, but not nothing: an option that has time left is worth something, and less than its
    /// forward.
    /// </summary>
    private static readonly Wide Least = 1e-40;
    private static readonly Wide Most = Wide.One - 1e-30;

    public static Black76 Of(Wide forward, Wide strike)
    {
        var log = Elementary.Log(forward / strike);
        return log.Sign <= 0 ? new Black76(forward, log) : new Black76(strike, -log);
    }

    /// <summary>
    /// Price of the out-of-the-money option; right to about 10⁻³⁰ of the lower one of forward and strike.
    /// </summary>
    /// <param name="deviation">Volatility × √(years to expiry), 0 or more.</param>
    public Wide TimeValue(Wide deviation) => deviation.Sign <= 0 ? Wide.Zero : Lower * Share(deviation);

    // N(d1) − (higher ÷ lower) N(d2). Since lower × n(d1) = higher × n(d2), both parts are n(d1) × a Mills ratio.
    private Wide Share(Wide deviation)
    {
        var d1 = (Log / deviation) + deviation.Scaled(-1);
        var beyond = deviation - d1;
        if (d1.High > Farthest)
            return Most;
        if (d1.High < -Farthest)
            return Least;
        var share = d1.Sign <= 0
            ? NormalTail.Density(d1) * (NormalTail.Mills(-d1) - NormalTail.Mills(beyond))
            : Wide.One - (NormalTail.Density(d1) * (NormalTail.Mills(d1) + NormalTail.Mills(beyond)));
        return share < Least ? Least : share > Most ? Most : share;
    }
}
