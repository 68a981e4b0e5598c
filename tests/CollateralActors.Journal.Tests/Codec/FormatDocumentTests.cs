namespace CollateralActors.Journal.Tests.Codec;

public sealed class FormatDocumentTests
{
    private const string Start = "<!-- tables: a test compares them with the code -->\n";

    /// <summary>
    /// Run with COLLATERAL_GOLDEN=write to write the tables anew, and read the difference before committing it.
    /// </summary>
    [Fact]
    public void The_document_lists_what_the_code_stores_and_sends()
    {
        var file = Path.Combine(Repository.Root, "docs", "journal-format.md");
        var document = File.ReadAllText(file);
        var tables = document.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        if (Environment.GetEnvironmentVariable("COLLATERAL_GOLDEN") == "write")
            File.WriteAllText(file, document[..tables] + FormatDocument.Text + "\n");

        Assert.Equal(FormatDocument.Text + "\n", File.ReadAllText(file)[tables..]);
    }
}
