using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.RiskBooks;

/// <summary>Reads <c>instruments</c> of a portfolio or a risk book.</summary>
/// <param name="valuation">
/// The valuation currency, which inverse contracts are quoted in unless they say otherwise.
/// </param>
/// <param name="assets">The assets that the file lists.</param>
/// <param name="file">What the file is for.</param>
/// <param name="asOf">
/// When a venue's book takes effect: what expires does so later. Null where that is not known.
/// </param>
/// <param name="quotes">Gets what the file prices each option with.</param>
internal sealed class InstrumentMembers(
    AssetId valuation,
    IReadOnlyList<AssetParameters> assets,
    RiskFileKind file,
    Instant? asOf,
    IDictionary<InstrumentId, OptionQuote> quotes)
{
    private static readonly string[] KindNames =
        ["linear-perpetual", "inverse-perpetual", "linear-future", "inverse-future", "option", "spot"];

    private static readonly InstrumentKind[] Kinds =
    [
        InstrumentKind.LinearPerpetual, InstrumentKind.InversePerpetual,
        InstrumentKind.LinearFuture, InstrumentKind.InverseFuture, InstrumentKind.Option,
        InstrumentKind.Spot,
    ];

    /// <summary>A wrong step reads as none, so that every quantity fits it.</summary>
    private static readonly NumberRange Steps = NumberRange.Positive with { StandIn = 0m };

    private readonly HashSet<string> listed = assets.Select(asset => asset.Id.Value).ToHashSet();

    /// <summary>
    /// All instruments by name; null for one whose kind could not be read, so that what names it is not wrong as well.
    /// </summary>
    public IReadOnlyDictionary<string, InstrumentParameters?> Read(JsonObjectReader owner) =>
        owner.Objects("instruments").ToDictionary(
            instrument => instrument.Name, instrument => Read(new InstrumentId(instrument.Name), instrument.Object));

    private InstrumentParameters? Read(InstrumentId id, JsonObjectReader instrument)
    {
        if (ReadKind(instrument) is not { } kind)
            return null;
        if (kind == InstrumentKind.Spot)
            return ReadSpot(id, instrument);
        var isInverse = kind is InstrumentKind.InversePerpetual or InstrumentKind.InverseFuture;
        var @base = instrument.Text("base");
        var settle = instrument.Text("settle");
        if (!isInverse && instrument.Has("quote"))
            instrument.Wrong("quote", "only inverse contracts have a quote; others are quoted in their settle asset");
        var quote = isInverse ? instrument.Text("quote", valuation.Value) : settle;
        var sizes = file == RiskFileKind.Venue ? VenueNumbers.Size : NumberRange.Positive;
        var contractSize = instrument.Number("contractSize", sizes);
        var (lot, tick) = (Step(instrument, "lot"), Step(instrument, "tick"));
        var option = kind == InstrumentKind.Option ? ReadOption(id, instrument) : null;
        var margin = option is null ? Margin(instrument) : MarginSchedule.None;
        var liquidationFee = instrument.Number("liquidationFee", NumberRange.Share, 0m);
        var (makerFee, takerFee) = (VenueFee(instrument, "makerFee"), VenueFee(instrument, "takerFee"));
        var funding = file == RiskFileKind.Venue ? FundingMembers.Read(instrument) : null;
        var positionLimit = file == RiskFileKind.Venue && instrument.Has("positionLimit")
            ? instrument.Number("positionLimit", VenueNumbers.Size)
            : (decimal?)null;
        var minimum = file == RiskFileKind.Venue && instrument.Has("minimumPosition")
            ? new Quantity(instrument.Number("minimumPosition", VenueNumbers.Size))
            : (Quantity?)null;
        var speed = file == RiskFileKind.Venue ? LiquidationMembers.ReadSpeed(instrument) : null;
        var openInterest = file == RiskFileKind.Venue ? OpenInterestMembers.Read(instrument) : null;
        var isDated = kind is not (InstrumentKind.LinearPerpetual or InstrumentKind.InversePerpetual);
        var expiry = file == RiskFileKind.Venue && isDated
            ? ExpiryMembers.Read(instrument, kind == InstrumentKind.Option, asOf)
            : null;
        CheckListed(instrument, "settle", settle);
        if (file == RiskFileKind.Venue)
        {
            CheckListed(instrument, "base", @base);
            CheckListed(instrument, "quote", quote);
        }

        instrument.Done();
        return new InstrumentParameters(
            id,
            kind,
            new AssetId(@base),
            new AssetId(quote),
            new AssetId(settle),
            contractSize,
            new Quantity(lot),
            new Price(tick),
            margin, new Rate(liquidationFee), new Rate(makerFee), new Rate(takerFee))
        {
            Option = option,
            Expiry = expiry,
            Funding = funding,
            PositionLimit = positionLimit,
            OpenInterest = openInterest,
            MinimumPosition = minimum,
            LiquidationSpeed = speed,
        };
    }

    private InstrumentParameters? ReadSpot(InstrumentId id, JsonObjectReader instrument)
    {
        if (file == RiskFileKind.Portfolio)
        {
            instrument.Wrong("kind", "a portfolio has no spot: its balances say what is held; write a balance instead");
            return null;
        }

        var spot = SpotMembers.Read(id, instrument, assets);
        CheckListed(instrument, "base", spot.Base.Value);
        CheckListed(instrument, "quote", spot.Quote.Value);
        instrument.Done();
        return spot;
    }

    private static InstrumentKind? ReadKind(JsonObjectReader instrument)
    {
        if (!instrument.Needs("kind"))
            return null;
        return Kinds[instrument.OneOf("kind", KindNames)];
    }

    private OptionTerms ReadOption(InstrumentId id, JsonObjectReader instrument)
    {
        if (file == RiskFileKind.Venue)
            return OptionMembers.ReadVenue(instrument);
        var (terms, quote) = OptionMembers.Read(instrument);
        quotes[id] = quote;
        return terms;
    }

    private MarginSchedule Margin(JsonObjectReader instrument) => instrument.Object("margin") is { } members
        ? MarginMembers.Read(members, file)
        : MarginSchedule.None;

    private decimal Step(JsonObjectReader instrument, string member) => file == RiskFileKind.Venue
        ? instrument.Number(member, VenueNumbers.Step)
        : instrument.Number(member, Steps, 0m);

    private decimal VenueFee(JsonObjectReader instrument, string member) =>
        file == RiskFileKind.Venue ? instrument.Number(member, NumberRange.Share, 0m) : 0m;

    private void CheckListed(JsonObjectReader instrument, string member, string asset)
    {
        if (asset.Length > 0 && !listed.Contains(asset) && instrument.Has(member))
            instrument.Wrong(member, $"the asset '{asset}' is not listed; add it to assets");
    }
}
