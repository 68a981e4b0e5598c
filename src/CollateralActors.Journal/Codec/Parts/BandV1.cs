using System.Text.Json;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>A band on its way to a watchlist; bands are never stored.</summary>
internal sealed record BandV1(
    [property: JsonName("kind")] string Kind,
    [property: JsonName("frame")] long Frame,
    [property: JsonName("risk")] int Risk,
    [property: JsonName("bounds")] BandBoundV1[] Bounds,
    [property: JsonName("phase")] int? Phase = null,
    [property: JsonName("weakenedAt")] long? WeakenedAt = null,
    [property: JsonName("from")] int? From = null,
    [property: JsonName("fromPhase")] int? FromPhase = null)
{
    private const string Intervals = "intervals";
    private const string Hot = "hot";
    private const string Everything = "everything";

    private RiskEdition Edition => new(new RiskBookVersion(Risk), Phase ?? 0, new FrameNumber(WeakenedAt ?? 0))
    {
        From = new RiskBookVersion(From ?? 0),
        FromPhase = FromPhase ?? 0,
    };

    public static BandV1 Of(Band band)
    {
        var bounds = new BandBoundV1[band.Variables.Length];
        for (var i = 0; i < bounds.Length; i++)
            bounds[i] = BandBoundV1.Of(band.Variables[i], band.Intervals[i]);
        var kind = band.IsEverything ? Everything : band.IsHot ? Hot : Intervals;
        return new BandV1(
            kind,
            band.MadeAt.Value,
            band.Risk.Version.Value,
            bounds,
            band.Risk.Phase > 0 ? band.Risk.Phase : null,
            band.Risk.WeakenedAt > FrameNumber.None ? band.Risk.WeakenedAt.Value : null,
            band.Risk.From == default ? null : band.Risk.From.Value,
            band.Risk.FromPhase > 0 ? band.Risk.FromPhase : null);
    }

    public Band ToDomain() => Kind switch
    {
        Everything => Band.Everything,
        Hot => Band.HotAt(new FrameNumber(Frame), Edition),
        Intervals => Band.Of(
            new FrameNumber(Frame),
            Edition,
            [.. Bounds.Select(bound => bound.ToVariable())],
            [.. Bounds.Select(bound => bound.ToInterval())]),
        _ => throw new JsonException($"'{Kind}' is none of {Intervals}, {Hot}, {Everything}"),
    };
}

/// <param name="Kind">What the variable is a price of.</param>
/// <param name="Name">The asset's or instrument's name.</param>
/// <param name="Low">Absent where there is no lower end.</param>
/// <param name="High">Absent where there is no upper end; 0 where no price is allowed.</param>
internal sealed record BandBoundV1(
    [property: JsonName("kind")] string Kind,
    [property: JsonName("name")] string Name,
    [property: JsonName("low")] decimal? Low = null,
    [property: JsonName("high")] decimal? High = null)
{
    public static BandBoundV1 Of(MarketVariable variable, PriceInterval interval) => new(
        Names<MarketVariableKind>.Of(variable.Kind),
        variable.Name,
        interval.HasLow ? interval.Low.Value : null,
        interval.HasHigh || interval.IsAbsent ? interval.High.Value : null);

    public MarketVariable ToVariable() => new(Names<MarketVariableKind>.Read(Kind), Name);

    public PriceInterval ToInterval() =>
        new(new Price(Low ?? 0m), High is { } high ? new Price(high) : PriceInterval.Unbounded)
        {
            IsOfFunding = ToVariable().IsFunding,
        };
}
