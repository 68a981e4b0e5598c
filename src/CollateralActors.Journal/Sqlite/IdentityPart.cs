namespace CollateralActors.Journal.Sqlite;

/// <summary>One of the things that a journal follows from: the journal of other ones is another journal.</summary>
/// <param name="Name">In words, such as <c>seed</c> or <c>risk book</c>.</param>
/// <param name="Value">A short value, or the digest of a long one.</param>
/// <param name="IsDigest">Whether the value says nothing to people.</param>
/// <param name="FollowsFrom">
/// The part that changes this one too; where that differs, this one is not worth a word.
/// </param>
public sealed record IdentityPart(string Name, string Value, bool IsDigest = false, string? FollowsFrom = null)
{
    /// <summary>How a journal differs, in words.</summary>
    /// <param name="stored">What the journal has under the name; null where it has nothing.</param>
    internal string Difference(string? stored) =>
        stored is null ? $"{Name} that it does not tell"
        : IsDigest ? $"other {Name}"
        : $"{Name} '{stored}', not '{Value}'";
}
