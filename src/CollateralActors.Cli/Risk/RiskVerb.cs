using System.CommandLine;

namespace CollateralActors.Cli.Risk;

/// <summary><c>collateral risk</c>: what a risk officer does with risk books.</summary>
internal static class RiskVerb
{
    public static Command Create() => new("risk", "Shows, compares, checks, recalibrates, tries and adopts risk books.")
    {
        ShowVerb.Create(),
        DiffVerb.Create(),
        ValidateVerb.Create(),
        DryRunVerb.Create(),
        ApplyVerb.Create(),
        RecalibrateVerb.Create(),
    };
}
