using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>A grace path; absent where a version of the risk book holds alone.</summary>
/// <param name="Version">The version that it comes from; where the risk book lists its paths, the one that
/// comes.</param>
/// <param name="Since">Unix milliseconds.</param>
/// <param name="Until">Unix milliseconds.</param>
internal sealed record PathTermsV1(
    [property: JsonName("version")] int Version,
    [property: JsonName("since")] long Since,
    [property: JsonName("until")] long Until)
{
    public static PathTermsV1? Of(PathTerms? path) => path is null
        ? null
        : new(path.From.Value, path.Since.UnixMilliseconds, path.Until.UnixMilliseconds);

    public static PathTermsV1[]? Of(ValueList<KnownPath> paths) => paths.Count == 0
        ? null
        : [.. paths.Select(p => new PathTermsV1(p.Version.Value, p.Since.UnixMilliseconds, p.Until.UnixMilliseconds))];

    public static ValueList<KnownPath> Read(PathTermsV1[]? paths) => (paths ?? [])
        .Select(p => new KnownPath(new RiskBookVersion(p.Version), new Instant(p.Since), new Instant(p.Until)))
        .ToValueList();

    public PathTerms ToDomain() => new(new RiskBookVersion(Version), new Instant(Since), new Instant(Until));
}
