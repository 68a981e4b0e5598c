using System.Text.Json;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Policies;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>One policy of an account: exactly one of its members is there.</summary>
internal sealed record PolicyV1(
    [property: JsonName("targetRatio")] PolicyTargetV1? TargetRatio = null,
    [property: JsonName("autoRepay")] bool? AutoRepay = null,
    [property: JsonName("convertInto")] string? ConvertInto = null,
    [property: JsonName("topUp")] PolicyTopUpV1? TopUp = null,
    [property: JsonName("stopLoss")] PolicyStopV1? StopLoss = null,
    [property: JsonName("conversionOrder")] string[]? ConversionOrder = null)
{
    public static PolicyV1 Of(AccountPolicy policy) => policy switch
    {
        AccountPolicy.TargetRatio p => new(TargetRatio: new(p.Below.Value, p.Target.Value)),
        AccountPolicy.AutoRepay => new(AutoRepay: true),
        AccountPolicy.Convert p => new(ConvertInto: p.Into.Value),
        AccountPolicy.TopUp p => new(TopUp: new(p.From.Value, p.Asset.Value, p.Most.Value)),
        AccountPolicy.StopLoss p => new(StopLoss: new(p.Asset.Value, p.At.Value, p.Share.Value, p.Into.Value)),
        AccountPolicy.ConversionOrder p => new(ConversionOrder: [.. p.Assets.Select(asset => asset.Value)]),
        _ => throw new System.Diagnostics.UnreachableException($"unhandled policy {policy.GetType().Name}"),
    };

    public static PolicyV1[] Of(ValueList<AccountPolicy> policies) => [.. policies.Select(Of)];

    public static ValueList<AccountPolicy> Read(PolicyV1[]? stored) =>
        [.. (stored ?? []).Select(policy => policy.ToDomain())];

    public AccountPolicy ToDomain() => this switch
    {
        { TargetRatio: { } p } => new AccountPolicy.TargetRatio(new Rate(p.Below), new Rate(p.Target)),
        { AutoRepay: true } => new AccountPolicy.AutoRepay(),
        { ConvertInto: { } into } => new AccountPolicy.Convert(new AssetId(into)),
        { TopUp: { } p } => new AccountPolicy.TopUp(new AccountId(p.From), new AssetId(p.Asset), new Amount(p.Most)),
        { StopLoss: { } p } =>
            new AccountPolicy.StopLoss(new AssetId(p.Asset), new Price(p.At), new Rate(p.Share), new AssetId(p.Into)),
        { ConversionOrder: { } assets } => new AccountPolicy.ConversionOrder([.. assets.Select(a => new AssetId(a))]),
        _ => throw new JsonException(
            "one of 'targetRatio', 'autoRepay', 'convertInto', 'topUp', 'stopLoss' and 'conversionOrder' belongs here"),
    };
}

internal sealed record PolicyTargetV1(
    [property: JsonName("below")] decimal Below,
    [property: JsonName("target")] decimal Target);

internal sealed record PolicyTopUpV1(
    [property: JsonName("from")] string From,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("most")] decimal Most);

internal sealed record PolicyStopV1(
    [property: JsonName("asset")] string Asset,
    [property: JsonName("at")] decimal At,
    [property: JsonName("share")] decimal Share,
    [property: JsonName("into")] string Into);

/// <summary>Why a policy does nothing, and until when; without a time, no frame changes it.</summary>
internal sealed record PolicyIdleV1(
    [property: JsonName("policy")] int Policy,
    [property: JsonName("why")] string Why,
    [property: JsonName("until")] long? Until = null)
{
    public static PolicyIdleV1 Of(int policy, PolicyIdle idle) =>
        new(policy, Names<PolicyIdleness>.Of(idle.Why), idle.Until?.UnixMilliseconds);

    public PolicyIdle ToDomain() => new(Names<PolicyIdleness>.Read(Why), TimeV1.Read(Until));
}

/// <summary>What one asset was exchanged for.</summary>
internal sealed record IndexExchangeV1(
    [property: JsonName("given")] MoneyV1 Given,
    [property: JsonName("fee")] decimal Fee,
    [property: JsonName("got")] MoneyV1 Got)
{
    public static IndexExchangeV1 Of(IndexExchange e) => new(MoneyV1.Of(e.Given), e.Fee.Value, MoneyV1.Of(e.Got));

    public IndexExchange ToDomain() => new(Given.ToDomain(), new Amount(Fee), Got.ToDomain());
}
