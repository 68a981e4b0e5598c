using System.Collections.Immutable;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Escrows;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.Scenarios;

/// <summary>The members of a scenario file that are about escrows.</summary>
internal static class EscrowPlanMembers
{
    private static readonly NumberRange Minutes = NumberRange.Whole(1, 1_000_000);

    /// <summary>Every escrow, its programme checked as the venue will check it.</summary>
    public static ValueList<EscrowPlan> Read(
        JsonObjectReader file, RiskBook risk, PriceSeries? series, ValueList<SymbolModel> symbols)
    {
        var plans = new List<EscrowPlan>();
        foreach (var plan in file.List("escrows"))
        {
            var id = new EscrowId(plan.Text("name"));
            if (!Limits.IsName(id.Value) || plans.Exists(other => other.Escrow == id))
                plan.Wrong(
                    "name",
                    $"'{id}' is not a name of its own of 1 to {Limits.NameLength} letters, digits, '-', '_', '.'");
            var from = (int)plan.Number("fromMinute", Minutes);
            if (plan.Object("programme") is { } members)
                plans.Add(Read(plan, id, from, members, FirstFrame(from, risk, series, symbols)));
            plan.Done();
        }

        return plans.ToValueList();
    }

    private static EscrowPlan Read(
        JsonObjectReader plan, EscrowId id, int from, JsonObjectReader members, MarketView? market)
    {
        var before = plan.Problems.Found.Count;
        var programme = EscrowMembers.Read(members);
        if (market is not null && plan.Problems.Found.Count == before)
            EscrowMembers.Check(members, programme, market);
        ValueList<AccountId> absent = [.. plan.Texts("absent").Select(who => new AccountId(who))];
        if (absent.Where(who => !programme.Parties.Contains(who)).ToList() is [var stranger, ..])
            plan.Wrong("absent", $"'{stranger}' is no party; parties are {string.Join(", ", programme.Parties)}");
        return new EscrowPlan(
            id,
            from,
            programme,
            absent,
            [.. plan.List("choices").Select(choice => ReadChoice(choice, programme, from))]);
    }

    private static EscrowChoice ReadChoice(JsonObjectReader choice, EscrowProgramme programme, int from)
    {
        var read = new EscrowChoice(
            (int)choice.Number("minute", Minutes), new AccountId(choice.Text("by")), choice.Text("exit"));
        if (read.Minute < from)
            choice.Wrong(
                "minute", FormattableString.Invariant($"minute {read.Minute} is before it is proposed, at {from}"));
        if (read.Exit.Length > 0 && programme.Find(read.Exit) is null)
            choice.Wrong(
                "exit",
                $"'{read.Exit}' is no exit; exits are {string.Join(", ", programme.Exits.Select(exit => exit.Name))}");
        choice.Done();
        return read;
    }

    // What the market knows when the escrow is proposed; of its prices only which there are matters.
    private static MarketView? FirstFrame(
        int minute, RiskBook risk, PriceSeries? series, ValueList<SymbolModel> symbols) => series is null ? null : new(
        new FrameNumber(1),
        series.Ticks[0].Time + TimeSpan.FromMinutes(minute),
        risk,
        symbols.Where(model => risk.Find(new AssetId(model.Symbol.Value)) is not null)
            .ToImmutableSortedDictionary(model => new AssetId(model.Symbol.Value), model => model.Start),
        ImmutableSortedDictionary<InstrumentId, Price>.Empty);
}
