using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.RiskBooks;

/// <summary>Reads <c>profitWeights</c> of a risk book.</summary>
internal static class ProfitMembers
{
    private const decimal DefaultInitial = 1m;

    // What is not realised can be gone again when it has left the venue.
    private const decimal DefaultWithdrawal = 0m;

    public static ProfitWeights Read(JsonObjectReader file)
    {
        var weights = file.Has("profitWeights") ? file.Object("profitWeights") : null;
        var initial = weights?.Number("initial", NumberRange.Share, DefaultInitial) ?? DefaultInitial;
        var withdrawal = weights?.Number("withdrawal", NumberRange.Share, DefaultWithdrawal) ?? DefaultWithdrawal;
        if (withdrawal > initial)
            weights!.Wrong(
                "withdrawal", $"no more can count for withdrawals than for initial margin, {Decimals.Plain(initial)}");
        weights?.Done();
        return new ProfitWeights(new Rate(initial), new Rate(withdrawal));
    }
}
