using System.Collections.Frozen;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>All parameters of one version: what the venue accepts, how it counts, and when it acts.</summary>
public sealed partial class RiskBook : IEquatable<RiskBook>
{
    private readonly FrozenDictionary<AssetId, AssetParameters> assetsById;
    private readonly FrozenDictionary<InstrumentId, InstrumentParameters> instrumentsById;

    /// <summary>The times at which an asset is counted down, in order.</summary>
    private readonly Instant[] steps;

    /// <summary>
    /// The book after each step, made when it is first asked for. Who makes one twice at a time makes the same twice.
    /// </summary>
    private readonly RiskBook?[] phases;

    private RiskBook? asAdopted;

    /// <summary>Makes a book. Callers validate what they pass.</summary>
    /// <param name="version">Number of this version.</param>
    /// <param name="valuation">The currency that equity and requirements are reported in; its price is 1.</param>
    /// <param name="marginCallRatio">Margin call below this equity ÷ maintenance; at least 1.</param>
    /// <param name="liquidationTarget">A liquidation ends at equity ≥ target × maintenance; at least 1.</param>
    /// <param name="assets">Every asset that can be held, owed or settled in, the valuation currency among
    /// them.</param>
    /// <param name="instruments">Every tradable contract.</param>
    public RiskBook(
        RiskBookVersion version,
        AssetId valuation,
        Rate marginCallRatio,
        Rate liquidationTarget,
        IEnumerable<AssetParameters> assets,
        IEnumerable<InstrumentParameters> instruments)
    {
        Version = version;
        Valuation = valuation;
        MarginCallRatio = marginCallRatio;
        LiquidationTarget = liquidationTarget;
        Assets = [.. assets.OrderBy(asset => asset.Id)];
        Instruments = [.. instruments.OrderBy(instrument => instrument.Id)];
        assetsById = Assets.ToFrozenDictionary(asset => asset.Id);
        instrumentsById = Instruments.ToFrozenDictionary(instrument => instrument.Id);
        ConvertsDebts = Assets.Any(asset => asset.Debt.ConversionLimit is not null);
        CountedAssets = [.. Assets.Where(asset => asset.Rules.NeedsHoldings).Select(asset => asset.Id)];
        CountedInstruments = [.. Instruments.Where(i => i.OpenInterest is not null).Select(i => i.Id)];
        steps = [.. Assets.SelectMany(asset => asset.Rules.PhaseOut).Select(step => step.At).Distinct().Order()];
        phases = new RiskBook?[steps.Length];
    }

    /// <summary>Number of this version.</summary>
    public RiskBookVersion Version { get; }

    /// <summary>How many steps of phase-outs lie behind; 0 in the book as it was adopted.</summary>
    public int Phase { get; private init; }

    /// <summary>
    /// Version, phase, what lost assets count, and what it comes from: while they are the same, so is every parameter.
    /// </summary>
    public RiskEdition Edition => From is null
        ? new(Version, Phase, WeakenedAt)
        : new(Version, Phase, WeakenedAt) { From = From.Version, FromPhase = From.Phase };

    /// <summary>The currency that equity and requirements are reported in; its price is 1.</summary>
    public AssetId Valuation { get; }

    /// <summary>Margin call below this equity ÷ maintenance.</summary>
    public Rate MarginCallRatio { get; }

    /// <summary>A liquidation ends at equity ≥ target × maintenance.</summary>
    public Rate LiquidationTarget { get; }

    /// <summary>
    /// Where a liquidation ends: of an account whose margin call has expired, not below the margin-call ratio.
    /// </summary>
    public Rate TargetOf(bool isOverdue) =>
        isOverdue && MarginCallRatio > LiquidationTarget ? MarginCallRatio : LiquidationTarget;

    /// <summary>The rules of portfolio mode.</summary>
    public PortfolioRules Portfolio { get; init; } = PortfolioRules.None;

    /// <summary>How much of an unrealised profit counts by purpose.</summary>
    public ProfitWeights ProfitWeights { get; init; } = ProfitWeights.Full;

    /// <summary>Warnings before margin calls, and their deadlines.</summary>
    public CallRules Calls { get; init; } = CallRules.None;

    /// <summary>
    /// How live accounts are liquidated; null in versions that were adopted when there were no such rules.
    /// </summary>
    public LiquidationRules? Liquidation { get; init; }

    /// <summary>The highest ratio of equity to maintenance that anything is decided at.</summary>
    public Rate HighestRatio =>
        Calls.WarningRatio is { } warning && warning > MarginCallRatio ? warning : MarginCallRatio;

    /// <summary>What open orders reserve for fees.</summary>
    public FeeReserve FeeReserve { get; init; }

    /// <summary>Whether debts of any asset are converted.</summary>
    public bool ConvertsDebts { get; }

    /// <summary>What prices are good for that are not simply live.</summary>
    public PriceUse PriceUse { get; init; } = PriceUse.Everything;

    /// <summary>Every asset, in order of its name.</summary>
    public IReadOnlyList<AssetParameters> Assets { get; }

