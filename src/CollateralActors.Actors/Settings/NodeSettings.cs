using CollateralActors.Actors.Clients;
using CollateralActors.Actors.Hosting;
using CollateralActors.Margining.Liquidations;

namespace CollateralActors.Actors.Settings;

/// <summary>A node's settings, bound and validated; hocon/reference.conf says what each is for.</summary>
public sealed record NodeSettings
{
    public required string Host { get; init; }

    public required int Port { get; init; }

    public required int Threads { get; init; }

    public required string LogLevel { get; init; }

    public required TimeSpan StartWithin { get; init; }

    public required TimeSpan StopWithin { get; init; }

    public required int WaitingCapacity { get; init; }

    public required EntityTiming Timing { get; init; }

    public required int SnapshotEvery { get; init; }

    public required BackOffTimes BackOff { get; init; }

    public required int Recoveries { get; init; }

    public required TimeSpan RecoveryPatience { get; init; }

    public required TimeSpan PingEvery { get; init; }

    public required int FramesKept { get; init; }

    public required GateLimits Gate { get; init; }

    public required TimeSpan AnswerWithin { get; init; }

    public required TimeSpan LostAfter { get; init; }

    public required int RoundMaxUnderWay { get; init; }

    public required TimeSpan RoundPatience { get; init; }

    public required LiquidatorPool Liquidators { get; init; }

    /// <summary>Reads every key of <c>collateral</c>.</summary>
    /// <exception cref="SettingsException">Unknown, missing or illegal keys; all of them are named.</exception>
    public static NodeSettings Bind(NodeConfig config)
    {
        var keys = new SettingsReader(config);
        var fewest = keys.Whole("liquidators.fewest", 1, 10_000);
        var settings = new NodeSettings
        {
            Host = keys.Text("node.host"),
            Port = keys.Whole("node.port", 0, 65_535),
            Threads = keys.Whole("node.threads", 0, 1_024),
            LogLevel = keys.OneOf("node.log-level", "DEBUG", "INFO", "WARNING", "ERROR"),
            StartWithin = keys.Time("node.start-within"),
            StopWithin = keys.Time("node.stop-within"),
            WaitingCapacity = keys.Whole("entity.waiting-capacity", 1, 1_000_000),
            Timing = new EntityTiming(
                keys.Time("entity.passivate-after"), keys.Time("entity.resend-first"), keys.Time("entity.resend-most")),
            SnapshotEvery = keys.Whole("entity.snapshot-every", 0, 1_000_000),
            BackOff = new BackOffTimes(keys.Time("entity.back-off-first"), keys.Time("entity.back-off-most")),
            Recoveries = keys.Whole("entity.recoveries", 1, 10_000),
            RecoveryPatience = keys.Time("entity.recovery-patience"),
            PingEvery = keys.Time("static-set.ping-every"),
            FramesKept = keys.Whole("market.frames-kept", 1, 10_000_000),
            Gate = new GateLimits(
                keys.Whole("client.max-under-way", 1, 20_000),
                keys.Whole("client.max-waiting", 0, 1_000_000),
                keys.Time("client.max-wait")),
            AnswerWithin = keys.Time("client.answer-within"),
            LostAfter = keys.Time("client.lost-after"),
            RoundMaxUnderWay = keys.Whole("rounds.max-under-way", 1, 10_000),
            RoundPatience = keys.Time("rounds.patience"),
            Liquidators = new LiquidatorPool(
                fewest,
                keys.Whole("liquidators.most", Math.Max(1, fewest), 10_000),
                keys.Time("liquidators.lease"),
                keys.Time("liquidators.idle")),
        };
        keys.ThrowIfWrong();
        return settings;
    }
}
