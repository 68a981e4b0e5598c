using CollateralActors.Audit.Tests.Journals;

namespace CollateralActors.Audit.Tests;

/// <summary>A clean journal in which somebody changed rows: each changed row must be listed.</summary>
public sealed class AlteredJournalTests
{
    private static readonly IReadOnlyList<StoredRow> Clean = CrashRun.Clean.Rows;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_changed_persistence_id_is_listed(int seed) =>
        EachIsListed(seed, row => row with { PersistenceId = row.PersistenceId + "x" });

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1_000)]
    [InlineData(3, -1)]
    public void A_changed_sequence_number_is_listed(int seed, long by) =>
        EachIsListed(seed, row => row with { Sequence = row.Sequence + by });

    [Theory]
    [InlineData(1, "account.withdrawn.v1")]
    [InlineData(2, "account.withdrawn.v99")]
    [InlineData(3, "")]
    public void A_changed_manifest_is_listed(int seed, string manifest) =>
        EachIsListed(seed, row => row with { Manifest = manifest });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_changed_byte_of_the_payload_is_listed(int seed)
    {
        var random = new Random(seed);
        EachIsListed(seed, row =>
        {
            var payload = row.Payload.ToArray();
            payload[random.Next(payload.Length)] ^= (byte)(1 << random.Next(7));
            return row with { Payload = payload };
        });
    }

    [Fact]
    public void A_digit_of_the_hash_in_upper_case_is_listed() => EachIsListed(4, row =>
    {
        var payload = row.Payload.ToArray();
        var letter = Array.FindLastIndex(payload, octet => octet is >= (byte)'a' and <= (byte)'f');
        payload[letter] -= 'a' - 'A';
        return row with { Payload = payload };
    });

    [Fact]
    public void A_payload_that_is_cut_off_or_empty_is_listed()
    {
        EachIsListed(5, row => row with { Payload = row.Payload[..^1] });
        EachIsListed(6, row => row with { Payload = [] });
    }

    [Fact]
    public void Payloads_that_changed_places_are_listed()
    {
        var chosen = Rows.Sample(Clean, 7, 20);
        var next = chosen
            .Select((row, i) => (row.Ordering, Next: chosen[(i + 1) % chosen.Count]))
            .ToDictionary(pair => pair.Ordering, pair => pair.Next);
        Listed(Clean.Replacing(chosen, row => [row with { Payload = next[row.Ordering].Payload }]), chosen);
    }

    [Fact]
    public void A_missing_row_is_listed_where_the_next_one_follows()
    {
        var chosen = Rows.Sample(Clean, 8, 20, row => NextOf(row) is not null);
        var verification = TemporaryJournal.Verify(Clean.Replacing(chosen, _ => []));
        Assert.False(verification.Holds);
        Assert.Subset(
            verification.Gaps.Select(gap => gap.Place.Ordering).ToHashSet(), chosen.Select(row => NextOf(row)!.Ordering).ToHashSet());
    }

    [Fact]
    public void A_repeated_row_is_listed()
    {
        var chosen = Rows.Sample(Clean, 9, 20);
        var again = chosen.Select((row, i) => row with { Ordering = Clean.Count + 1 + i }).ToList();
        Listed([.. Clean, .. again], again);
    }

    [Fact]
    public void Rows_of_one_entity_that_changed_places_are_listed()
    {
        var chosen = Rows.Sample(Clean, 10, 20, row => NextOf(row) is not null);
        var places = chosen
            .SelectMany(row => new[] { (At: row.Ordering, Is: NextOf(row)!), (At: NextOf(row)!.Ordering, Is: row) })
            .ToDictionary(pair => pair.At, pair => pair.Is);
        var rows = Clean.Select(row => places.TryGetValue(row.Ordering, out var other) ? other with { Ordering = row.Ordering } : row);
        Listed(rows, chosen);
    }

    [Fact]
    public void A_row_that_cannot_be_decoded_is_listed_and_the_rest_is_verified_all_the_same()
    {
        var broken = Rows.Sample(Clean, 11, 1, row => row.PersistenceId.StartsWith("account-", StringComparison.Ordinal))[0];
        var altered = Rows.Sample(Clean, 12, 1, row => row.PersistenceId.StartsWith("fund-", StringComparison.Ordinal))[0];
        var rows = Clean
            .Replacing([broken], row => [row with { Manifest = "account.abolished.v1" }])
            .Replacing([altered], row => [row with { Payload = Flipped(row.Payload) }]);
        var verification = TemporaryJournal.Verify(rows);
        Assert.Equal(Clean.Count, verification.Events);
        Assert.Equal(broken.Ordering, Assert.Single(verification.Undecodable, f => f.Place.PersistenceId == broken.PersistenceId).Place.Ordering);
        Assert.Contains(verification.Altered, finding => finding.Place.Ordering == altered.Ordering);
    }

    [Theory]
    [InlineData("liquidators-main")]
    [InlineData("visitor-7")]
    [InlineData("watchlist-north")]
    public void A_persistence_id_that_names_no_entity_is_listed(string id)
    {
        var row = new StoredRow(Clean.Count + 1, id, 1, Clean[0].Manifest, Clean[0].Payload);
        var verification = TemporaryJournal.Verify(Clean.Append(row));
        Assert.Contains(verification.Gaps, gap => gap.Place.PersistenceId == id && gap.Problem.Contains("names no entity"));
    }

    private static void EachIsListed(int seed, Func<StoredRow, StoredRow> change)
    {
        var chosen = Rows.Sample(Clean, seed, 25, row => change(row) != row);
        Listed(Clean.Replacing(chosen, row => [change(row)]), chosen);
    }

    private static void Listed(IEnumerable<StoredRow> rows, IReadOnlyList<StoredRow> changed)
    {
        Assert.NotEmpty(changed);
        var verification = TemporaryJournal.Verify(rows);
        Assert.False(verification.Holds);
        var missing = changed.Where(row => !verification.Listed().Contains(row.Ordering)).Select(row => $"{row.PersistenceId} {row.Sequence}");
        Assert.Empty(missing);
    }

    private static StoredRow? NextOf(StoredRow row) =>
        Clean.FirstOrDefault(next => next.PersistenceId == row.PersistenceId && next.Sequence == row.Sequence + 1);

    private static byte[] Flipped(byte[] payload) => [.. payload[..^20], (byte)(payload[^20] ^ 1), .. payload[^19..]];
}
