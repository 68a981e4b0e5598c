using CollateralActors.Audit.Findings;
using CollateralActors.Audit.Reading;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Audit.Folding;

/// <summary>Whether what entities did for each other was owed, and what was cleared was done.</summary>
internal sealed class DutyCheck(IReadOnlyDictionary<EntityId, EntityFold> entities, FindingLog log)
{
    /// <summary>
    /// The command that the decision's sender owed to <paramref name="receiver"/>; null where no duty, or none that is
    /// known.
    /// </summary>
    public ICommand? OwedCommand(EntityFold receiver, StoredDecision decision)
    {
        if (decision.First.Cause.Origin is not Origin.Duty duty)
            return null;
        if (!entities.TryGetValue(duty.Sender, out var sender))
        {
            log.AddMismatch(
                decision.Place, decision.Cause, $"does a duty of {duty.Sender}, which has no events before it");
            return null;
        }

        if (sender.Outbox.Waiting.TryGetValue(receiver.Id, out var duties)
            && duties.TryGetValue(duty.Sequence, out var command))
            return command;
        if (!sender.IsUnsure)
            log.AddMismatch(
                decision.Place, decision.Cause, $"does duty {duty.Sequence} of {duty.Sender}, which did not owe it");
        return null;
    }

    /// <summary>Reports duties that a decision clears though the receiver has not done them.</summary>
    public void Clearing(EntityFold sender, StoredDecision decision)
    {
        foreach (var recorded in decision.Events)
        {
            if (recorded.Event is not EntityEvent.DutyDone done || IsDone(sender.Id, done.To, done.Sequence))
                continue;
            log.AddMismatch(
                decision.Place,
                decision.Cause,
                $"clears its duty {done.Sequence} to {done.To}, which has no event for it before");
        }
    }

    /// <summary>All duties that receivers have not done, with their senders.</summary>
    public IEnumerable<(EntityFold Sender, EntityId To, long Sequence, ICommand Command)> NotDone() =>
        from sender in entities.Values
        where !sender.Outbox.IsEmpty
        from receiver in sender.Outbox.Waiting
        from duty in receiver.Value
        where !IsDone(sender.Id, receiver.Key, duty.Key)
        select (sender, receiver.Key, duty.Key, duty.Value);

    private bool IsDone(EntityId sender, EntityId to, long sequence) =>
        entities.TryGetValue(to, out var receiver)
        && (receiver.IsUnsure || receiver.Inbox.HasApplied(sender, sequence));
}
