using System.CommandLine;
using System.Text.Json.Nodes;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Policies;

namespace CollateralActors.Cli.Journals;

/// <summary><c>collateral journal policies</c>: every account's policies in words, and why one of them rests.</summary>
internal static class PoliciesVerb
{
    public static Command Create() => JournalListing.Create(
        "policies",
        """
        Lists accounts with policies, and below each what they do, one a line, with what keeps one from acting. Exit
        code 0 whether there are any or not.
        """,
        "a text",
        Read,
        Write,
        JsonOf);

    private static List<AccountState> Read(string path) =>
    [
        .. StoredStates.Of<AccountState, AccountEvent>(path, EntityKind.Account, new AccountDecider(Shards.Default))
            .Select(each => each.State).Where(account => account.Policies.Count > 0),
    ];

    private static void Write(IReadOnlyList<AccountState> accounts, TextWriter output)
    {
        foreach (var account in accounts)
        {
            output.WriteLine(account.Id);
            foreach (var sentence in PolicyWords.Of(account))
                output.WriteLine($"    {sentence}");
        }
    }

    private static JsonObject JsonOf(IReadOnlyList<AccountState> accounts) => new JsonObject
    {
        ["accounts"] = new JsonArray([.. accounts.Select(account => new JsonObject
        {
            ["account"] = account.Id.Value,
            ["policies"] = new JsonArray([.. PolicyWords.Of(account).Select(words => JsonValue.Create(words))]),
        })]),
    };
}
