using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Simulation.Scenarios;

/// <summary>Collects the commands of a round and gives them their ids, such as <c>r12-a00042-3</c>.</summary>
internal sealed class InputSheet(int round)
{
    private readonly Dictionary<EntityId, int> numbers = [];
    private readonly List<Envelope> envelopes = [];

    /// <summary>In order of receivers; those of one receiver as they were added.</summary>
    public ValueList<Envelope> Inputs => envelopes.OrderBy(envelope => envelope.To).ToValueList();

    public int CountOf(EntityId entity) => numbers.GetValueOrDefault(entity);

    public Envelope Add(EntityId to, ICommand command)
    {
        var number = numbers[to] = CountOf(to) + 1;
        var name = to.Kind == EntityKind.Account ? to.Key : to.PersistenceId;
        var id = new CommandId(FormattableString.Invariant($"r{round}-{name}-{number}"));
        return AddAs(new Envelope(to, new Origin.Client(id), command));
    }

    public Envelope Add(AccountId account, ICommand command) => Add(Entities.Account(account), command);

    /// <summary>Adds a command that brings an id of its own.</summary>
    public Envelope AddAs(Envelope envelope)
    {
        envelopes.Add(envelope);
        return envelope;
    }
}
