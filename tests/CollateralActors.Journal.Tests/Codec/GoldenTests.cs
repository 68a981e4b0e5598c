using System.Text;
using CollateralActors.Journal.Chaining;
using CollateralActors.Journal.Codec;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Journal.Tests.Codec;

/// <summary>
/// tests/golden holds the exact bytes of an event of every manifest that was ever written. Files are added, never
/// changed:
/// run with COLLATERAL_GOLDEN=write to add those that are missing.
/// </summary>
public sealed class GoldenTests
{
    private const string Entity = "account-golden";

    public static TheoryData<string> Events => [.. Families.Events.Select(type => type.FullName!)];

    public static TheoryData<string> Manifests => [.. EventCodec.Default.Forms.Select(form => form.Manifest)];

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_is_written_as_it_always_was(string name)
    {
        var stored = Linker.Link(Entity, 1, ChainHash.Origin, Sampler.Recorded(typeof(IEvent).Assembly.GetType(name)!)).Event;
        var file = Repository.GoldenFile(stored.Manifest);
        if (!File.Exists(file) && Environment.GetEnvironmentVariable("COLLATERAL_GOLDEN") == "write")
            File.WriteAllBytes(file, stored.Payload);

        Assert.True(File.Exists(file), $"{file} is missing; add it with COLLATERAL_GOLDEN=write");
        Assert.Equal(File.ReadAllText(file), Encoding.UTF8.GetString(stored.Payload));
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Every_manifest_ever_written_is_still_read(string manifest)
    {
        var payload = File.ReadAllBytes(Repository.GoldenFile(manifest));

        var read = Linker.Read(Entity, 1, ChainHash.Origin, manifest, payload);

        Assert.Null(read.Finding);
        Assert.NotNull(read.Recorded);
        if (EventCodec.Default.Forms.Single(form => form.Manifest == manifest).IsCurrent)
        {
            Assert.Equal(payload, Linker.Link(Entity, 1, ChainHash.Origin, read.Recorded).Event.Payload);
            Assert.Equal(Structure.Of(Sampler.Recorded(read.Recorded.Event.GetType())), Structure.Of(read.Recorded));
        }
    }

    [Fact]
    public void No_golden_file_has_lost_its_manifest() =>
        Assert.All(
            Directory.GetFiles(Path.GetDirectoryName(Repository.GoldenFile("x"))!, "*.json"),
            file => Assert.True(EventCodec.Default.Knows(Path.GetFileNameWithoutExtension(file)), file));
}
