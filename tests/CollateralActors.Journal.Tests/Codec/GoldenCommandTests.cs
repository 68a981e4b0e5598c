using System.Text;
using CollateralActors.Journal.Chaining;
using CollateralActors.Journal.Codec;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Journal.Tests.Codec;

/// <summary>
/// What is refused to a client is stored with the command: tests/golden/refused holds the exact bytes of a refusal of
/// every command of clients. Files are added, never changed: run with COLLATERAL_GOLDEN=write to add those that are
/// missing.
/// </summary>
public sealed class GoldenCommandTests
{
    private const string Entity = "account-golden";

    private static readonly ICommand[] Commands =
        [.. Families.Commands.Select(type => Asked((ICommand)Sampler.Of(type))).Where(ClientCommands.Allow)];

    public static TheoryData<string> Manifests => [.. Commands.Select(ManifestOf)];

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Every_refused_command_is_written_as_it_always_was_and_still_read(string manifest)
    {
        var command = Commands.Single(each => ManifestOf(each) == manifest);
        var refused = Sampler.Recorded(typeof(EntityEvent.CommandRefused));
        var recorded = refused with { Event = (EntityEvent.CommandRefused)refused.Event with { Command = command } };
        var stored = Linker.Link(Entity, 1, ChainHash.Origin, recorded).Event;
        var file = FileOf(manifest);
        if (!File.Exists(file) && Environment.GetEnvironmentVariable("COLLATERAL_GOLDEN") == "write")
            File.WriteAllBytes(file, stored.Payload);

        Assert.True(File.Exists(file), $"{file} is missing; add it with COLLATERAL_GOLDEN=write");
        Assert.Equal(File.ReadAllText(file), Encoding.UTF8.GetString(stored.Payload));
        var read = Linker.Read(Entity, 1, ChainHash.Origin, stored.Manifest, File.ReadAllBytes(file));
        Assert.Null(read.Finding);
        Assert.Equal(Structure.Of(recorded), Structure.Of(read.Recorded));
    }

    [Fact]
    public void No_golden_refusal_has_lost_its_command() => Assert.Equal(
        Commands.Select(command => FileOf(ManifestOf(command))).Order(StringComparer.Ordinal),
        Directory.GetFiles(Path.GetDirectoryName(FileOf("x"))!).Order(StringComparer.Ordinal));

    private static string FileOf(string manifest) =>
        Path.Combine(Path.GetDirectoryName(Repository.GoldenFile("x"))!, "refused", manifest + ".json");

    private static string ManifestOf(ICommand command) => CommandForms.Registry.Of(command).Manifest;

    private static ICommand Asked(ICommand command) =>
        command is AccountCommand.ApplyTrade trade ? trade with { Role = TradeRole.Initiating } : command;
}
