using CollateralActors.Actors.Hosting;
using CollateralActors.Actors.Markets;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Actors.Couriers;

/// <summary>
/// Collects every message and delivers them stage by stage, in one total order, until nothing is left: a round.
/// </summary>
/// <remarks>
/// A delivery is under way from before it is sent until its receiver has stored and handed over its own sends. When
/// none is, the next stage is taken. So one seed gives one result on any number of threads.
/// </remarks>
public sealed class RoundsCourier(
    Route route, FrameStore frames, int maxUnderWay, RoundFaults? faults = null, IRoundObserver? observer = null)
    : ICourier
{
    private readonly Lock sync = new();
    private readonly RoundSchedule schedule = new();
    private readonly Queue<Delivery> ready = [];
    private readonly Dictionary<EntityId, Delivery> underWay = [];
    private readonly HashSet<EntityId> resting = [];
    private readonly Waiting waiting = new();
    private TaskCompletionSource<IReadOnlyList<Reply>>? round;
    private bool restedBeforeStage;

    /// <summary>Deliveries worked since the node started.</summary>
    public long Worked { get; private set; }

    /// <summary>Runs a round: everything that follows from the inputs, until nothing follows any more.</summary>
    /// <param name="inputs">Commands from outside, in order.</param>
    /// <param name="patience">How long no delivery may be worked before the round counts as stuck.</param>
    /// <returns>One reply for each input, in the same order.</returns>
    /// <exception cref="RoundException">It is stuck, or something broke.</exception>
    public async Task<IReadOnlyList<Reply>> RunAsync(IReadOnlyList<Envelope> inputs, TimeSpan patience)
    {
        var task = Begin(inputs);
        while (true)
        {
            var before = Worked;
            if (await Task.WhenAny(task, Task.Delay(patience)).ConfigureAwait(false) == task)
                return await task.ConfigureAwait(false);
            if (Worked == before && !task.IsCompleted)
                End(new RoundException(Stuck(patience)));
        }
    }

    public void Send(EntityId sender, IReadOnlyList<Parcel> parcels)
    {
        lock (sync)
            Collect(sender, parcels);
    }

    public void Done(Delivery delivery, IReadOnlyList<Parcel> sends, IReadOnlyList<Answer> answers)
    {
        lock (sync)
        {
            Collect(delivery.To, sends);
            foreach (var (reply, _) in answers)
            {
                waiting.Take(reply);
                observer?.Answered(reply);
            }

            if (!underWay.TryGetValue(delivery.To, out var counted) || counted != delivery)
                return;
            underWay.Remove(delivery.To);
            Worked++;
            Advance();
        }
    }

    public void Failed(Delivery delivery, Exception cause) =>
        End(new RoundException($"{delivery} broke: {cause.Message}", cause));

    public void Lost(Delivery delivery) => route.Deliver(delivery);

    public void Rested(EntityId entity)
    {
        lock (sync)
        {
            if (resting.Remove(entity))
                Advance();
        }
    }

    private Task<IReadOnlyList<Reply>> Begin(IReadOnlyList<Envelope> inputs)
    {
        lock (sync)
        {
            if (round is not null)
                throw new InvalidOperationException("a round is running; await it before the next one");
            round = new TaskCompletionSource<IReadOnlyList<Reply>>(TaskCreationOptions.RunContinuationsAsynchronously);
            var task = round.Task;
            waiting.Expect(inputs);
            foreach (var input in inputs)
                schedule.Collect(default, input);
            Advance();
            return task;
        }
    }

    private void Collect(EntityId sender, IReadOnlyList<Parcel> parcels)
    {
        foreach (var parcel in parcels)
        {
            schedule.Collect(sender, parcel.Envelope);
            observer?.Sent(sender, parcel.Envelope);
        }
    }

    private void Advance()
    {
        if (round is null)
            return;
        while (ready.Count == 0 && underWay.Count == 0 && resting.Count == 0)
        {
            frames.Publish();
            if (schedule.IsEmpty)
            {
                round.SetResult(waiting.TakeAll());
                round = null;
                return;
            }

            if (!RestSome())
                TakeStage();
        }

        while (underWay.Count < maxUnderWay && ready.TryDequeue(out var delivery))
        {
            underWay.Add(delivery.To, delivery);
            if (observer is not null)
                Show(delivery, observer);
            Start(delivery);
        }
    }

    private void TakeStage()
    {
        restedBeforeStage = false;
        foreach (var batch in schedule.TakeStage())
            ready.Enqueue(new Delivery(batch[0].To, [.. batch.Select(envelope => new Parcel(envelope))]));
    }

    private bool RestSome()
    {
        if (faults is null || restedBeforeStage)
            return false;
        restedBeforeStage = true;
        foreach (var entity in faults.NextToRest())
        {
            resting.Add(entity);
            route.Region.Tell(new Rest(entity), Akka.Actor.ActorRefs.NoSender);
        }

        return resting.Count > 0;
    }

    private void Start(Delivery delivery)
    {
        if (faults is null)
        {
            route.Deliver(delivery);
            return;
        }

        faults.Saw(delivery.To);
        _ = Task.Delay(faults.NextDelay()).ContinueWith(_ => route.Deliver(delivery), TaskScheduler.Default);
    }

    private static void Show(Delivery delivery, IRoundObserver observer)
    {
        foreach (var parcel in delivery.Parcels)
        {
            if (parcel.Envelope is { Origin: Origin.Client client, Stamp: null })
                observer.Delivered(delivery.To, client.Id);
            if (parcel.Envelope.Command is AccountCommand.Evaluate)
                observer.Woken(delivery.To);
        }
    }

    private void End(RoundException cause)
    {
        lock (sync)
        {
            round?.TrySetException(cause);
            round = null;
        }
    }

    private string Stuck(TimeSpan patience)
    {
        lock (sync)
        {
            var open = underWay.Values.Select(delivery => delivery.ToString())
                .Concat(resting.Select(entity => $"{entity}: leaving memory"))
                .Concat(ready.Select(delivery => $"{delivery} (not sent)"))
                .Concat(
                    schedule.Open.Select(envelope => $"{envelope.To}: {envelope.Command.GetType().Name} (collected)"))
                .ToList();
            return $"no progress for {patience.TotalSeconds} s; {open.Count} open: {string.Join("; ", open.Take(20))}";
        }
    }

    /// <summary>Who waits for which reply: inputs by receiver and command id; repeated ones in order.</summary>
    private sealed class Waiting
    {
        private readonly Dictionary<(EntityId, CommandId), Queue<int>> places = [];
        private Reply?[] replies = [];
        private IReadOnlyList<Envelope> inputs = [];

        public void Expect(IReadOnlyList<Envelope> expected)
        {
            places.Clear();
            (inputs, replies) = (expected, new Reply?[expected.Count]);
            for (var i = 0; i < expected.Count; i++)
            {
                var key = (expected[i].To, ((Origin.Client)expected[i].Origin).Id);
                if (!places.TryGetValue(key, out var queue))
                    places[key] = queue = new Queue<int>(1);
                queue.Enqueue(i);
            }
        }

        public void Take(Reply reply)
        {
            if (places.TryGetValue((reply.From, reply.Command), out var queue) && queue.TryDequeue(out var place))
                replies[place] = reply;
        }

        public Reply[] TakeAll()
        {
            for (var i = 0; i < replies.Length; i++)
                replies[i] ??= Unanswered(inputs[i]);
            return replies!;
        }

        private static Reply Unanswered(Envelope input) => new(
            input.To,
            ((Origin.Client)input.Origin).Id,
            new Outcome.Busy("the round ended without an answer", Stepper.RetryAfter));
    }
}

/// <summary>A round did not end; the message names what is open.</summary>
public sealed class RoundException(string message, Exception? inner = null) : Exception(message, inner);
