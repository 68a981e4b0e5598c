using System.Diagnostics;
using System.Text.Json;
using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Units;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.Liquidations;

/// <summary>A liquidation episode as snapshots and state hashes see it.</summary>
internal static class LiquidationStateForm
{
    private const string Unopened = "unopened";
    private const string Cancelling = "cancelling";
    private const string Waiting = "waiting";
    private const string Planning = "planning";
    private const string AtVenue = "at-venue";
    private const string Settling = "settling";
    private const string Closed = "closed";

    public static readonly FormTable Table = new FormTable()
        .Add("liquidation.state.v1", Default.LiquidationStateV1, (LiquidationState state) => ToStored(state), ToDomain);

    private static LiquidationStateV1 ToStored(LiquidationState state) =>
        Stage(state) with { HandedTo = state.HandedTo };

    private static LiquidationState ToDomain(LiquidationStateV1 s) => Stage(s) with { HandedTo = s.HandedTo };

    private static LiquidationStateV1 Stage(LiquidationState state) => state switch
    {
        LiquidationState.Unopened => new(Unopened),
        LiquidationState.Cancelling s =>
            new(Cancelling, s.Account.Value, Severity: s.Severity.Value, EarliestFrame: s.EarliestFrame.Value),
        LiquidationState.Waiting s =>
            new(
                Waiting,
                s.Account.Value,
                s.StepsDone,
                s.Severity.Value,
                s.EarliestFrame.Value,
                NotBefore: s.NotBefore?.UnixMilliseconds,
                Asked: FlagV1.Of(s.IsAsked)),
        LiquidationState.Planning { Until: { } until } s =>
            new(Planning, s.Account.Value, s.Step, s.Severity.Value, Until: until.UnixMilliseconds),
        LiquidationState.Planning s => new(Planning, s.Account.Value, s.Step),
        LiquidationState.AtVenue s => new(AtVenue, s.Account.Value, s.Step),
        LiquidationState.Settling s => new(Settling, s.Account.Value),
        LiquidationState.Closed s => new(Closed, Outcome: Names<LiquidationOutcome>.Of(s.Outcome)),
        _ => throw new UnreachableException($"unhandled state {state.GetType().Name}"),
    };

    private static LiquidationState Stage(LiquidationStateV1 s) => s switch
    {
        { Stage: Unopened } => new LiquidationState.Unopened(),
        { Stage: Cancelling, Account: { } account, Severity: { } severity, EarliestFrame: { } frame } =>
            new LiquidationState.Cancelling(new AccountId(account), new Rate(severity), new FrameNumber(frame)),
        { Stage: Waiting, Account: { } account, Step: { } step, Severity: { } severity, EarliestFrame: { } frame } =>
            new LiquidationState.Waiting(new AccountId(account), step, new Rate(severity), new FrameNumber(frame))
            {
                NotBefore = TimeV1.Read(s.NotBefore),
                IsAsked = s.Asked ?? false,
            },
        { Stage: Planning, Account: { } account, Step: { } step } =>
            new LiquidationState.Planning(new AccountId(account), step)
            {
                Until = TimeV1.Read(s.Until),
                Severity = new Rate(s.Severity ?? 0m),
            },
        { Stage: AtVenue, Account: { } account, Step: { } step } =>
            new LiquidationState.AtVenue(new AccountId(account), step),
        { Stage: Settling, Account: { } account } => new LiquidationState.Settling(new AccountId(account)),
        { Stage: Closed, Outcome: { } outcome } => new LiquidationState.Closed(Names<LiquidationOutcome>.Read(outcome)),
        _ => throw new JsonException($"stage '{s.Stage}' is unknown or lacks a member"),
    };
}

/// <summary>Each stage has the members that it needs.</summary>
internal sealed record LiquidationStateV1(
    [property: JsonName("stage")] string Stage,
    [property: JsonName("account")] string? Account = null,
    [property: JsonName("step")] int? Step = null,
    [property: JsonName("severity")] decimal? Severity = null,
    [property: JsonName("earliestFrame")] long? EarliestFrame = null,
    [property: JsonName("outcome")] string? Outcome = null,
    [property: JsonName("notBefore")] long? NotBefore = null,
    [property: JsonName("until")] long? Until = null,
    [property: JsonName("handedTo")] string? HandedTo = null,
    [property: JsonName("asked")] bool? Asked = null);
