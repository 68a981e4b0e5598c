using Akka.Actor;
using Akka.Event;

namespace CollateralActors.Actors.Settings;

/// <summary>Writes the log to standard error: standard output belongs to the program's results.</summary>
public sealed class StandardErrorLogger : UntypedActor
{
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case LogEvent entry:
                Console.Error.WriteLine(entry.ToString());
                break;
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}
