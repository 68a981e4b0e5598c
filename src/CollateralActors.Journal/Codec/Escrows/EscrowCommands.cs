using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Units;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.Escrows;

/// <summary>What escrows are sent.</summary>
internal static class EscrowCommands
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "msg.escrow.propose.v1",
            Default.EscrowProgrammeV1,
            (EscrowCommand.Propose c) => EscrowProgrammeV1.Of(c.Programme),
            s => new EscrowCommand.Propose(s.ToDomain()))
        .Add(
            "msg.escrow.agree.v1",
            Default.AgreeV1,
            (EscrowCommand.Agree c) => new AgreeV1(c.By.Value, c.Exit),
            s => new EscrowCommand.Agree(new AccountId(s.By), s.Exit))
        .Add(
            "msg.escrow.rule.v1",
            Default.RuleV1,
            (EscrowCommand.Rule c) => new RuleV1(c.Arbiter.Value, c.Exit),
            s => new EscrowCommand.Rule(new AccountId(s.Arbiter), s.Exit))
        .Add(
            "msg.escrow.receive-lock.v1",
            Default.EscrowLockV1,
            (EscrowCommand.ReceiveLock c) => new EscrowLockV1(c.Party.Value, c.Asset.Value, c.Amount.Value),
            s => new EscrowCommand.ReceiveLock(new AccountId(s.Party), new AssetId(s.Asset), new Amount(s.Amount)))
        .Add(
            "msg.escrow.report-default.v1",
            Default.ReportDefaultV1,
            (EscrowCommand.ReportDefault c) => new ReportDefaultV1(c.Party.Value),
            s => new EscrowCommand.ReportDefault(new AccountId(s.Party)))
        .Add(
            "msg.escrow.observe-frame.v1",
            Default.EscrowSightingV1,
            (EscrowCommand.ObserveFrame c) => EscrowSightingV1.Of(c.Sighting),
            s => new EscrowCommand.ObserveFrame(s.ToDomain()));
}

internal sealed record AgreeV1(
    [property: JsonName("by")] string By,
    [property: JsonName("exit")] string Exit);

internal sealed record RuleV1(
    [property: JsonName("arbiter")] string Arbiter,
    [property: JsonName("exit")] string Exit);

internal sealed record ReportDefaultV1(
    [property: JsonName("party")] string Party);
