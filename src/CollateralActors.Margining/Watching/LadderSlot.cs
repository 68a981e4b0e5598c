using CollateralActors.Margining.Margin;
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

/// <summary>Where an account of a ladder stands: what a frame asks of many accounts.</summary>
internal struct LadderSlot
{
    /// <summary>Changes whenever the band in the ladder does: ends with another stamp are dead.</summary>
    public uint Stamp;

    /// <summary>Its place in the list of accounts that are hot or outside; negative where it is neither.</summary>
    public int RestlessAt;

    /// <summary>Where it stands.</summary>
    public LadderPlace Place;
}

/// <summary>Who an account of a ladder is, and its band: what only those that a frame crosses are asked.</summary>
internal struct LadderEntry
{
    /// <summary>The account.</summary>
    public AccountId Account;

    /// <summary>How badly off it was when it was last looked at.</summary>
    public LadderRank Rank;

    /// <summary>The names of its band's variables, by which <see cref="Variables"/> were found.</summary>
    public MarketVariable[]? Names;

    /// <summary>The ladder's numbers of the band's variables.</summary>
    public int[] Variables;

    /// <summary>The intervals of its band, in the same order; none where no price can leave it.</summary>
    public PriceInterval[] Intervals;

    /// <summary>The band of a hot account.</summary>
    public Band? Hot;

    /// <summary>
    /// The account that its last band was made of; null where that is not known, or may not be so any more.
    /// </summary>
    public WatchedBook? Book;

    /// <summary>The status that its last band kept.</summary>
    public MarginStatus Status;
}

/// <summary>A severity, and a whole number that orders most of them: a larger number is a larger severity.</summary>
/// <param name="Order">The severity in billionths, cut off; equal numbers need comparing.</param>
/// <param name="Severity">The severity.</param>
internal readonly record struct LadderRank(long Order, decimal Severity)
{
    /// <summary>How many billionths there are in one.</summary>
    public const int Billion = 1_000_000_000;

    private const byte BillionthScale = 9;

    private const decimal Most = long.MaxValue / Billion;

    /// <summary>The rank of an account that has nothing to lose.</summary>
    public static readonly LadderRank Least = Of(-Accounts.Severity.Worst.Value);

    /// <summary>The rank of a severity.</summary>
    public static LadderRank Of(decimal severity) =>
        new(decimal.ToInt64(Math.Clamp(severity, -Most, Most) * Billion), severity);

    /// <summary>The rank of a severity that is a whole number of billionths.</summary>
    public static LadderRank OfBillionths(long order)
    {
        var size = Math.Abs(order);
        return new(order, new decimal(unchecked((int)size), (int)(size >> 32), 0, order < 0, BillionthScale));
    }
}
