using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Policies;

namespace CollateralActors.Cli.Journals;

/// <summary><c>collateral journal policies</c>: every account's policies in words, and why one of them rests.</summary>
internal static class PoliciesVerb
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create()
    {
        var journal = new Argument<string>("JOURNAL") { Description = "The journal's SQLite file. It is only read." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of a text." };
        var command = new Command(
            "policies",
            """
            Lists accounts with policies, and below each what they do, one a line, with what keeps one from acting. Exit
            code 0 whether there are any or not.
            """)
        {
            journal, json,
        };
        command.SetAction(parsed =>
        {
            var (path, streams) = (parsed.GetRequiredValue(journal), parsed.InvocationConfiguration);
            return JournalVerb.Run(path, streams.Error, () =>
            {
                var accounts = Read(path);
                if (parsed.GetValue(json))
                    streams.Output.WriteLine(JsonOf(accounts));
                else
                    Write(accounts, streams.Output);
                return ExitCode.Done;
            });
        });
        return command;
    }

    private static List<AccountState> Read(string path) =>
    [
        .. StoredStates.Of<AccountState, AccountEvent>(path, EntityKind.Account, new AccountDecider(Shards.Default))
            .Select(each => each.State).Where(account => account.Policies.Count > 0),
    ];

    private static void Write(List<AccountState> accounts, TextWriter output)
    {
        foreach (var account in accounts)
        {
            output.WriteLine(account.Id);
            foreach (var sentence in PolicyWords.Of(account))
                output.WriteLine($"    {sentence}");
        }
    }

    private static string JsonOf(List<AccountState> accounts) => new JsonObject
    {
        ["accounts"] = new JsonArray([.. accounts.Select(account => new JsonObject
        {
            ["account"] = account.Id.Value,
            ["policies"] = new JsonArray([.. PolicyWords.Of(account).Select(words => JsonValue.Create(words))]),
        })]),
    }.ToJsonString(Indented);
}
