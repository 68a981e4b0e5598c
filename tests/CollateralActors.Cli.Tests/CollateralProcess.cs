using System.Diagnostics;
using System.Globalization;

namespace CollateralActors.Cli.Tests;

/// <summary>The program as a process of its own, for what only a process has: signals, and an environment.</summary>
internal sealed class CollateralProcess : IDisposable
{
    // The program promises fifteen seconds; a machine under load is slow to start and to stop a process.
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(120);

    private readonly Process process;
    private readonly Task<string> output;

    public CollateralProcess(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "collateral.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        process = Process.Start(start)!;
        output = process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>What it writes for people, line by line; <see cref="EndAsync"/> gives the rest.</summary>
    public StreamReader Error => process.StandardError;

    /// <summary>Sends a signal, as a terminal or a supervisor does.</summary>
    /// <param name="signal">Its name without SIG.</param>
    public void Send(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits for what the process brings about; fails when it ends before that, or takes too long.</summary>
    public async Task<T> BeforeItEndsAsync<T>(Task<T> happened)
    {
        if (await Task.WhenAny(happened, process.WaitForExitAsync()).WaitAsync(EndsWithin) != happened && !happened.IsCompleted)
            throw new InvalidOperationException($"the process ended with exit code {process.ExitCode} before that");
        return await happened;
    }

    /// <inheritdoc cref="BeforeItEndsAsync{T}(Task{T})"/>
    public async Task BeforeItEndsAsync(Func<bool> happened)
    {
        using var limit = new CancellationTokenSource(EndsWithin);
        while (!happened())
        {
            if (process.HasExited)
                throw new InvalidOperationException($"the process ended with exit code {process.ExitCode} before that");
            await Task.Delay(TimeSpan.FromMilliseconds(1), limit.Token);
        }
    }

    /// <summary>Waits for its end.</summary>
    public async Task<CommandRun> EndAsync()
    {
        using var limit = new CancellationTokenSource(EndsWithin);
        var error = await process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return new CommandRun(process.ExitCode, await output, error);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}
