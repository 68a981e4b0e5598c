using System.CommandLine;

namespace CollateralActors.Cli.Risk;

/// <summary><c>collateral risk</c>: what a risk officer does with risk books.</summary>
internal static class RiskVerb
{
    public static Command Create() => new("risk", "Shows, compares, checks and recalibrates risk books.")
    {
        ShowVerb.Create(),
        DiffVerb.Create(),
        ValidateVerb.Create(),
        RecalibrateVerb.Create(),
    };
}
