using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;

namespace CollateralActors.Simulation.RiskBooks;

/// <summary>Reads <c>loan</c> of an asset.</summary>
internal static class LoanMembers
{
    /// <summary>Null where the asset is no collateral of loans.</summary>
    public static LoanTerms? Read(JsonObjectReader asset, RiskFileKind kind)
    {
        if (!asset.Has("loan") || asset.Object("loan") is not { } loan)
            return null;
        var terms = new LoanTerms(
            Share("loanToValue"), Share("liquidationThreshold"), Share("liquidationBonus"), Share("closeFactor"));
        loan.Done();
        foreach (var problem in kind == RiskFileKind.Venue ? LoanProblems.Of(terms) : [])
            loan.Wrong(problem);
        return terms;

        Rate Share(string name) => new(loan.Number(name, NumberRange.Share, 0m));
    }
}
