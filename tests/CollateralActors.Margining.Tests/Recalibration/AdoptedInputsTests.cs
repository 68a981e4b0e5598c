using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Recalibration;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Recalibration.CalibratedDays;

namespace CollateralActors.Margining.Tests.Recalibration;

/// <summary>A version of the risk book that was computed says from what, and is adopted only if that gives it.</summary>
public sealed class AdoptedInputsTests
{
    private static readonly RecalibrationOutcome Outcome = new CalibratedDays().Closes(100m).Closes(130m).Outcome!;

    [Fact]
    public void A_version_that_its_inputs_give_is_adopted_with_them() =>
        New().When(new RiskBookCommand.Adopt(Adopted))
            .When(new RiskBookCommand.Adopt(Outcome.Book) { Inputs = Outcome.Inputs })
            .Then(new RiskBookEvent.Adopted(Outcome.Book.WithVersion(new RiskBookVersion(2))) { Inputs = Outcome.Inputs });

    [Fact]
    public void Inputs_that_give_another_version_are_refused()
    {
        New().When(new RiskBookCommand.Adopt(Adopted))
            .When(new RiskBookCommand.Adopt(Adopted) { Inputs = Outcome.Inputs })
            .ThenRejected(RejectionCode.IllegalParameters, "parameters of BTC are not what the inputs give");
        var level = Outcome.Inputs.Levels[0];
        var forged = Outcome.Inputs with { Levels = [level with { Measured = level.Measured with { Volatility = new Rate(0.01m) } }] };
        New().When(new RiskBookCommand.Adopt(Adopted))
            .When(new RiskBookCommand.Adopt(Outcome.Book) { Inputs = forged })
            .ThenRejected(RejectionCode.IllegalParameters, "level of BTC comes out as 0.1");
    }

    [Fact]
    public void The_first_version_has_none() =>
        New().When(new RiskBookCommand.Adopt(Outcome.Book) { Inputs = Outcome.Inputs })
            .ThenRejected(RejectionCode.IllegalParameters, "the first version was computed from nothing before it");

    [Fact]
    public void An_audit_decides_the_same_command_again()
    {
        var adopted = new RiskBookEvent.Adopted(Outcome.Book) { Inputs = Outcome.Inputs };
        var recorded = new Recorded(
            new Cause(new Origin.Client(new CommandId("c-1")), "ab"), new Instant(5), FrameNumber.None, 1, 1, adopted);
        Assert.Equal(
            new RiskBookCommand.Adopt(Outcome.Book) { Inputs = Outcome.Inputs },
            new RiskBookDecider().CommandOf(new RiskBookState(Adopted), [recorded]));
    }

    [Fact]
    public void A_command_is_another_one_with_other_inputs()
    {
        var level = Outcome.Inputs.Levels[0];
        string[] prints =
        [
            .. new[]
            {
                null,
                Outcome.Inputs,
                Outcome.Inputs with { BarsUntil = default },
                Outcome.Inputs with { Levels = [level] },
                Outcome.Inputs with { Levels = [level with { Rule = level.Rule with { LeastDays = 2m } }] },
                Outcome.Inputs with { Levels = [level with { QuietPeriods = 7 }] },
            }.Select(inputs => Fingerprint.Of(new RiskBookCommand.Adopt(Outcome.Book) { Inputs = inputs })),
        ];
        Assert.Equal(prints.Length, prints.Distinct().Count());
    }

    private static Spec<RiskBookState> New() => new(new RiskBookDecider(), Entities.RiskBook);
}
