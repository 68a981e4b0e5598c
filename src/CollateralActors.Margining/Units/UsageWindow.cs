namespace CollateralActors.Margining.Units;

/// <summary>What was used of a limit that holds by window: it begins with what is used first.</summary>
/// <param name="Since">When the window began; the default is of none.</param>
/// <param name="Used">What was used in it, in the unit of the limit; 0 or more.</param>
public readonly record struct UsageWindow(Instant Since, decimal Used)
{
    /// <summary>The window that something which is used now counts in: this one, or one that begins now.</summary>
    public UsageWindow At(Instant now, TimeSpan length) =>
        this != default && now < Since + length ? this : new UsageWindow(now, 0m);

    /// <summary>What is left of a limit; 0 where more was used.</summary>
    public decimal LeftOf(decimal most) => Math.Max(0m, most - Used);

    /// <summary>So much more is used in the window that began at a time.</summary>
    public UsageWindow With(Instant since, decimal used) =>
        Since == since ? this with { Used = Used + used } : new UsageWindow(since, used);
}
