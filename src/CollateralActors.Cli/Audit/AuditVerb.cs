using System.CommandLine;

namespace CollateralActors.Cli.Audit;

/// <summary><c>collateral audit</c>: what can be said of a venue from its journal alone.</summary>
internal static class AuditVerb
{
    public static Command Create() => new("audit", "Checks a venue by its journal alone, without running it.")
    {
        VerifyVerb.Create(),
    };
}
