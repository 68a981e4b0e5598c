using System.CommandLine;
using System.Globalization;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Calibrations;
using CollateralActors.Simulation.Prices;
using CollateralActors.Simulation.RiskBooks;

namespace CollateralActors.Cli.Risk;

/// <summary>A risk book to be adopted and its times, as the command line names them.</summary>
internal sealed class AdoptionOptions
{
    public Argument<string> Book { get; } = new("BOOK")
    {
        Description = "The risk book: JSON with comments, as in samples/risk-books. Or a calibration, as in "
            + "samples/calibrations: then it is what that makes of the journal's last version, with what it was "
            + "computed from.",
    };

    public Option<string?> EffectiveAt { get; } = new("--effective-at")
    {
        Description = "When it is in force from, such as 2025-02-03T12:00:00Z; at once where it is left out. The "
            + "journal's clock counts, which stands at its last event.",
        HelpName = "TIME",
    };

    public Option<string?> Grace { get; } = new("--grace")
    {
        Description = "How long its grace path lasts, such as 36:00:00 for hours or 7.00:00:00 for days; none where it "
            + "is left out.",
        HelpName = "DURATION",
    };

    /// <summary>What is asked; null where something is wrong with it, which is said on the error output.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="state">The risk book of the journal.</param>
    /// <param name="now">The journal's time.</param>
    /// <param name="error">For problems.</param>
    public RiskBookCommand.Adopt? Read(ParseResult parsed, RiskBookState state, Instant now, TextWriter error)
    {
        var (at, length) = (parsed.GetValue(EffectiveAt), parsed.GetValue(Grace));
        Instant? effective = null;
        if (at is not null && !TryTime(at, out effective))
        {
            error.WriteLine($"--effective-at '{at}' is not a time such as 2025-02-03T12:00:00Z");
            return null;
        }

        var path = TimeSpan.Zero;
        if (length is not null && !TimeSpan.TryParse(length, CultureInfo.InvariantCulture, out path))
        {
            error.WriteLine($"--grace '{length}' is not a duration such as 36:00:00 or 7.00:00:00");
            return null;
        }

        var file = parsed.GetRequiredValue(Book);
        var proposed = CalibrationReader.IsCalibration(file)
            ? Recalibrated(file, state, error)
            : Written(file, state, effective ?? now, error);
        if (proposed is not { } set)
            return null;
        var adopt = set with
        {
            EffectiveAt = effective,
            GraceUntil = length is null ? null : (effective ?? now) + path,
        };
        var problems = AdoptionTerms.Problems(adopt, state, now).ToList();
        if (state.Book is { } before)
            problems.AddRange(RiskBookRules.Problems(set.Book, before, effective ?? now).Select(p => $"{file}: {p}"));
        foreach (var problem in problems)
            error.WriteLine(problem);
        return problems.Count == 0 ? adopt : null;
    }

    private static RiskBookCommand.Adopt? Written(string file, RiskBookState state, Instant from, TextWriter error)
    {
        var reading = RiskBookReader.Read(file, new RiskBookVersion(state.Version.Value + 1), from);
        foreach (var problem in reading.Problems)
            error.WriteLine(problem);
        return reading.Content is { } book ? new RiskBookCommand.Adopt(book) : null;
    }

    private static RiskBookCommand.Adopt? Recalibrated(string file, RiskBookState state, TextWriter error)
    {
        if (state.Book is not { } book)
        {
            error.WriteLine($"{file}: the journal has no risk book that could be recalibrated");
            return null;
        }

        var reading = CalibrationReader.Read(file, book);
        foreach (var problem in reading.Problems)
            error.WriteLine(problem);
        if (reading.Content is not { } calibration)
            return null;
        try
        {
            var run = calibration.Play(book, from: null);
            if (run.Inputs is { } inputs)
                return new RiskBookCommand.Adopt(run.Book) { Inputs = inputs };
            error.WriteLine($"{file}: no bar ends a period, so nothing was measured; give it more bars");
        }
        catch (PriceFileException e)
        {
            error.WriteLine(e.Message);
        }

        return null;
    }

    private static bool TryTime(string text, out Instant? time)
    {
        var isTime = DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed);
        time = isTime ? new Instant(parsed.ToUnixTimeMilliseconds()) : null;
        return isTime;
    }
}
