using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.RiskBooks;

/// <summary>Reads how an asset counts as collateral.</summary>
internal static class CollateralMembers
{
    /// <summary>The members that only a venue's risk book has.</summary>
    public static readonly string[] VenueOnly =
    [
        "initialCollateral", "borrowingCollateral", "withdrawalCollateral", "deposits", "phaseOut",
        "accountCap", "peg", "wrongWayHaircut", "concentrationStart", "venueCap",
    ];

    private static readonly NumberRange Tolerances =
        new(0m, value => value is >= 0m and < 1m ? null : "is not within 0 … 1 and below 1; write 1 % as 0.01");

    private static readonly NumberRange Factors =
        new(1m, value => value is > 0m and <= 100m ? null : "is not above 0 and at most 100");

    /// <summary>A list of slices; none where the member is missing: the asset counts nothing.</summary>
    public static CollateralSchedule ReadSlices(JsonObjectReader asset, string name)
    {
        var slices = asset.List(name).Select(ReadSlice).ToList();
        CheckOrder(slices);
        return new CollateralSchedule([.. slices.Select(slice => slice.Slice)]);
    }

    /// <summary>The rules beside the slices for maintenance.</summary>
    public static CollateralRules ReadRules(JsonObjectReader asset, CollateralSchedule maintenance)
    {
        var initial = Stricter("initialCollateral", maintenance, "for maintenance");
        return new CollateralRules
        {
            Initial = initial,
            Borrowing = Stricter("borrowingCollateral", initial ?? maintenance, "for initial margin"),
            Withdrawal = Stricter("withdrawalCollateral", initial ?? maintenance, "for initial margin"),
            DepositsClosed = asset.OneOf("deposits", "open", "closed") == 1,
            PhaseOut = ReadPhaseOut(asset),
            AccountCap = Limit("accountCap"),
            Peg = ReadPeg(asset),
            WrongWayHaircut = new Rate(asset.Number("wrongWayHaircut", NumberRange.Share, 0m)),
            ConcentrationStart = Limit("concentrationStart"),
            VenueCap = Limit("venueCap"),
        };

        Amount? Limit(string name) =>
            asset.Has(name) ? new Amount(asset.Number(name, VenueNumbers.Size)) : null;

        CollateralSchedule? Stricter(string name, CollateralSchedule than, string forWhat)
        {
            if (!asset.Has(name))
                return null;
            var schedule = ReadSlices(asset, name);
            if (!schedule.IsAsCautiousAs(than))
                asset.Wrong(name, $"no amount may count more here than {forWhat}; cut every amount at least as much");
            return schedule;
        }
    }

    private static Peg? ReadPeg(JsonObjectReader asset)
    {
        if (!asset.Has("peg") || asset.Object("peg") is not { } peg)
            return null;
        var read = new Peg(
            new Price(peg.Number("target", VenueNumbers.Size, 1m)),
            new Rate(peg.Number("tolerance", Tolerances)),
            new Rate(peg.Number("factor", Factors)))
        {
            IsForMaintenance = peg.OneOf("for", "initial", "maintenance") == 1,
        };
        peg.Done();
        return read;
    }

    private static ValueList<PhaseOutStep> ReadPhaseOut(JsonObjectReader asset)
    {
        var steps = asset.List("phaseOut").Select(step => (Source: step, Step: ReadStep(step))).ToList();
        if (steps.Count > 0 && asset.OneOf("deposits", "open", "closed") == 0)
            asset.Wrong("phaseOut", "what is phased out takes no deposits; write \"deposits\": \"closed\"");
        foreach (var (before, (source, step)) in steps.Zip(steps.Skip(1)))
        {
            if (step.At <= before.Step.At)
                source.Wrong("at", "the times of steps have to rise from one to the next");
            if (step.Factor.Value >= before.Step.Factor.Value)
                source.Wrong("factor", "the factors have to fall from one step to the next");
        }

        if (steps.Count > 0 && steps[0].Step.Factor == Rate.One)
            steps[0].Source.Wrong("factor", "a step counts the asset down; write less than 1");
        if (steps.Count > 0 && steps[^1].Step.Factor != Rate.Zero)
            steps[^1].Source.Wrong("factor", "the last factor has to be 0: what is phased out ends at nothing");
        return [.. steps.Select(step => step.Step)];
    }

    private static PhaseOutStep ReadStep(JsonObjectReader step)
    {
        var read = new PhaseOutStep(step.Time("at"), new Rate(step.Number("factor", NumberRange.Share)));
        step.Done();
        return read;
    }

    private static (JsonObjectReader Source, HaircutSlice Slice) ReadSlice(JsonObjectReader slice)
    {
        var end = slice.NumberOrNull("upTo", NumberRange.Positive) ?? CollateralSchedule.Endless.Value;
        var haircut = slice.Number("haircut", NumberRange.Share);
        slice.Done();
        return (slice, new HaircutSlice(new Amount(end), new Rate(haircut)));
    }

    private static void CheckOrder(List<(JsonObjectReader Source, HaircutSlice Slice)> slices)
    {
        foreach (var (before, (source, slice)) in slices.Zip(slices.Skip(1)))
        {
            if (slice.UpTo <= before.Slice.UpTo)
                source.Wrong("upTo", "the ends of slices have to rise from one to the next; only the last may be null");
            if (slice.Haircut < before.Slice.Haircut)
                source.Wrong("haircut", "haircuts may not fall from one slice to the next");
        }
    }
}
