using System.Collections.Immutable;
using CollateralActors.Margining.Interest;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>What it costs to owe an asset; absent where nothing is set.</summary>
internal sealed record DebtRulesV1(
    [property: JsonName("borrowRate")] decimal? BorrowRate = null,
    [property: JsonName("conversionLimit")] decimal? ConversionLimit = null,
    [property: JsonName("conversionFee")] decimal? ConversionFee = null)
{
    public static DebtRulesV1? Of(DebtRules r) => r == DebtRules.None
        ? null
        : new(
            r.BorrowRate == Rate.Zero ? null : r.BorrowRate.Value,
            r.ConversionLimit?.Value,
            r.ConversionFee == Rate.Zero ? null : r.ConversionFee.Value);

    public DebtRules ToDomain() => new()
    {
        BorrowRate = new Rate(BorrowRate ?? 0m),
        ConversionLimit = ConversionLimit is { } limit ? new Amount(limit) : null,
        ConversionFee = new Rate(ConversionFee ?? 0m),
    };
}

/// <summary>What the market knows of an asset's interest rules.</summary>
internal sealed record InterestTermsV1(
    [property: JsonName("asset")] string Asset,
    [property: JsonName("hourlyRate")] decimal HourlyRate,
    [property: JsonName("lending")] RatePointV1[]? Lending = null)
{
    public static InterestTermsV1[]? Of(ValueList<InterestTerms> list) => list.Count == 0
        ? null
        : [.. list.Select(terms => new InterestTermsV1(
            terms.Asset.Value, terms.HourlyRate.Value, RatePointV1.Of(terms.Lending)))];

    public static ValueList<InterestTerms> Read(InterestTermsV1[]? list) =>
    [
        .. (list ?? []).Select(part => new InterestTerms(new AssetId(part.Asset), new Rate(part.HourlyRate))
        {
            Lending = RatePointV1.Read(part.Lending),
        }),
    ];
}

/// <summary>How far an asset's interest has come.</summary>
internal sealed record InterestStateV1(
    [property: JsonName("asset")] string Asset,
    [property: JsonName("index")] decimal Index,
    [property: JsonName("to")] long To,
    [property: JsonName("before")] decimal? Before = null)
{
    public static InterestStateV1[]? Of(IReadOnlyCollection<InterestUpdate> list) => list.Count == 0
        ? null
        : [.. list.Select(i => new InterestStateV1(
            i.Asset.Value, i.State.Index.Value, i.State.To.UnixMilliseconds, i.State.Before?.Value))];

    public static ValueList<InterestUpdate> Read(InterestStateV1[]? list) =>
    [
        .. (list ?? []).Select(part => new InterestUpdate(
            new AssetId(part.Asset),
            new InterestState(new Rate(part.Index), new Instant(part.To))
            {
                Before = part.Before is { } before ? new Rate(before) : null,
            })),
    ];
}

/// <summary>An interest index that a decision used, or that a debt was settled at.</summary>
internal sealed record UsedInterestIndexV1(
    [property: JsonName("of")] string Of,
    [property: JsonName("index")] decimal Index)
{
    public static UsedInterestIndexV1[]? From(ValueList<UsedInterestIndex> list) => list.Count == 0
        ? null
        : [.. list.Select(used => new UsedInterestIndexV1(used.Of.Value, used.Index.Value))];

    public static UsedInterestIndexV1[]? From(ImmutableSortedDictionary<AssetId, Rate> settled) => settled.IsEmpty
        ? null
        : [.. settled.Select(of => new UsedInterestIndexV1(of.Key.Value, of.Value.Value))];

    public UsedInterestIndex ToDomain() => new(new AssetId(Of), new Rate(Index));
}
