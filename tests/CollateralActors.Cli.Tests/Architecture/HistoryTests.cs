using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace CollateralActors.Cli.Tests.Architecture;

/// <summary>Events are for ever: nothing in the product deletes or changes one, read from what was compiled.</summary>
public sealed partial class HistoryTests
{
    public static TheoryData<string> Assemblies =>
        [.. Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(folder => Path.GetFileName(folder)!)];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void No_event_is_deleted_by_a_call(string assembly)
    {
        using var file = Open(assembly);
        var reader = file.GetMetadataReader();
        string[] forbidden = ["DeleteMessages", "DeleteMessagesTo", "DeleteMessagesToAsync"];
        var used = reader.MemberReferences.Select(handle => reader.GetString(reader.GetMemberReference(handle).Name))
            .Concat(reader.TypeReferences.Select(handle => reader.GetString(reader.GetTypeReference(handle).Name)));
        Assert.Empty(used.Intersect(forbidden));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void No_statement_deletes_or_changes_rows_of_the_journal(string assembly)
    {
        using var file = Open(assembly);
        Assert.DoesNotContain(Texts(file.GetMetadataReader()), text => Destructive().IsMatch(text));
    }

    [Theory]
    [InlineData("DELETE FROM journal WHERE sequence_number < 5", true)]
    [InlineData("update \"journal\" set deleted = 1", true)]
    [InlineData("INSERT OR REPLACE INTO journal (ordering) VALUES (1)", true)]
    [InlineData("DROP TABLE journal", true)]
    [InlineData("DELETE FROM collateral_journal WHERE key = 'holder'", false)]
    [InlineData("SELECT count(*) FROM journal", false)]
    public void A_statement_that_would_is_known_when_it_is_seen(string statement, bool isDestructive) =>
        Assert.Equal(isDestructive, Destructive().IsMatch(statement));

    [GeneratedRegex("""(delete\s+from|update|replace\s+into|drop\s+table|alter\s+table)\s+["\[`]?journal\b""", RegexOptions.IgnoreCase)]
    private static partial Regex Destructive();

    // The product's assemblies stand beside the tests: the executable references all of them.
    private static PEReader Open(string assembly) => new(File.OpenRead(Path.Combine(
        AppContext.BaseDirectory, assembly == "CollateralActors.Cli" ? "collateral.dll" : assembly + ".dll")));

    private static IEnumerable<string> Texts(MetadataReader reader)
    {
        for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = reader.GetNextHandle(handle))
            yield return reader.GetUserString(handle);
    }
}
