namespace CollateralActors.Simulation.Files;

/// <summary>Which numbers a member may hold.</summary>
/// <param name="StandIn">A legal number with which reading goes on after a wrong one.</param>
/// <param name="Refusal">Null for a legal number, otherwise the end of a sentence that says what would be
/// right.</param>
internal sealed record NumberRange(decimal StandIn, Func<decimal, string?> Refusal)
{
    /// <summary>Any number.</summary>
    public static NumberRange Any { get; } = new(0m, _ => null);

    /// <summary>More than 0.</summary>
    public static NumberRange Positive { get; } = new(1m, value => value > 0m ? null : "is not more than 0");

    /// <summary>0 or more.</summary>
    public static NumberRange NotNegative { get; } = new(0m, value => value >= 0m ? null : "is below 0");

    /// <summary>More than another number.</summary>
    public static NumberRange Above(decimal limit) =>
        new(limit + 1m, value => value > limit ? null : $"is not above {limit}");

    /// <summary>Another number or more.</summary>
    public static NumberRange AtLeast(decimal limit) =>
        new(limit, value => value >= limit ? null : $"is below {limit}");

    /// <summary>The same, and at most another number.</summary>
    public NumberRange AtMost(decimal most) => this with
    {
        Refusal = value => Refusal(value) ?? (value <= most ? null : $"is more than {most}"),
    };

    /// <summary>A share: 0 to 1.</summary>
    public static NumberRange Share { get; } =
        new(0m, value => value is >= 0m and <= 1m ? null : "is not within 0 … 1; write 1 % as 0.01");

    /// <summary>At least 1.</summary>
    public static NumberRange AtLeastOne { get; } = new(1m, value => value >= 1m ? null : "is below 1");

    /// <summary>Anything but 0.</summary>
    public static NumberRange NotZero { get; } =
        new(1m, value => value != 0m ? null : "is not allowed; it has to be more or less than 0");

    /// <summary>A whole number within two others.</summary>
    public static NumberRange Whole(int from, int to) =>
        new(
            from,
            value => value >= from && value <= to && value == decimal.Truncate(value)
                ? null
                : $"is not a whole number within {from} … {to}");
}
