using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>Where an account stands in a ladder.</summary>
internal enum LadderPlace
{
    /// <summary>No account.</summary>
    Free,

    /// <summary>Its band is in the ladder.</summary>
    Inside,

    /// <summary>Its band holds at one frame only: it leaves it at the next.</summary>
    Hot,

    /// <summary>It has no band that holds.</summary>
    Outside,
}

/// <summary>One account of a ladder.</summary>
internal struct LadderSlot
{
    /// <summary>The account.</summary>
    public AccountId Account;

    /// <summary>How badly off it was when it was last looked at.</summary>
    public decimal Severity;

    /// <summary>Its last band; null where it never had one.</summary>
    public Band? Band;

    /// <summary>The ladder's numbers of the band's variables.</summary>
    public int[] Variables;

    /// <summary>Changes whenever the band in the ladder does: ends with another stamp are dead.</summary>
    public uint Stamp;

    /// <summary>Where it stands.</summary>
    public LadderPlace Place;

    /// <summary>Its place in the list of accounts that are hot or outside.</summary>
    public int RestlessAt;
}
