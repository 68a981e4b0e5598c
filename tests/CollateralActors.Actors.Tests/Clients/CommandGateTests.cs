using CollateralActors.Actors.Clients;

namespace CollateralActors.Actors.Tests.Clients;

public sealed class CommandGateTests
{
    [Fact]
    public async Task Beyond_the_places_some_may_wait_and_the_rest_are_turned_away_at_once()
    {
        using var gate = new CommandGate(new GateLimits(1, 1, TimeSpan.FromMinutes(1)));
        Assert.True(await gate.EnterAsync());
        var waits = gate.EnterAsync();

        Assert.False(await gate.EnterAsync());
        Assert.False(waits.IsCompleted);
        gate.Leave();
        Assert.True(await waits);
        Assert.Equal(1, gate.UnderWay);
    }

    [Fact]
    public async Task Who_waits_in_vain_is_turned_away_and_takes_no_place()
    {
        using var gate = new CommandGate(new GateLimits(1, 1, TimeSpan.FromMilliseconds(1)));
        Assert.True(await gate.EnterAsync());
        Assert.False(await gate.EnterAsync());
        gate.Leave();
        Assert.Equal(0, gate.UnderWay);
        Assert.True(await gate.EnterAsync());
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_makes_room_for_another()
    {
        using var gate = new CommandGate(new GateLimits(1, 1, TimeSpan.FromMinutes(1)));
        Assert.True(await gate.EnterAsync());
        using var impatience = new CancellationTokenSource();
        var waits = gate.EnterAsync(impatience.Token).AsTask();
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits);

        var next = gate.EnterAsync();
        gate.Leave();
        Assert.True(await next);
    }
}
