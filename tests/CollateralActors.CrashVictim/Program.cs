using System.Globalization;
using CollateralActors.Actors.Markets;
using CollateralActors.Actors.Settings;
using CollateralActors.Load.Driving;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Simulation.Scenarios;

// Runs a scenario and says what it does, line by line, to whoever is going to kill it:
//   answered ID OUTCOME      a client's command was answered
//   stored ENTITY KIND       an event was stored; KIND tells the first leg of a trade from other events
//   finished HASH            the run is over
var (scenarioFile, accounts, journal) = (args[0], int.Parse(args[1], CultureInfo.InvariantCulture), args[2]);
var scenario = ScenarioReader.Read(scenarioFile).Content ?? throw new InvalidOperationException("the scenario does not read");
var report = await SimulationRunner.RunAsync(
    new SimulationOptions(scenario.WithAccounts(accounts), journal, NodeSettings.Bind(NodeConfig.Assemble(overlays: ["sqlite"])))
    {
        OnAnswer = reply => Say($"answered {reply.Command} {reply.Outcome.GetType().Name}"),
        Projections = [new Teller()],
    },
    progress: null,
    CancellationToken.None).ConfigureAwait(false);
Say($"finished {report.StateHash}");

static void Say(string line)
{
    lock (Console.Out)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}

internal sealed class Teller : INodeProjection
{
    public void Observe(EntityId entity, Recorded recorded)
    {
        var kind = recorded.Event is AccountEvent.TradeApplied { Role: TradeRole.Initiating } ? "first-leg" : "other";
        lock (Console.Out)
        {
            Console.Out.WriteLine($"stored {entity} {kind}");
            Console.Out.Flush();
        }
    }
}
