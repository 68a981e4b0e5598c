using System.Numerics;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>
/// A place where a slack passes 0, known to lie between two points between which it only rises or only falls.
/// </summary>
/// <param name="Slack">A polynomial with the slack's sign.</param>
/// <param name="Low">The lower point.</param>
/// <param name="High">The upper point.</param>
internal readonly record struct Crossing(Polynomial Slack, Fraction Low, Fraction High)
{
    /// <summary>The smallest whole n whose n × <paramref name="step"/> is not below the place.</summary>
    public BigInteger StepsUp(Fraction step)
    {
        if (Exact is { } exact)
            return (exact / step).Ceiling();
        var (low, high) = ((Low / step).Ceiling(), (High / step).Ceiling());
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (IsAtOrBeyond(Fraction.Whole(middle) * step))
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    /// <summary>The largest whole n whose n × <paramref name="step"/> is not above the place.</summary>
    public BigInteger StepsDown(Fraction step)
    {
        if (Exact is { } exact)
            return (exact / step).Floor();
        var up = StepsUp(step);
        var isExact = Slack.At(Fraction.Whole(up) * step).IsZero && Fraction.Whole(up) * step <= High;
        return isExact ? up : up - 1;
    }

    private Fraction? Exact => Slack.Degree == 1
        ? Slack.At(Fraction.Zero) / (Slack.At(Fraction.Zero) - Slack.At(Fraction.One))
        : null;

    private bool IsAtOrBeyond(Fraction x)
    {
        var sign = Slack.At(x).Sign;
        return Slack.At(Low) < Slack.At(High) ? sign >= 0 : sign <= 0;
    }
}