    /// <summary>Every instrument, in order of its name.</summary>
    public IReadOnlyList<InstrumentParameters> Instruments { get; }

    /// <summary>The assets with a rule that looks at what all accounts hold of them, in order.</summary>
    public IReadOnlyList<AssetId> CountedAssets { get; }

    /// <summary>The instruments with a rule that looks at what all accounts hold of them, in order.</summary>
    public IReadOnlyList<InstrumentId> CountedInstruments { get; }

    /// <summary>The asset's parameters, or null where the book does not know it.</summary>
    public AssetParameters? Find(AssetId asset) => assetsById.GetValueOrDefault(asset);

    /// <summary>The instrument's parameters, or null where the book does not know it.</summary>
    public InstrumentParameters? Find(InstrumentId instrument) => instrumentsById.GetValueOrDefault(instrument);

    /// <summary>The asset's parameters; to ask for one that the book does not know is a bug and throws.</summary>
    public AssetParameters this[AssetId asset] => assetsById[asset];

    /// <summary>The instrument's parameters; to ask for one that the book does not know is a bug and throws.</summary>
    public InstrumentParameters this[InstrumentId instrument] => instrumentsById[instrument];

    /// <summary>The same parameters under another version number.</summary>
    public RiskBook WithVersion(RiskBookVersion version) => With(version, Assets, Phase);

    /// <summary>
    /// The parameters in force at <paramref name="time"/>: what is phased out counts as much as the last step leaves
    /// it.
    /// </summary>
    /// <returns>One and the same book as long as no step comes.</returns>
    public RiskBook At(Instant time)
    {
        if (steps.Length == 0)
            return this;
        var book = asAdopted ?? this;
        var phase = 0;
        while (phase < steps.Length && steps[phase] <= time)
            phase++;
        return phase == 0 ? book : book.phases[phase - 1] ??= book.After(phase);
    }

    private RiskBook After(int phase)
    {
        var book = With(Version, [.. Assets.Select(asset => asset.At(steps[phase - 1]))], phase);
        book.asAdopted = this;
        return book;
    }

    /// <summary>The same version with other assets and instruments of the same names, and all else as it is.</summary>
    internal RiskBook WithCurves(
        Func<AssetParameters, AssetParameters> ofAsset,
        Func<InstrumentParameters, InstrumentParameters> ofInstrument) =>
        With(Version, Assets.Select(ofAsset), Phase, instruments: Instruments.Select(ofInstrument));

    private RiskBook With(
        RiskBookVersion version,
        IEnumerable<AssetParameters> assets,
        int phase,
        FrameNumber weakenedAt = default,
        IEnumerable<InstrumentParameters>? instruments = null,
        RiskBook? from = null) =>
        new(version, Valuation, MarginCallRatio, LiquidationTarget, assets, instruments ?? Instruments)
        {
            ProfitWeights = ProfitWeights,
            FeeReserve = FeeReserve,
            Calls = Calls,
            Liquidation = Liquidation,
            PriceUse = PriceUse,
            Portfolio = Portfolio,
            Phase = phase,
            WeakenedAt = weakenedAt,
            From = from,
        };

    /// <inheritdoc/>
    public bool Equals(RiskBook? other) =>
        other is not null && Edition == other.Edition && Valuation == other.Valuation
        && MarginCallRatio == other.MarginCallRatio && LiquidationTarget == other.LiquidationTarget
        && ProfitWeights == other.ProfitWeights && FeeReserve == other.FeeReserve && PriceUse == other.PriceUse
        && Calls == other.Calls && Liquidation == other.Liquidation
        && Assets.SequenceEqual(other.Assets) && Instruments.SequenceEqual(other.Instruments)
        && Portfolio.Equals(other.Portfolio);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RiskBook);

    /// <inheritdoc/>
    public override int GetHashCode() => Version.Value;

    /// <summary>Every parameter, in one form: what tells two books apart.</summary>
    /// <remarks>Fingerprints of stored commands rest on it: what has its default is not in it.</remarks>
    public override string ToString() =>
        $"risk book {Version} in {Valuation}, call {MarginCallRatio}, target {LiquidationTarget}"
        + (ProfitWeights == ProfitWeights.Full
            ? ""
            : $", profits {ProfitWeights.Initial}/{ProfitWeights.Withdrawal}")
        + (FeeReserve == FeeReserve.None ? ": " : $", order fees {FeeReserve}: ")
        + string.Join("; ", Assets.Select(asset => asset.ToString()).Concat(Instruments.Select(i => i.ToString()))
            .Concat(Portfolio.Equals(PortfolioRules.None) ? [] : [$"portfolio {Portfolio}"])
            .Concat(PriceUse == PriceUse.Everything ? [] : [$"prices {PriceUse}"])
            .Concat(Calls == CallRules.None ? [] : [$"calls {Calls}"])
            .Concat(Liquidation is null ? [] : [$"liquidation {Liquidation}"]));
}
