using System.Reflection;
using Akka.Actor;
using CollateralActors.Actors.Nodes;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Cli.Tests.Architecture;

/// <summary>What actors must not do, read from what was compiled.</summary>
public sealed class ActorHabitsTests
{
    private static readonly Assembly Actors = typeof(VenueNode).Assembly;

    private static readonly Type[] ActorTypes =
        [.. Actors.GetTypes().Where(type => type.IsAssignableTo(typeof(ActorBase)) && !type.IsAbstract)];

    /// <summary>Members as Type::Member: what blocks a thread of the dispatcher.</summary>
    private static readonly string[] Blocking =
    [
        "Thread::Sleep", "Thread::Join", "Task::Wait", "Task::WaitAll", "Task::WaitAny", "Task`1::get_Result", "TaskAwaiter::GetResult",
        "TaskAwaiter`1::GetResult", "SemaphoreSlim::Wait", "ManualResetEventSlim::Wait", "WaitHandle::WaitOne", "Monitor::Enter",
        "Lock::EnterScope",
    ];

    /// <summary>A next command would be decided on a state before the last one's events, or while others wait for a task.</summary>
    private static readonly string[] Loose =
    [
        "Eventsourced::PersistAsync", "Eventsourced::PersistAllAsync", "ReceivePersistentActor::CommandAsync", "Eventsourced::RunTask",
        "UntypedPersistentActor::RunTask", "ReceiveActor::ReceiveAsync",
    ];

    [Fact]
    public void There_are_actors_to_look_at() => Assert.True(ActorTypes.Length >= 3, string.Join(", ", ActorTypes.Select(type => type.Name)));

    [Fact]
    public void No_actor_blocks_its_thread() => NoneIn(ActorTypes, Blocking);

    [Fact]
    public void No_actor_takes_a_command_before_the_last_one_is_stored() => NoneIn(ActorTypes, Loose);

    [Fact]
    public void Answers_are_waited_for_at_the_edge_of_a_node_alone()
    {
        var asking = Actors.GetTypes().Where(type => Names(type).Any(name => name.EndsWith("::Ask", StringComparison.Ordinal)));
        Assert.Equal([nameof(VenueNode)], asking.Select(type => type.IsNested ? type.DeclaringType!.Name : type.Name).Distinct());
    }

    [Fact]
    public void Nobody_is_ended_by_what_overtakes_stashed_commands() =>
        NoneIn(Actors.GetTypes(), ["PoisonPill::get_Instance"]);

    [Fact]
    public void No_deprecated_delivery_is_used() => Assert.DoesNotContain(
        Actors.GetTypes(), type => type.BaseType?.Name.StartsWith("AtLeastOnceDelivery", StringComparison.Ordinal) == true);

    [Fact]
    public void No_props_are_made_by_an_expression_an_entity() => Assert.DoesNotContain(
        Actors.GetTypes().SelectMany(CompiledCalls.Of),
        called => called.DeclaringType == typeof(Props) && called.Name == nameof(Props.Create)
            && called.GetParameters() is [{ ParameterType.Name: "Expression`1" }, ..]);

    [Fact]
    public void Money_is_rounded_in_a_stated_direction_only()
    {
        var silent = typeof(Stepper).Assembly.GetTypes().SelectMany(CompiledCalls.Of)
            .Where(called => called.Name == nameof(Math.Round) && called.DeclaringType is { } type && (type == typeof(Math) || type == typeof(decimal))
                && called.GetParameters().All(parameter => parameter.ParameterType != typeof(MidpointRounding)));
        Assert.Empty(silent);
    }

    private static void NoneIn(IEnumerable<Type> types, string[] forbidden) =>
        Assert.Empty(types.SelectMany(type => Names(type).Intersect(forbidden).Select(name => $"{type.Name} calls {name}")));

    private static IEnumerable<string> Names(Type type) =>
        CompiledCalls.Of(type).Select(called => $"{called.DeclaringType?.Name}::{called.Name}");
}
