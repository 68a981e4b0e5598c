using System.Diagnostics;
using System.Globalization;

namespace CollateralActors.Load.Tests.Driving;

/// <summary>A process that runs a scenario and is killed for it. What it was seen to answer is kept here, not there.</summary>
internal sealed class Victim(int accounts, string journal)
{
    private readonly List<(string Command, string Outcome)> answered = [];

    /// <summary>Answers that arrived here, of all lives, in order.</summary>
    public IReadOnlyList<(string Command, string Outcome)> Answered => answered;

    /// <summary>The state hash, once a life has come to the end of the run.</summary>
    public string? StateHash { get; private set; }

    /// <summary>Starts it, and kills it with SIGKILL as soon as <paramref name="isTheMoment"/> says so of a line that it printed.</summary>
    /// <returns>Whether it was killed; false where it came to the end first.</returns>
    public bool Live(Func<string, bool> isTheMoment)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "CollateralActors.CrashVictim.dll"),
                Runs.ScenarioFile,
                accounts.ToString(CultureInfo.InvariantCulture),
                journal,
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            Take(line);
            if (isTheMoment(line))
            {
                process.Kill();
                Drain(process);
                return true;
            }
        }

        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"the victim ended by itself with {process.ExitCode}: {errors.Result}");
        return false;
    }

    // What it had said before it died counts as answered too: a client would have read it.
    private void Drain(Process process)
    {
        while (process.StandardOutput.ReadLine() is { } line)
            Take(line);
        process.WaitForExit();
    }

    private void Take(string line)
    {
        var words = line.Split(' ');
        if (words is ["answered", var command, var outcome])
            answered.Add((command, outcome));
        else if (words is ["finished", var hash])
            StateHash = hash;
    }
}
