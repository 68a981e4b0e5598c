using CollateralActors.Margining.Deciding;

namespace CollateralActors.Actors.Hosting;

/// <summary>
/// What is answered when a delivery is not worked: clients hear "busy"; senders of duties send again by themselves.
/// </summary>
internal static class TurnedAway
{
    public static List<Answer> Answers(Delivery delivery, string why, TimeSpan retryAfter)
    {
        var answers = new List<Answer>();
        foreach (var parcel in delivery.Parcels)
        {
            if (AnswerTo(parcel, why, retryAfter) is { } answer)
                answers.Add(answer);
        }

        return answers;
    }

    public static Answer? AnswerTo(Parcel parcel, string why, TimeSpan retryAfter) =>
        ClientOf(parcel.Envelope) is { } client
        ? new Answer(new Reply(client.Entity, client.Id, new Outcome.Busy(why, retryAfter)), parcel.ReplyTo)
        : null;

    // A client's command may be on its way inside another one, between an account and its watchlist.
    private static (EntityId Entity, Margining.Units.CommandId Id)? ClientOf(Envelope envelope) =>
        (envelope.Origin, envelope.Command) switch
        {
            (Origin.Client client, _) => (envelope.To, client.Id),
            (_, Margining.Watching.WatchlistCommand.Watch watch) => ClientOf(watch.Then),
            _ => null,
        };
}
