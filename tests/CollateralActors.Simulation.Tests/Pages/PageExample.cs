using System.Globalization;

namespace CollateralActors.Simulation.Tests.Pages;

/// <summary>A line of an example, and where it stands.</summary>
/// <param name="Number">From 1, in its page.</param>
/// <param name="Text">Without the remark at its end.</param>
internal readonly record struct ExampleLine(int Number, string Text);

/// <summary>
/// A block of a page under docs that says what a venue is asked and what comes of it: docs/examples.md.
/// </summary>
/// <param name="Page">The page's name without its ending.</param>
/// <param name="Heading">The section that it stands in.</param>
/// <param name="Lines">Its lines; none is empty.</param>
internal sealed record PageExample(string Page, string Heading, IReadOnlyList<ExampleLine> Lines)
{
    private const string Begin = "```example";
    private const string End = "```";

    /// <summary>All examples of a page, in order.</summary>
    public static IReadOnlyList<PageExample> Of(string page) => Read(page, File.ReadAllLines(PathOf(page)));

    /// <summary>Where the page is, as the build copied it.</summary>
    public static string PathOf(string page) => Path.Combine(AppContext.BaseDirectory, "docs", $"{page}.md");

    public static IReadOnlyList<PageExample> Read(string page, IReadOnlyList<string> text)
    {
        var (found, heading, inside) = (new List<PageExample>(), "", (List<ExampleLine>?)null);
        for (var i = 0; i < text.Count; i++)
        {
            if (inside is not null && text[i] == End)
            {
                found.Add(new PageExample(page, heading, inside));
                inside = null;
            }
            else if (inside is not null && WithoutRemark(text[i]) is { Length: > 0 } line)
            {
                inside.Add(new ExampleLine(i + 1, line));
            }
            else if (text[i] == Begin)
            {
                inside = [];
            }
            else if (text[i].StartsWith('#'))
            {
                heading = text[i].TrimStart('#').Trim();
            }
        }

        Assert.True(inside is null, $"docs/{page}.md: the last example has no end");
        return found;
    }

    /// <summary>Plays it on a venue of its own; a line that is not true fails with its place.</summary>
    public void Play()
    {
        var story = new Story(this);
        for (var i = 0; i < Lines.Count; i++)
        {
            try
            {
                story.Tell(Lines[i].Text);
            }
            catch (Exception problem) when (problem is not OutOfMemoryException)
            {
                var place = string.Create(CultureInfo.InvariantCulture, $"docs/{Page}.md:{Lines[i].Number}");
                Assert.Fail($"{place}: {Lines[i].Text}\n{problem.Message}");
            }
        }
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Page}.md:{(Lines.Count > 0 ? Lines[0].Number : 0)} {Heading}");

    private static string WithoutRemark(string line) =>
        (line.IndexOf('#', StringComparison.Ordinal) is var at and >= 0 ? line[..at] : line).Trim();
}
