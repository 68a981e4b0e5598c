using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Units;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.Accounts;

/// <summary>What margin accounts are sent and store about policies.</summary>
internal static class PolicyForms
{
    public static readonly FormTable Events = new FormTable()
        .Add(
            "account.policies-set.v1",
            Default.PoliciesV1,
            (AccountEvent.PoliciesSet e) => new PoliciesV1(PolicyV1.Of(e.Policies)),
            s => new AccountEvent.PoliciesSet(PolicyV1.Read(s.Policies)))
        .Add(
            "account.policy-exchanged.v1",
            Default.PolicyExchangedV1,
            (AccountEvent.PolicyExchanged e) => new PolicyExchangedV1(
                e.Policy, IndexExchangeV1.Of(e.Exchange), StatusFiguresV1.Of(e.Figures), MarketBasisV1.Of(e.Basis)),
            s => new AccountEvent.PolicyExchanged(
                s.Policy, s.Exchange.ToDomain(), s.Figures.ToDomain(), s.Basis.ToDomain()))
        .Add(
            "account.policy-repaid.v1",
            Default.PolicyRepaidV1,
            (AccountEvent.PolicyRepaid e) => new PolicyRepaidV1(
                e.Policy,
                e.Asset.Value,
                e.Amount.Value,
                e.Units.Value,
                StatusFiguresV1.Of(e.Figures),
                MarketBasisV1.Of(e.Basis)),
            s => new AccountEvent.PolicyRepaid(
                s.Policy,
                new AssetId(s.Asset),
                new Amount(s.Amount),
                new Amount(s.Units),
                s.Figures.ToDomain(),
                s.Basis.ToDomain()))
        .Add(
            "account.policy-skipped.v1",
            Default.PolicySkippedV1,
            (AccountEvent.PolicySkipped e) => new PolicySkippedV1(
                PolicyIdleV1.Of(e.Policy, e.Idle), StatusFiguresV1.Of(e.Figures), MarketBasisV1.Of(e.Basis)),
            s => new AccountEvent.PolicySkipped(
                s.Idle.Policy, s.Idle.ToDomain(), s.Figures.ToDomain(), s.Basis.ToDomain()))
        .Add(
            "account.top-up-asked.v1",
            Default.TopUpAskedV1,
            (AccountEvent.TopUpAsked e) => new TopUpAskedV1(
                e.Policy,
                e.From.Value,
                e.Asset.Value,
                e.Amount.Value,
                StatusFiguresV1.Of(e.Figures),
                MarketBasisV1.Of(e.Basis)),
            s => new AccountEvent.TopUpAsked(
                s.Policy,
                new AccountId(s.From),
                new AssetId(s.Asset),
                new Amount(s.Amount),
                s.Figures.ToDomain(),
                s.Basis.ToDomain()))
        .Add(
            "account.top-up-given.v1",
            Default.TopUpGivenV1,
            (AccountEvent.TopUpGiven e) =>
                new TopUpGivenV1(e.To.Value, e.Asset.Value, e.Asked.Value, e.Given.Value),
            s => new AccountEvent.TopUpGiven(
                new AccountId(s.To), new AssetId(s.Asset), new Amount(s.Asked), new Amount(s.Given)))
        .Add(
            "account.top-up-answered.v1",
            Default.TopUpAnsweredV1,
            (AccountEvent.TopUpAnswered e) => new TopUpAnsweredV1(
                e.From.Value, e.Asset.Value, e.Asked.Value, e.Given.Value, e.NotAgainBefore?.UnixMilliseconds),
            s => new AccountEvent.TopUpAnswered(
                new AccountId(s.From),
                new AssetId(s.Asset),
                new Amount(s.Asked),
                new Amount(s.Given),
                TimeV1.Read(s.NotAgainBefore)));

    public static readonly FormTable Commands = new FormTable()
        .Add(
            "msg.account.set-policies.v1",
            Default.PoliciesV1,
            (AccountCommand.SetPolicies c) => new PoliciesV1(PolicyV1.Of(c.Policies)),
            s => new AccountCommand.SetPolicies(PolicyV1.Read(s.Policies)))
        .Add(
            "msg.account.give-top-up.v1",
            Default.GiveTopUpV1,
            (AccountCommand.GiveTopUp c) => new GiveTopUpV1(c.To.Value, c.Asset.Value, c.Asked.Value),
            s => new AccountCommand.GiveTopUp(new AccountId(s.To), new AssetId(s.Asset), new Amount(s.Asked)))
        .Add(
            "msg.account.book-top-up.v1",
            Default.BookTopUpV1,
            (AccountCommand.BookTopUp c) =>
                new BookTopUpV1(c.From.Value, c.Asset.Value, c.Asked.Value, c.Given.Value),
            s => new AccountCommand.BookTopUp(
                new AccountId(s.From), new AssetId(s.Asset), new Amount(s.Asked), new Amount(s.Given)));
}

internal sealed record PoliciesV1([property: JsonName("policies")] PolicyV1[] Policies);

internal sealed record PolicyExchangedV1(
    [property: JsonName("policy")] int Policy,
    [property: JsonName("exchange")] IndexExchangeV1 Exchange,
    [property: JsonName("figures")] StatusFiguresV1 Figures,
    [property: JsonName("basis")] MarketBasisV1 Basis);

internal sealed record PolicyRepaidV1(
    [property: JsonName("policy")] int Policy,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("amount")] decimal Amount,
    [property: JsonName("units")] decimal Units,
    [property: JsonName("figures")] StatusFiguresV1 Figures,
    [property: JsonName("basis")] MarketBasisV1 Basis);

internal sealed record PolicySkippedV1(
    [property: JsonName("idle")] PolicyIdleV1 Idle,
    [property: JsonName("figures")] StatusFiguresV1 Figures,
    [property: JsonName("basis")] MarketBasisV1 Basis);

internal sealed record TopUpAskedV1(
    [property: JsonName("policy")] int Policy,
    [property: JsonName("from")] string From,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("amount")] decimal Amount,
    [property: JsonName("figures")] StatusFiguresV1 Figures,
    [property: JsonName("basis")] MarketBasisV1 Basis);

internal sealed record TopUpGivenV1(
    [property: JsonName("to")] string To,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("asked")] decimal Asked,
    [property: JsonName("given")] decimal Given);

internal sealed record TopUpAnsweredV1(
    [property: JsonName("from")] string From,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("asked")] decimal Asked,
    [property: JsonName("given")] decimal Given,
    [property: JsonName("notAgainBefore")] long? NotAgainBefore = null);

internal sealed record GiveTopUpV1(
    [property: JsonName("to")] string To,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("asked")] decimal Asked);

internal sealed record BookTopUpV1(
    [property: JsonName("from")] string From,
    [property: JsonName("asset")] string Asset,
    [property: JsonName("asked")] decimal Asked,
    [property: JsonName("given")] decimal Given);
