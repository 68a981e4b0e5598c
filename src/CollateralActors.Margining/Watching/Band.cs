using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>Prices between which an account's status is proven not to change, so that nobody need look at it.</summary>
/// <remarks>
/// Immutable. A band decides only when an account is looked at, never what is found: too narrow costs a look, too wide
/// is a bug. It is not stored, and holds for one edition of the risk book and one state of the account.
/// </remarks>
public sealed class Band
{
    /// <summary>The band of an account that no price can hurt: no position and nothing owed.</summary>
    public static readonly Band Everything = new(default, default, [], [], BandKind.Everything);

    private static readonly Price LastMoment = new(1m);

    private readonly MarketVariable[] variables;
    private readonly PriceInterval[] intervals;
    private readonly BandKind kind;

    private Band(
        FrameNumber madeAt,
        RiskEdition risk,
        MarketVariable[] variables,
        PriceInterval[] intervals,
        BandKind kind) =>
        (MadeAt, Risk, this.variables, this.intervals, this.kind) = (madeAt, risk, variables, intervals, kind);

    private enum BandKind
    {
        Intervals,
        Hot,
        Everything,
    }

    /// <summary>The frame that the account was looked at; 0 for <see cref="Everything"/>.</summary>
    public FrameNumber MadeAt { get; }

    /// <summary>The parameters that the proof rests on; 0 for <see cref="Everything"/>.</summary>
    public RiskEdition Risk { get; }

    /// <summary>The variables that the status depends on, each once.</summary>
    public ReadOnlySpan<MarketVariable> Variables => variables;

    /// <summary>The interval of each of <see cref="Variables"/>, in the same order.</summary>
    public ReadOnlySpan<PriceInterval> Intervals => intervals;

    /// <summary>
    /// Whether nothing is proven beyond the frame that it was made at: the account is woken at every frame.
    /// </summary>
    public bool IsHot => kind == BandKind.Hot;

    /// <summary>Whether no price can leave it.</summary>
    public bool IsEverything => kind == BandKind.Everything;

    /// <summary>
    /// The account that it was made of, so that whoever has the band can renew it; null where that is not known, as on
    /// another node.
    /// </summary>
    internal WatchedBook? Book { get; private init; }

    /// <summary>The status that it keeps; says nothing where <see cref="Book"/> is null.</summary>
    internal MarginStatus Status { get; private init; }

    internal MarketVariable[] SharedVariables => variables;

    /// <summary>The band without slack: it holds at the frame of <paramref name="market"/> and at no other.</summary>
    public static Band HotAt(MarketView market) => HotAt(market.Frame, market.Risk.Edition);

    /// <summary>The band without slack that was made at a frame, by parameters of the risk book.</summary>
    public static Band HotAt(FrameNumber madeAt, RiskEdition risk) => new(madeAt, risk, [], [], BandKind.Hot);

    /// <summary>A band of intervals.</summary>
    /// <param name="market">The market that the account was looked at.</param>
    /// <param name="variables">The variables, each once.</param>
    /// <param name="intervals">An interval for each of them, in the same order.</param>
    /// <exception cref="ArgumentException">The numbers of variables and intervals differ.</exception>
    public static Band Of(
        MarketView market, IReadOnlyList<MarketVariable> variables, IReadOnlyList<PriceInterval> intervals) =>
        Of(market.Frame, market.Risk.Edition, variables, intervals);

    /// <summary>The band that ends with the first frame at or after a time, and by nothing else.</summary>
    /// <param name="market">The market that the account was looked at.</param>
    /// <param name="end">After the frame's time.</param>
    public static Band Until(MarketView market, Instant end) =>
        Of(market, [MarketVariable.TimeLeft(end)], [new PriceInterval(LastMoment, PriceInterval.Unbounded)]);

    /// <summary>A band of intervals, as another node made it.</summary>
    /// <param name="madeAt">The frame that the account was looked at.</param>
    /// <param name="risk">The parameters that the proof rests on.</param>
    /// <param name="variables">The variables, each once.</param>
    /// <param name="intervals">An interval for each of them, in the same order.</param>
    /// <exception cref="ArgumentException">The numbers of variables and intervals differ.</exception>
    public static Band Of(
        FrameNumber madeAt,
        RiskEdition risk,
        IReadOnlyList<MarketVariable> variables,
        IReadOnlyList<PriceInterval> intervals) =>
        variables.Count == intervals.Count
            ? new(madeAt, risk, [.. variables], [.. intervals], BandKind.Intervals)
            : throw new ArgumentException("a band needs one interval for each variable", nameof(intervals));

    /// <summary>Whether the account's status is proven to be unchanged at <paramref name="market"/>.</summary>
    public bool Contains(MarketView market) => kind switch
    {
        BandKind.Everything => true,
        BandKind.Hot => market.Frame == MadeAt && market.Risk.Edition == Risk,
        _ => market.Risk.Edition == Risk && ContainsPrices(market),
    };

    /// <summary>
    /// The band in which neither this nor the other is left: both parts of an account are as they were. Both were made
    /// at one frame.
    /// </summary>
    /// <remarks>
    /// Where both can be left, it says nothing of what it was made of: nobody may renew it for one part alone.
    /// </remarks>
    public Band And(Band other) =>
        other.IsEverything ? this
        : IsEverything ? other
        : IsHot || other.IsHot ? HotAt(MadeAt, Risk)
        : Both(other);

    internal static Band Owned(MarketView market, WatchedBook book, MarginStatus status, PriceInterval[] intervals) =>
        new(market.Frame, market.Risk.Edition, book.SharedVariables, intervals, BandKind.Intervals)
        {
            Book = book,
            Status = status,
        };

    internal static Band HotAt(MarketView market, WatchedBook book, MarginStatus status) =>
        new(market.Frame, market.Risk.Edition, [], [], BandKind.Hot) { Book = book, Status = status };

    private Band Both(Band other)
    {
        var bounds = new SortedDictionary<MarketVariable, PriceInterval>();
        for (var i = 0; i < variables.Length; i++)
            bounds.Add(variables[i], intervals[i]);
        for (var i = 0; i < other.variables.Length; i++)
        {
            bounds[other.variables[i]] = bounds.TryGetValue(other.variables[i], out var mine)
                ? mine.And(other.intervals[i])
                : other.intervals[i];
        }

        return new Band(MadeAt, Risk, [.. bounds.Keys], [.. bounds.Values], BandKind.Intervals);
    }

    private bool ContainsPrices(MarketView market)
    {
        for (var i = 0; i < variables.Length; i++)
        {
            if (!intervals[i].Contains(variables[i].In(market)))
                return false;
        }

        return true;
    }
}
