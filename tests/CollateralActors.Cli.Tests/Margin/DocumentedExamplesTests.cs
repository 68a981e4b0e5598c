using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CollateralActors.Cli.Tests.Margin;

/// <summary>Every example of docs/margining.md: a portfolio, and under it what the calculator prints for its first account.</summary>
public sealed partial class DocumentedExamplesTests
{
    private static readonly Match[] Examples =
        [.. Example().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "margining.md"))).Cast<Match>()];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Examples.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task An_example_prints_what_is_written_under_it(int number)
    {
        var run = await CommandRun.Margin(Examples[number].Groups["portfolio"].Value);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var account = run.Accounts()[0];
        var lines = Examples[number].Groups["figures"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(lines);
        Assert.Equal(lines, lines.Select(line => line.Split(" = ")[0]).Select(path => $"{path} = {At(account, path)}"));
    }

    [Fact]
    public void Every_block_of_the_page_belongs_to_an_example() => Assert.Equal(
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "margining.md")).Split("```jsonc").Length - 1, Examples.Length);

    private static string? At(JsonElement account, string path) => path.Split('.').Aggregate(
        account,
        (element, step) => int.TryParse(step, CultureInfo.InvariantCulture, out var index) ? element[index] : element.GetProperty(step)).GetString();

    [GeneratedRegex("```jsonc\n(?<portfolio>.*?)```\n```text\n(?<figures>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
