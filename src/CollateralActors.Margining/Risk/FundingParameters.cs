using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>How the two sides of a perpetual pay each other, so that its mark does not leave its index.</summary>
/// <param name="Interval">A payment falls due at each multiple of it since 1970; whole minutes, 1 minute to
/// <see cref="LongestInterval"/>.</param>
/// <param name="InterestRate">What a long owes for an interval where mark and index agree; −1 to 1.</param>
/// <param name="Damper">The premium is moved towards the interest rate by at most this; 0 to 1.</param>
/// <param name="Cap">The rate of an interval is within ± this; 0 to 1.</param>
/// <remarks>
/// All rates are for one interval. Rate = clamp(premium + clamp(interest − premium, ±damper), ±cap). Sources of the
/// formula and of the defaults: docs/margining.md.
/// </remarks>
public sealed record FundingParameters(TimeSpan Interval, Rate InterestRate, Rate Damper, Rate Cap)
{
    /// <summary>Decimals that a premium, and so a rate, is kept in.</summary>
    public const int RateScale = 12;

    /// <summary>The longest interval.</summary>
    public static readonly TimeSpan LongestInterval = TimeSpan.FromDays(7);

    /// <summary>Eight hours, an interest of 0.01 %, a damper of 0.05 %, a cap of 0.75 %.</summary>
    public static readonly FundingParameters Default =
        new(TimeSpan.FromHours(8), new Rate(0.0001m), new Rate(0.0005m), new Rate(0.0075m));

    /// <summary>The rate of an interval.</summary>
    /// <param name="premium">The mean of (mark − index) ÷ index over the time that both were live.</param>
    public Rate RateOf(Rate premium)
    {
        var damped = premium.Value + Math.Clamp(InterestRate.Value - premium.Value, -Damper.Value, Damper.Value);
        return new Rate(Decimals.Normal(Math.Clamp(damped, -Cap.Value, Cap.Value)));
    }

    /// <summary>The parameters in one form.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"every {Interval:c}: interest {InterestRate}, damper {Damper}, cap {Cap}");
}
