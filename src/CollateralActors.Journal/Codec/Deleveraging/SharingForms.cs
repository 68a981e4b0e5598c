using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Deleveraging;
using CollateralActors.Margining.Units;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.Deleveraging;

/// <summary>What the deleveraging of an instrument stores of losses that are shared.</summary>
internal static class SharingEvents
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "deleveraging.sharing-begun.v1",
            Default.SharingBegunV1,
            (DeleveragingEvent.SharingBegun e) => new SharingBegunV1(
                e.Liquidation.Value,
                e.Account.Value,
                e.Asset.Value,
                e.Loss.Value,
                e.Mark.Value,
                LossShareV1.Of(e.Shares)),
            s => new DeleveragingEvent.SharingBegun(
                new LiquidationId(s.Liquidation),
                new AccountId(s.Account),
                new AssetId(s.Asset),
                new Amount(s.Loss),
                new Price(s.Mark),
                LossShareV1.Read(s.Shares)))
        .Add(
            "deleveraging.share-given.v1",
            Default.ShareGivenV1,
            (DeleveragingEvent.ShareGiven e) =>
                new ShareGivenV1(e.Liquidation.Value, e.Account.Value, e.Amount.Value),
            s => new DeleveragingEvent.ShareGiven(
                new LiquidationId(s.Liquidation), new AccountId(s.Account), new Amount(s.Amount)))
        .Add(
            "deleveraging.sharing-ended.v1",
            Default.SharingEndedV1,
            (DeleveragingEvent.SharingEnded e) => new SharingEndedV1(
                e.Liquidation.Value, e.Account.Value, e.Asset.Value, e.Loss.Value, e.Given.Value),
            s => new DeleveragingEvent.SharingEnded(
                new LiquidationId(s.Liquidation),
                new AccountId(s.Account),
                new AssetId(s.Asset),
                new Amount(s.Loss),
                new Amount(s.Given)));
}

/// <summary>What the deleveraging of an instrument is sent of losses that are shared.</summary>
internal static class SharingCommands
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "msg.deleveraging.socialise.v1",
            Default.SocialiseV1,
            (DeleveragingCommand.Socialise c) =>
                new SocialiseV1(c.Liquidation.Value, c.Account.Value, c.Asset.Value, c.Loss.Value),
            s => new DeleveragingCommand.Socialise(
                new LiquidationId(s.Liquidation), new AccountId(s.Account), new AssetId(s.Asset), new Amount(s.Loss)))
        .Add(
            "msg.deleveraging.give-share.v1",
            Default.GiveShareV1,
            (DeleveragingCommand.GiveShare c) =>
                new GiveShareV1(c.Liquidation.Value, c.Account.Value, c.Asset.Value, c.Amount.Value),
            s => new DeleveragingCommand.GiveShare(
                new LiquidationId(s.Liquidation),
                new AccountId(s.Account),
                new AssetId(s.Asset),
                new Amount(s.Amount)));
}

internal sealed record SharingBegunV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("account")] string Account,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("loss")] decimal Loss,
    [property: JsonName("mark")] decimal Mark,
    [property: JsonName("shares")] LossShareV1[] Shares);

internal sealed record ShareGivenV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("account")] string Account,
    [property: JsonName("amount")] decimal Amount);

internal sealed record SharingEndedV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("account")] string Account,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("loss")] decimal Loss,
    [property: JsonName("given")] decimal Given);

internal sealed record SocialiseV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("account")] string Account,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("loss")] decimal Loss);

internal sealed record GiveShareV1(
    [property: JsonName("liquidation")] string Liquidation,
    [property: JsonName("account")] string Account,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("amount")] decimal Amount);
