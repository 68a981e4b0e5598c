using System.CommandLine;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;
using CollateralActors.Simulation.Portfolios;

namespace CollateralActors.Cli.Margin;

/// <summary><c>collateral margin</c>: the decision core on portfolio files, with nothing around it.</summary>
internal static class MarginVerb
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description =
                """
                Portfolio files: JSON with comments; samples/portfolios has examples. Numbers may be written as texts,
                which keep every digit. The accounts of all files are reported in the order read. Anything wrong in a
                file is named with line, column and path on standard error; then nothing is reported and the exit code
                is 2. Otherwise it is 0, whatever the statuses are.
                """,
            Arity = ArgumentArity.OneOrMore,
        };
        var json = new Option<bool>("--json")
        {
            Description = "Print one JSON object, with all numbers as texts, instead of tables.",
        };
        var command = new Command(
            "margin",
            "Computes an account's margin: equity, requirements, status, liquidation prices and the plan that is due.")
        {
            files, json,
        };
        command.SetAction(parsed =>
        {
            var streams = parsed.InvocationConfiguration;
            return Run(parsed.GetRequiredValue(files), parsed.GetValue(json), streams.Output, streams.Error);
        });
        return command;
    }

    private static int Run(string[] files, bool asJson, TextWriter output, TextWriter error)
    {
        var readings = files.Select(PortfolioReader.Read).ToList();
        var problems = readings.SelectMany(reading => reading.Problems).ToList();
        var accounts = problems.Count > 0
            ? []
            : readings.SelectMany(reading => Reports(reading.Content!, problems)).ToList();
        if (problems.Count > 0)
        {
            foreach (var problem in problems)
                error.WriteLine(problem);
            return ExitCode.WrongInput;
        }

        if (asJson)
            output.WriteLine(MarginJson.Of(accounts));
        else
            MarginTable.Write(accounts, output);
        return ExitCode.Done;
    }

    private static List<ReportedAccount> Reports(Portfolio portfolio, List<FileProblem> problems)
    {
        var accounts = new List<ReportedAccount>();
        var tooLarge = new List<(PortfolioAccount Account, string Figure)>();
        foreach (var account in portfolio.Accounts)
        {
            try
            {
                var report = MarginReport.Of(account.Book, portfolio.Market);
                tooLarge.AddRange(report.OutOfRange().Select(figure => (account, figure)));
                accounts.Add(new ReportedAccount(account, portfolio.Market.Risk, report));
            }
            catch (OverflowException)
            {
                tooLarge.Add((account, "liquidation"));
            }
        }

        if (tooLarge.Count > 0)
            problems.Add(TooLarge(tooLarge));
        return accounts;
    }

    // One price that is too large makes many figures of many accounts too large: that is one thing to mend.
    private static FileProblem TooLarge(List<(PortfolioAccount Account, string Figure)> found)
    {
        var (first, figure) = found[0];
        var others = found.Select(each => each.Account).Distinct().Count() - 1;
        return new FileProblem(
            first.Place,
            $"account '{first.Id}'{(others == 0 ? "" : FormattableString.Invariant($" and {others:N0} more"))}: "
            + $"{figure} is larger than any account can hold, at most {Decimals.Largest}; "
            + "use smaller amounts or prices");
    }
}
