namespace CollateralActors.Cli;

/// <summary>How a verb ended.</summary>
internal static class ExitCode
{
    /// <summary>Done, and what was checked holds.</summary>
    public const int Done = 0;

    /// <summary>
    /// Done, and what was checked does not hold; or ended early by a signal, so that nothing can be said.
    /// </summary>
    public const int DoesNotHold = 1;

    /// <summary>Wrong input or usage; nothing was done.</summary>
    public const int WrongInput = 2;
}
