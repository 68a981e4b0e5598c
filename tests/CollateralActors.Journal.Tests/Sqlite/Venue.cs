using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using CollateralActors.Journal.Sqlite;

namespace CollateralActors.Journal.Tests.Sqlite;

/// <summary>An actor system that keeps its journal as the product does.</summary>
internal static class Venue
{
    public static ActorSystem Start(JournalSetup journal)
    {
        var own = ConfigurationFactory.ParseString("akka { loglevel = WARNING, coordinated-shutdown.run-by-clr-shutdown-hook = off }");
        var bootstrap = BootstrapSetup.Create().WithConfig(own.WithFallback(journal.Config));
        return ActorSystem.Create("venue", ActorSystemSetup.Create(bootstrap, journal.Setup));
    }

    /// <summary>Has each of <paramref name="actors"/> store <paramref name="rounds"/> events, all at once.</summary>
    public static async Task Write(JournalSetup journal, int actors, int rounds)
    {
        using var system = Start(journal);
        var recorders = Enumerable.Range(1, actors)
            .Select(i => system.ActorOf(Props.Create<Recorder>($"account-{i}")))
            .ToArray();
        var stored = recorders.SelectMany(recorder =>
            Enumerable.Range(0, rounds).Select(_ => recorder.Ask<long>(1, TimeSpan.FromMinutes(1))));
        await Task.WhenAll(stored);
        await system.Terminate();
    }
}
