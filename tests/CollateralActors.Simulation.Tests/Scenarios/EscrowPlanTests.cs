using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Escrows;
using CollateralActors.Simulation.Files;
using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Simulation.Tests.Scenarios;

/// <summary>Escrows in scenario files: what is asked in a run, and what is refused, where and why.</summary>
public sealed class EscrowPlanTests
{
    private static readonly string Shipped = File.ReadAllText(Path.Combine(CrashScenario.Folder, "escrow.jsonc"));

    [Fact]
    public void An_escrow_is_proposed_deposited_for_locked_and_chosen_about()
    {
        var reading = Read(Shipped);
        Assert.Empty(reading.Problems);
        var rounds = ScenarioRun.Of(reading.Content!).Rounds().ToList();
        var asked = rounds.SelectMany(round => round.Inputs).ToList();
        Assert.Equal(6, asked.Count(input => input.Command is EscrowCommand.Propose));
        Assert.Equal(7, asked.Count(input => input.Command is AccountCommand.LockInEscrow));
        Assert.Equal(
            ["Agree anna", "Agree carl", "Agree anna", "Agree carl", "Agree ben", "Rule judge", "Agree ben"],
            asked.Select(input => input.Command).Select(Choice).OfType<string>());
        Assert.DoesNotContain(asked, input => input.To.Key == "dora" && input.Command is AccountCommand.LockInEscrow);

        static string? Choice(ICommand command) => command switch
        {
            EscrowCommand.Agree c => $"Agree {c.By}",
            EscrowCommand.Rule c => $"Rule {c.Arbiter}",
            _ => null,
        };
    }

    [Theory]
    [InlineData("\"fundBy\": \"2025-02-03T01:33:00Z\"", "\"fundBy\": \"2025-02-03T01:28:00Z\"", "escrows[0].programme.fundBy", "is not in the future")]
    [InlineData("\"when\": { \"time\": \"2025-02-03T02:03:00Z\" }", "\"when\": { \"time\": \"2025-02-03T01:30:00Z\" }", "escrows[0].programme.exits[1].when.time", "is not after fundBy")]
    [InlineData(", \"part\": \"0.25\"", ", \"part\": \"1.25\"", "escrows[1].programme.exits[0].then[0].part", "1.25 is not more than 0 and at most 1")]
    [InlineData(", \"part\": \"0.25\"", ", \"part\": \"0.25\", \"amount\": \"1\"", "escrows[1].programme.exits[0].then[0]", "at most one of amount and part")]
    [InlineData("\"side\": \"below\"", "\"side\": \"beside\"", "escrows[1].programme.exits[0].when.price.side", "'beside' is unknown; write above or below")]
    [InlineData("\"level\": \"93000\"", "\"level\": \"-1\"", "escrows[1].programme.exits[0].when.price.level", "-1 can never be")]
    [InlineData("\"needed\": 2", "\"needed\": 4", "escrows[2].programme.exits[0].when.agreed.needed", "4 of 3 can never be")]
    [InlineData("{ \"arbiter\": \"judge\" }", "{ \"arbiter\": \"ben\" }", "escrows[2].programme.exits[1].when.arbiter", "'ben' is a party")]
    [InlineData("{ \"arbiter\": \"judge\" }", "{ \"arbiter\": \"judge\", \"default\": \"ben\" }", "escrows[2].programme.exits[1].when", "not 2 of them")]
    [InlineData("{ \"arbiter\": \"judge\" }", "{ \"coin\": \"heads\" }", "escrows[2].programme.exits[1].when", "belongs here, not 0 of them")]
    [InlineData("\"absent\": [ \"dora\" ]", "\"absent\": [ \"zoe\" ]", "escrows[3].absent", "'zoe' is no party; parties are erik, dora")]
    [InlineData("\"by\": \"carl\", \"exit\": \"released\"", "\"by\": \"carl\", \"exit\": \"gone\"", "escrows[2].choices[0].exit", "'gone' is no exit; exits are released, ruled, over")]
    [InlineData("\"minute\": 15", "\"minute\": 5", "escrows[2].choices[1].minute", "minute 5 is before it is proposed, at 6")]
    [InlineData("\"name\": \"bond\"", "\"name\": \"swap\"", "escrows[1].name", "'swap' is not a name of its own")]
    [InlineData("\"name\": \"bond\", \"fromMinute\": 6,", "\"name\": \"bond\", \"fromMinute\": 6, \"to\": 1,", "escrows[1].to", "'to' is unknown here")]
    public void A_mistake_is_refused_with_its_place(string right, string wrong, string path, string says)
    {
        Assert.Contains(right, Shipped, StringComparison.Ordinal);
        var at = Shipped.IndexOf(right, StringComparison.Ordinal);
        var text = Shipped[..at] + wrong + Shipped[(at + right.Length)..];
        var problem = Assert.Single(Read(text).Problems, problem => problem.Message.Contains(says, StringComparison.Ordinal));
        Assert.Contains(path, problem.ToString(), StringComparison.Ordinal);
        Assert.True(problem.Place.Line > 1);
    }

    private static FileReading<Scenario> Read(string text) => ScenarioReader.Parse("escrow.jsonc", text, CrashScenario.Folder);
}
