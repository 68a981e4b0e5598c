using CollateralActors.Audit.Folding;
using CollateralActors.Journal.Chaining;
using CollateralActors.Journal.Reading;
using CollateralActors.Journal.Serializers;
using CollateralActors.Journal.Sqlite;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Audit.DryRuns;

/// <summary>Adopts a version of the risk book in a journal that no node works on.</summary>
/// <remarks>
/// The same decision as a node would make, stored as a node would store it. What it owes the market is sent by the next
/// node that works on the journal, as after a crash.
/// </remarks>
public static class BookAdoption
{
    /// <summary>Decides and stores; the answer is the version, or what is wrong.</summary>
    /// <param name="journal">The journal, held by this process.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="now">The time of the decision.</param>
    /// <param name="id">The command's id: the same one is applied once.</param>
    public static Outcome Adopt(JournalFile journal, RiskBookCommand.Adopt command, Instant now, CommandId id)
    {
        var decider = new RiskBookDecider();
        var (entity, head) = (Stepper.Begin(decider, Entities.RiskBook), ChainHash.Origin);
        var name = Entities.RiskBook.PersistenceId;
        using (var reader = JournalReader.Open(journal.Path))
        {
            foreach (var row in reader.ReadEntity(name))
            {
                var read = Linker.Read(name, row.Sequence, head, row.Manifest, row.Payload);
                if (read.Finding is not null || read.Recorded is not { } recorded)
                    throw new JournalException(
                        JournalProblem.NotAJournal, journal.Path, $"is altered: {read.Finding?.Detail}; verify it");
                (entity, head) = (Stepper.Fold(decider, entity, recorded), read.Head);
            }
        }

        var envelope = new Envelope(Entities.RiskBook, new Origin.Client(id), command);
        var step = Stepper.Step(decider, entity, envelope, new DecisionContext(now, new FrameHistory(), null));
        var stored = new List<StoredEvent>();
        foreach (var recorded in step.Events)
        {
            var linked = Linker.Link(name, entity.Version + stored.Count + 1, head, recorded);
            stored.Add(linked.Event);
            head = linked.Head;
        }

        if (step.Reply!.Outcome is Outcome.Accepted)
            journal.Append(name, entity.Version, stored);
        return step.Reply.Outcome;
    }
}
