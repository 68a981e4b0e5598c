using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Calibrations;
using CollateralActors.Simulation.Prices;
using CollateralActors.Simulation.RiskBooks;

namespace CollateralActors.Cli.Risk;

/// <summary><c>collateral risk recalibrate</c>: which haircuts and margin rates follow from bars.</summary>
internal static class RecalibrateVerb
{
    public static Command Create()
    {
        var book = new Argument<string>("BOOK") { Description = BookSource.Description };
        var calibration = new Argument<string>("CALIBRATION")
        {
            Description =
                "Which parameters follow the market and how, and where the bars are: JSON with comments, as in "
                + "samples/calibrations; docs/recalibration.md.",
        };
        var from = new Option<Instant?>("--from")
        {
            Description =
                "Move the levels period by period from this time on (UTC, such as 2020-03-01), instead of in the last "
                + "period only.",
            HelpName = "TIME",
            CustomParser = ReadTime,
        };
        var outFile = new Option<string?>("--out")
        {
            Description = "Write the proposed book: BOOK with other haircuts and margin rates, and all else as it was.",
            HelpName = "FILE",
        };
        var svg = new Option<string?>("--svg")
        {
            Description = "Draw price, volatility, targets and levels over time.",
            HelpName = "FILE",
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of a table." };
        var command = new Command(
            "recalibrate",
            """
            Proposes a risk book: measures volatility, liquidity and correlation of the bars that the calibration names,
            and moves haircuts and margin rates up at once and down after quiet periods. Prints what moves and why.
            Nothing is adopted. Exit code 0 whether anything moves or not, 2 if something is wrong with a file: a bar
            that is out of order or impossible is named with its line.
            """)
        {
            book, calibration, from, outFile, svg, json,
        };
        command.SetAction(parsed =>
        {
            var streams = parsed.InvocationConfiguration;
            var request = new Request(
                parsed.GetRequiredValue(book),
                parsed.GetRequiredValue(calibration),
                parsed.GetValue(from),
                parsed.GetValue(outFile),
                parsed.GetValue(svg),
                parsed.GetValue(json));
            try
            {
                return Run(request, streams.Output, streams.Error);
            }
            catch (Exception e) when (e is PriceFileException or IOException or UnauthorizedAccessException)
            {
                streams.Error.WriteLine(e.Message);
                return ExitCode.WrongInput;
            }
        });
        return command;
    }

    private static int Run(Request request, TextWriter output, TextWriter error)
    {
        if (BookSource.Read(request.Book, error) is not { } book)
            return ExitCode.WrongInput;
        if (request.Out is not null && BookSource.IsJournal(request.Book))
        {
            error.WriteLine("--out writes into the text of a risk book; a journal has none, so BOOK has to be a file");
            return ExitCode.WrongInput;
        }

        var reading = CalibrationReader.Read(request.Calibration, book);
        if (reading.Content is not { } file)
        {
            foreach (var problem in reading.Problems)
                error.WriteLine(problem);
            return ExitCode.WrongInput;
        }

        var run = file.Play(book, request.From);
        Write(request, book, run);
        if (request.Json)
            output.WriteLine(RecalibrationJson.Of(run));
        else
            RecalibrationText.Write(run, output);
        return ExitCode.Done;
    }

    private static void Write(Request request, RiskBook book, RecalibrationRun run)
    {
        if (request.Out is { } path)
            File.WriteAllText(path, RiskBookText.WithRates(File.ReadAllText(request.Book), run.Book));
        if (request.Svg is { } plot)
            File.WriteAllText(plot, RecalibrationPlot.Of(run, book));
    }

    private static Instant? ReadTime(ArgumentResult result)
    {
        if (result.Tokens is not [var token])
            return null;
        string[] formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'"];
        if (DateTimeOffset.TryParseExact(
            token.Value, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && time >= DateTimeOffset.UnixEpoch)
            return new Instant(time.ToUnixTimeMilliseconds());
        result.AddError(
            $"--from is '{token.Value}'; expected a time in UTC, such as 2020-03-01 or 2020-03-01T12:00:00Z");
        return null;
    }

    private sealed record Request(
        string Book, string Calibration, Instant? From, string? Out, string? Svg, bool Json);
}
