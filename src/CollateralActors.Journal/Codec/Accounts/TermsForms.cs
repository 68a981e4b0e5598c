using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.Accounts;

/// <summary>What margin accounts are sent and store about what they ask of their own margin.</summary>
internal static class TermsForms
{
    public static readonly FormTable Events = new FormTable()
        .Add(
            "account.leverage-set.v1",
            Default.LeverageSetV1,
            (AccountEvent.LeverageSet e) => new LeverageSetV1(e.Instrument.Value, e.Leverage.Value),
            s => new AccountEvent.LeverageSet(new InstrumentId(s.Instrument), new Rate(s.Leverage)))
        .Add(
            "account.mode-switched.v1",
            Default.ModeSwitchedV1,
            (AccountEvent.ModeSwitched e) => new ModeSwitchedV1(Names<MarginMode>.Of(e.Mode)),
            s => new AccountEvent.ModeSwitched(Names<MarginMode>.Read(s.Mode)));

    public static readonly FormTable Commands = new FormTable()
        .Add(
            "msg.account.set-leverage.v1",
            Default.SetLeverageV1,
            (AccountCommand.SetLeverage c) => new SetLeverageV1(c.Instrument.Value, c.Leverage.Value),
            s => new AccountCommand.SetLeverage(new InstrumentId(s.Instrument), new Rate(s.Leverage)))
        .Add(
            "msg.account.switch-mode.v1",
            Default.SwitchModeV1,
            (AccountCommand.SwitchMode c) => new SwitchModeV1(Names<MarginMode>.Of(c.Mode)),
            s => new AccountCommand.SwitchMode(Names<MarginMode>.Read(s.Mode)));
}

internal sealed record SetLeverageV1(
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("leverage")] decimal Leverage);

internal sealed record LeverageSetV1(
    [property: JsonName("instrument")] string Instrument,
    [property: JsonName("leverage")] decimal Leverage);

internal sealed record SwitchModeV1(
    [property: JsonName("mode")] string Mode);

internal sealed record ModeSwitchedV1(
    [property: JsonName("mode")] string Mode);
