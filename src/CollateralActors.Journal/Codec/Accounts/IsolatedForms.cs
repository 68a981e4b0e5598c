using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.Accounts;

/// <summary>What margin accounts are sent, and store, about isolated positions and their margin.</summary>
internal static class IsolatedForms
{
    public static readonly FormTable Commands = new FormTable()
        .Add(
            "msg.account.set-margin-type.v1",
            Default.SetMarginTypeV1,
            (AccountCommand.SetMarginType c) => new SetMarginTypeV1(c.Instrument.Value, Names<MarginType>.Of(c.Type)),
            s => new AccountCommand.SetMarginType(new InstrumentId(s.Instrument), Names<MarginType>.Read(s.Type)))
        .Add(
            "msg.account.add-margin.v1",
            Default.AddMarginV1,
            (AccountCommand.AddMargin c) => new AddMarginV1(c.Instrument.Value, c.Amount.Value),
            s => new AccountCommand.AddMargin(new InstrumentId(s.Instrument), new Amount(s.Amount)))
        .Add(
            "msg.account.remove-margin.v1",
            Default.RemoveMarginV1,
            (AccountCommand.RemoveMargin c) => new RemoveMarginV1(c.Instrument.Value, c.Amount.Value),
            s => new AccountCommand.RemoveMargin(new InstrumentId(s.Instrument), new Amount(s.Amount)));

    public static readonly FormTable Events = new FormTable()
        .Add(
            "account.margin-type-set.v1",
            Default.MarginTypeSetV1,
            (AccountEvent.MarginTypeSet e) => new MarginTypeSetV1(e.Instrument.Value, Names<MarginType>.Of(e.Type)),
            s => new AccountEvent.MarginTypeSet(new InstrumentId(s.Instrument), Names<MarginType>.Read(s.Type)))
        .Add(
            "account.margin-added.v1",
            Default.MarginAddedV1,
            (AccountEvent.MarginAdded e) => new MarginAddedV1(e.Instrument.Value, e.Asset.Value, e.Amount.Value),
            s => new AccountEvent.MarginAdded(
                new InstrumentId(s.Instrument), new AssetId(s.Asset), new Amount(s.Amount)))
        .Add(
            "account.margin-removed.v1",
            Default.MarginRemovedV1,
            (AccountEvent.MarginRemoved e) => new MarginRemovedV1(e.Instrument.Value, e.Asset.Value, e.Amount.Value),
            s => new AccountEvent.MarginRemoved(
                new InstrumentId(s.Instrument), new AssetId(s.Asset), new Amount(s.Amount)));
}

internal sealed record SetMarginTypeV1(
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("type")] string Type);

internal sealed record AddMarginV1(
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("amount")] decimal Amount);

internal sealed record RemoveMarginV1(
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("amount")] decimal Amount);

internal sealed record MarginTypeSetV1(
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("type")] string Type);

internal sealed record MarginAddedV1(
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("amount")] decimal Amount);

internal sealed record MarginRemovedV1(
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("amount")] decimal Amount);

/// <summary>An instrument that the account trades isolated.</summary>
internal sealed record IsolatedInstrumentV1(
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("margin")] decimal Margin,
    [property: JsonName("status")] string Status,
    [property: JsonName("isUncovered")] bool IsUncovered,
    [property: JsonName("episode")] EpisodeV1? Episode = null,
    [property: JsonName("isWarned")] bool? IsWarned = null,
    [property: JsonName("demand")] MarginDemandV1? Demand = null,
    [property: JsonName("graceUntil")] long? GraceUntil = null)
{
    public static IsolatedInstrumentV1[]? Of(AccountState state) => state.Isolated.IsEmpty ? null :
    [
        .. state.Isolated.Select(each => new IsolatedInstrumentV1(
            each.Key.Value,
            each.Value.Margin.Value,
            Names<MarginStatus>.Of(each.Value.Standing.Status),
            each.Value.Standing.IsUncovered,
            EpisodeV1.Of(each.Value.Standing.Episode),
            FlagV1.Of(each.Value.Standing.IsWarned),
            MarginDemandV1.Of(each.Value.Standing.Demand),
            each.Value.Standing.GraceUntil?.UnixMilliseconds)),
    ];

    public IsolatedInstrument ToDomain() => new(
        new Amount(Margin),
        new Standing(
            Names<MarginStatus>.Read(Status), Episode?.ToDomain() ?? new Episode.None(), IsUncovered)
        {
            IsWarned = IsWarned ?? false,
            Demand = Demand?.ToDomain(),
            GraceUntil = TimeV1.Read(GraceUntil),
        });
}
