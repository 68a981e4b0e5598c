using System.Globalization;
using System.Text.Json;
using CollateralActors.Journal.Codec;
using CollateralActors.Journal.Reading;
using CollateralActors.Margining.Deciding;
using Microsoft.Data.Sqlite;

namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>A scenario that ships, run once: it ended well, its money is conserved, and its journal verifies to the same hash.</summary>
internal sealed class SampleRun : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("collateral-sample-");
    private readonly List<JsonDocument> _documents = [];

    private SampleRun()
    {
    }

    /// <summary>The journal that the run has written.</summary>
    public string Journal => Path.Combine(_folder.FullName, "run.db");

    /// <summary>What <c>simulate --json</c> printed.</summary>
    public JsonElement Report { get; private set; }

    /// <param name="sample">The file's name in <c>samples/scenarios</c>, without its ending.</param>
    public static async Task<SampleRun> Of(string sample)
    {
        var run = new SampleRun();
        try
        {
            var scenario = Path.Combine(Repository.Root, "samples", "scenarios", $"{sample}.jsonc");
            run.Report = await run.Execute("simulate", scenario, "--journal", run.Journal, "--json");
            Assert.True(Holds(run.Report), "the run lost or made money");

            var verification = await run.Execute("audit", "verify", run.Journal, "--json");
            Assert.True(Holds(verification), "the audit found money lost or made");
            Assert.Equal(HashOf(run.Report), HashOf(verification));
            return run;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    /// <summary>A figure of the report, such as <c>funding.paid.USDT</c>.</summary>
    public decimal Figure(string group, string member, string? asset = null)
    {
        var figure = Report.GetProperty(group).GetProperty(member);
        return decimal.Parse((asset is null ? figure : figure.GetProperty(asset)).GetString()!, CultureInfo.InvariantCulture);
    }

    /// <summary>The journal, in its order.</summary>
    public List<JournalRow> Rows()
    {
        using var reader = JournalReader.Open(Journal);
        return [.. reader.ReadAll()];
    }

    /// <summary>The events of a kind in the journal, in its order.</summary>
    public List<T> Events<T>()
        where T : IEvent =>
        [.. Rows().Select(row => EventCodec.Default.Decode(row.Manifest, row.Payload).Event).OfType<T>()];

    public void Dispose()
    {
        _documents.ForEach(document => document.Dispose());
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private async Task<JsonElement> Execute(params string[] arguments)
    {
        var run = await CommandRun.Of(arguments);
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        _documents.Add(JsonDocument.Parse(run.Output));
        return _documents[^1].RootElement;
    }

    private static bool Holds(JsonElement report) => report.GetProperty("conservation").GetProperty("holds").GetBoolean();

    private static string? HashOf(JsonElement report) => report.GetProperty("stateHash").GetString();
}
